#include "compiler/syntax/dump.h"

#include "base/check.h"
#include "compiler/syntax/constant_repr_priv.h"

#include <string.h>

enum {
    VERSION_DEFAULT = 14,
    VERSION_TYPE_PARAMS = 12,  // type_params fields
    VERSION_SHORT_LISTS = 13,  // empty lists are left out; default_value fields
};

typedef struct {
    Bytes *out;
    const AstModule *module;
    u32 version;
    bool has_positions;
} Dump;

static void dump_node(Dump *d, const AstNode *node);

static void dump_constant(Bytes *out, const AstConstant *value, u32 version) {
    switch (value->kind) {
    case AST_CONST_NONE: bytes_text(out, "None"); break;
    case AST_CONST_FALSE: bytes_text(out, "False"); break;
    case AST_CONST_TRUE: bytes_text(out, "True"); break;
    case AST_CONST_ELLIPSIS: bytes_text(out, "Ellipsis"); break;
    case AST_CONST_INT: bytes_u64(out, value->u.int_value); break;
    case AST_CONST_BIG_INT:
        repr_big_int(out, value->u.big_int.digits, value->u.big_int.radix);
        break;
    case AST_CONST_FLOAT: repr_float(out, value->u.float_value); break;
    case AST_CONST_COMPLEX: repr_imaginary(out, value->u.float_value); break;
    case AST_CONST_STR: repr_str(out, value->u.text, version); break;
    case AST_CONST_BYTES: repr_bytes(out, value->u.text); break;
    }
}

static void dump_name(Dump *d, AstName name) {
    repr_str(d->out, names_text(d->module->names, name), d->version);
}

static void dump_operator(Dump *d, const char *name) {
    bytes_format(d->out, "%s()", name);
}

static const char *operator_name(AstFieldType type, u32 op) {
#define X(name, asdl, text) [AST_##name] = asdl,
    static const char *const binary[] = { AST_OPERATOR_TABLE(X) };
    static const char *const unary[] = { AST_UNARY_OPERATOR_TABLE(X) };
    static const char *const boolean[] = { AST_BOOL_OPERATOR_TABLE(X) };
    static const char *const context[] = { AST_CONTEXT_TABLE(X) };
    static const char *const comparison[] = { AST_COMPARE_OPERATOR_TABLE(X) };
#undef X
    switch (type) {
    case AST_FIELD_OPERATOR: return binary[op];
    case AST_FIELD_UNARY_OPERATOR: return unary[op];
    case AST_FIELD_BOOL_OPERATOR: return boolean[op];
    case AST_FIELD_CONTEXT: return context[op];
    default: return comparison[op];
    }
}

// Every list of nodes looks like this one in memory.
typedef struct {
    void *items;
    u32 count;
} AnyList;

static void dump_node_list(Dump *d, AnyList list) {
    bytes_push(d->out, '[');
    for (u32 i = 0; i < list.count; i++) {
        if (i > 0) bytes_text(d->out, ", ");
        const AstNode *item;
        memcpy(&item, (const u8 *)list.items + i * sizeof(void *), sizeof(item));
        if (item == NULL)
            bytes_text(d->out, "None");
        else
            dump_node(d, item);
    }
    bytes_push(d->out, ']');
}

static void dump_names(Dump *d, AstNames names) {
    bytes_push(d->out, '[');
    for (u32 i = 0; i < names.count; i++) {
        if (i > 0) bytes_text(d->out, ", ");
        dump_name(d, names.items[i]);
    }
    bytes_push(d->out, ']');
}

static void dump_comparisons(Dump *d, AstCompareOperators ops) {
    bytes_push(d->out, '[');
    for (u32 i = 0; i < ops.count; i++) {
        if (i > 0) bytes_text(d->out, ", ");
        dump_operator(d, operator_name(AST_FIELD_COMPARE_OPERATORS, ops.items[i]));
    }
    bytes_push(d->out, ']');
}

static bool is_list(AstFieldType type) {
    switch (type) {
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
    case AST_FIELD_TYPE_PARAMS:
    case AST_FIELD_NAMES:
    case AST_FIELD_COMPARE_OPERATORS: return true;
    default: return false;
    }
}

static bool is_optional_node(AstFieldType type) {
    return type == AST_FIELD_EXPR_OPT || type == AST_FIELD_PATTERN_OPT || type == AST_FIELD_ARG_OPT;
}

// What this version's ast.dump leaves out.
static bool is_left_out(const Dump *d, AstFieldType type, const u8 *place) {
    if (type == AST_FIELD_NONE_TEXT) return true;
    if (type == AST_FIELD_EMPTY_LIST) return d->version >= VERSION_SHORT_LISTS;
    if (type == AST_FIELD_TYPE_PARAMS && d->version < VERSION_TYPE_PARAMS) return true;
    if (is_list(type)) {
        AnyList list;
        memcpy(&list, place, sizeof(list));
        return list.count == 0 && d->version >= VERSION_SHORT_LISTS;
    }
    if (is_optional_node(type)) {
        void *node;
        memcpy(&node, place, sizeof(node));
        return node == NULL;
    }
    if (type == AST_FIELD_NAME_OPT) return *(const AstName *)(const void *)place == AST_NO_NAME;
    if (type == AST_FIELD_U_PREFIX) return !*(const bool *)place;
    return false;
}

static void dump_field(Dump *d, AstFieldType type, const u8 *at) {
    const void *place = at;
    switch (type) {
    case AST_FIELD_NAME:
    case AST_FIELD_NAME_OPT: dump_name(d, *(const AstName *)place); break;
    case AST_FIELD_NAMES: dump_names(d, *(const AstNames *)place); break;
    case AST_FIELD_INT: bytes_i64(d->out, *(const i32 *)place); break;
    case AST_FIELD_CONSTANT: dump_constant(d->out, place, d->version); break;
    case AST_FIELD_U_PREFIX: bytes_text(d->out, "'u'"); break;
    case AST_FIELD_OPERATOR:
    case AST_FIELD_UNARY_OPERATOR:
    case AST_FIELD_BOOL_OPERATOR:
    case AST_FIELD_CONTEXT: {
        u32 op;
        memcpy(&op, place, sizeof(op));
        dump_operator(d, operator_name(type, op));
        break;
    }
    case AST_FIELD_COMPARE_OPERATORS:
        dump_comparisons(d, *(const AstCompareOperators *)place);
        break;
    case AST_FIELD_NONE_TEXT: break;
    case AST_FIELD_EMPTY_LIST: bytes_text(d->out, "[]"); break;
    default:
        if (is_list(type)) {
            AnyList list;
            memcpy(&list, place, sizeof(list));
            dump_node_list(d, list);
        } else {
            const AstNode *node;
            memcpy(&node, place, sizeof(node));
            dump_node(d, node);
        }
    }
}

// Node groups that have no lineno and its kin in CPython.
static bool has_position(AstGroup group) {
    return group != AST_GROUP_MODULE && group != AST_GROUP_ARGUMENTS &&
           group != AST_GROUP_COMPREHENSION && group != AST_GROUP_WITH_ITEM &&
           group != AST_GROUP_MATCH_CASE;
}

static void dump_positions(Dump *d, const AstNode *node, bool is_first) {
    SourcePosition start = source_position(d->module->file, node->span.start);
    SourcePosition end = source_position(d->module->file, node->span.end);
    bytes_format(d->out, "%slineno=%u, col_offset=%u, end_lineno=%u, end_col_offset=%u",
                 is_first ? "" : ", ", start.line, start.byte_column, end.line, end.byte_column);
}

static void dump_node(Dump *d, const AstNode *node) {
    const AstKindInfo *info = ast_kind_info(node->kind);
    bytes_format(d->out, "%s(", info->name);
    u32 offset = info->fields_offset;
    bool is_first = true;
    for (u32 i = 0; i < info->field_count; i++) {
        AstFieldType type = info->fields[i].type;
        const u8 *place = (const u8 *)node + ast_field_place(type, &offset);
        if (is_left_out(d, type, place)) continue;
        if (!is_first) bytes_text(d->out, ", ");
        is_first = false;
        bytes_format(d->out, "%s=", info->fields[i].name);
        dump_field(d, type, place);
    }
    if (d->has_positions && has_position(info->group)) dump_positions(d, node, is_first);
    bytes_push(d->out, ')');
}

void ast_dump(Bytes *out, const AstModule *module, AstDumpOptions options) {
    u32 version = options.minor_version == 0 ? VERSION_DEFAULT : options.minor_version;
    Dump dump = {out, module, version, options.includes_positions};
    dump_node(&dump, &module->node);
}

void ast_repr_constant(Bytes *out, const AstConstant *value) {
    dump_constant(out, value, VERSION_DEFAULT);
}
