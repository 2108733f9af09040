#include "compiler/syntax/ast.h"

#include "base/check.h"

#include <string.h>

#define X(name, asdl, text) [AST_##name] = text,
static const char *const operator_texts[] = {AST_OPERATOR_TABLE(X)};
static const char *const unary_operator_texts[] = {AST_UNARY_OPERATOR_TABLE(X)};
static const char *const bool_operator_texts[] = {AST_BOOL_OPERATOR_TABLE(X)};
static const char *const compare_operator_texts[] = {AST_COMPARE_OPERATOR_TABLE(X)};
#undef X

const char *ast_operator_text(AstOperator op) {
    CHECK((u32)op < COUNT_OF(operator_texts));
    return operator_texts[op];
}

const char *ast_unary_operator_text(AstUnaryOperator op) {
    CHECK((u32)op < COUNT_OF(unary_operator_texts));
    return unary_operator_texts[op];
}

const char *ast_bool_operator_text(AstBoolOperator op) {
    CHECK((u32)op < COUNT_OF(bool_operator_texts));
    return bool_operator_texts[op];
}

const char *ast_compare_operator_text(AstCompareOperator op) {
    CHECK((u32)op < COUNT_OF(compare_operator_texts));
    return compare_operator_texts[op];
}

// ---- the table at run time

#define FIELD(type, member, text) {AST_FIELD_##type, text},
#define NODE(group, KIND, name, text, FIELDS)                                                      \
    static const AstField fields_of_##KIND[] = {FIELDS(FIELD)};
#define LEAF(group, KIND, text)
AST_NODE_TABLE(NODE, LEAF)
#undef NODE
#undef LEAF

// The members of a group's union all start at one place; single structs go on after the header.
enum {
    OFFSET_IN_STMT = offsetof(AstStmt, assign),
    OFFSET_IN_EXPR = offsetof(AstExpr, bin_op),
    OFFSET_IN_PATTERN = offsetof(AstPattern, match_as),
    OFFSET_IN_TYPE_PARAM = offsetof(AstTypeParam, type_var),
    OFFSET_IN_MODULE = sizeof(AstNode),
    OFFSET_IN_COMPREHENSION = sizeof(AstNode),
    OFFSET_IN_EXCEPT_HANDLER = sizeof(AstNode),
    OFFSET_IN_ARGUMENTS = sizeof(AstNode),
    OFFSET_IN_ARG = sizeof(AstNode),
    OFFSET_IN_KEYWORD = sizeof(AstNode),
    OFFSET_IN_ALIAS = sizeof(AstNode),
    OFFSET_IN_WITH_ITEM = sizeof(AstNode),
    OFFSET_IN_MATCH_CASE = sizeof(AstNode),
};

static const AstKindInfo infos[AST_KIND_COUNT] = {[AST_NONE] = {.name = "none"},
#define NODE(group_name, KIND, member, text, FIELDS)                                               \
    [AST_##KIND] = {text, AST_GROUP_##group_name, OFFSET_IN_##group_name,                          \
                    COUNT_OF(fields_of_##KIND), fields_of_##KIND},
#define LEAF(group_name, KIND, text)                                                               \
    [AST_##KIND] = {text, AST_GROUP_##group_name, OFFSET_IN_##group_name, 0, NULL},
                                                  AST_NODE_TABLE(NODE, LEAF)
#undef NODE
#undef LEAF
};

#define X(type, CType) [AST_FIELD_##type] = {sizeof(CType), alignof(CType)},
static const struct {
    u8 bytes, alignment;
} field_layouts[] = {AST_FIELD_TABLE(X)};
#undef X

const AstKindInfo *ast_kind_info(AstKind kind) {
    CHECK((u32)kind < AST_KIND_COUNT);
    return &infos[kind];
}

const char *ast_kind_name(AstKind kind) {
    return ast_kind_info(kind)->name;
}

u32 ast_field_place(AstFieldType type, u32 *offset) {
    u32 alignment = field_layouts[type].alignment;
    u32 place = (*offset + alignment - 1) & ~(alignment - 1);
    *offset = place + field_layouts[type].bytes;
    return place;
}

// How the items of a field are nodes: one pointer, a list of pointers, or not at all.
typedef enum { HOLDS_NO_NODE, HOLDS_NODE, HOLDS_NODES } Holding;

static Holding holding_of(AstFieldType type) {
    switch (type) {
    case AST_FIELD_EXPR:
    case AST_FIELD_EXPR_OPT:
    case AST_FIELD_PATTERN:
    case AST_FIELD_PATTERN_OPT:
    case AST_FIELD_ARGUMENTS:
    case AST_FIELD_ARG_OPT: return HOLDS_NODE;
    case AST_FIELD_EXPRS:
    case AST_FIELD_EXPRS_OPT:
    case AST_FIELD_STMTS:
    case AST_FIELD_PATTERNS:
    case AST_FIELD_COMPREHENSIONS:
    case AST_FIELD_HANDLERS:
    case AST_FIELD_ARGS:
    case AST_FIELD_KEYWORDS:
    case AST_FIELD_ALIASES:
    case AST_FIELD_WITH_ITEMS:
    case AST_FIELD_MATCH_CASES:
    case AST_FIELD_TYPE_PARAMS: return HOLDS_NODES;
    default: return HOLDS_NO_NODE;
    }
}

// Every list of nodes looks like this one in memory.
typedef struct {
    void *items;
    u32 count;
} AnyList;

_Static_assert(sizeof(AnyList) == sizeof(AstExprs), "lists have one layout");

// Copied out, since the item's type is one of many.
static AstNode *node_at(const u8 *place) {
    void *node;
    memcpy(&node, place, sizeof(node));
    return node;
}

void ast_each_child(AstNode *node, AstVisit *visit, void *context) {
    const AstKindInfo *info = ast_kind_info(node->kind);
    u32 offset = info->fields_offset;
    for (u32 i = 0; i < info->field_count; i++) {
        AstFieldType type = info->fields[i].type;
        const u8 *place = (const u8 *)node + ast_field_place(type, &offset);
        Holding holding = holding_of(type);
        if (holding == HOLDS_NODE) {
            AstNode *child = node_at(place);
            if (child != NULL) visit(context, child);
        } else if (holding == HOLDS_NODES) {
            AnyList list;
            memcpy(&list, place, sizeof(list));
            for (u32 j = 0; j < list.count; j++) {
                AstNode *child = node_at((const u8 *)list.items + j * sizeof(void *));
                if (child != NULL) visit(context, child);
            }
        }
    }
}

AstExpr *ast_as_expr(AstNode *node) {
    CHECK(ast_kind_info(node->kind)->group == AST_GROUP_EXPR);
    return (AstExpr *)node;
}

AstStmt *ast_as_stmt(AstNode *node) {
    CHECK(ast_kind_info(node->kind)->group == AST_GROUP_STMT);
    return (AstStmt *)node;
}

AstPattern *ast_as_pattern(AstNode *node) {
    CHECK(ast_kind_info(node->kind)->group == AST_GROUP_PATTERN);
    return (AstPattern *)node;
}

static u32 annotation_count(AstArgs args) {
    u32 count = 0;
    for (u32 i = 0; i < args.count; i++) count += args.items[i]->annotation != NULL;
    return count;
}

u32 ast_annotation_ids(const AstArguments *args, const AstExpr *returns) {
    u32 count = annotation_count(args->posonlyargs) + annotation_count(args->args) +
                annotation_count(args->kwonlyargs) + (returns != NULL);
    count += args->vararg && args->vararg->annotation;
    count += args->kwarg && args->kwarg->annotation;
    return count == 0 ? 0 : (count + 1) * AST_ANNOTATION_IDS;
}

static void count_visit(void *context, AstNode *node) {
    u32 *count = context;
    ++*count;
    ast_each_child(node, count_visit, context);
}

u32 ast_match_ids(AstMatchCases cases) {
    u32 count = 1 + cases.count;
    for (u32 i = 0; i < cases.count; i++) count_visit(&count, &cases.items[i]->pattern->node);
    return count * AST_PATTERN_IDS;
}

const AstExpr *ast_docstring(AstStmts body) {
    if (body.count == 0 || body.items[0]->kind != AST_EXPR) return NULL;
    const AstExpr *value = body.items[0]->expr.value;
    return ast_is_constant(value, AST_CONST_STR) ? value : NULL;
}
