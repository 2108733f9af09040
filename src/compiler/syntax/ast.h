// compiler/syntax/ast.h — the tree of a Python module: CPython 3.14's ast module in C.
//
// Node kinds and fields come from ast.def and are named as in Python.asdl; read that table beside
// this header. An expression is used like this:
//
//   if (expr->kind == AST_BIN_OP && expr->bin_op.op == AST_OP_ADD) visit(expr->bin_op.left);
//
//   AstModule ── body ──► AstStmt ──► AstExpr …            every node begins with AstNode:
//                                                          kind, id, span
//
// Node ids are dense: 0 <= id < AstModule.node_count over all nodes of one module, whatever their
// group, so that later phases keep side tables in plain arrays. Ids in front of some statements are
// left free for what sema makes of them. All nodes and lists live
// in the arena given to the parser. Lists are {items, count}; an absent list has count 0.
#pragma once

#include "base/slice.h"
#include "compiler/source/source.h"
#include "compiler/syntax/ast.def"
#include "compiler/syntax/names.h"

enum {
    AST_WITH_IDS = 56,       // left free in front of a `with` statement, for each of its items
    AST_ANNOTATION_IDS = 8,  // in front of a def, for each annotation and one more; none without
    AST_ASYNC_FOR_IDS = 40,  // in front of an `async for`
    AST_DECORATOR_IDS = 8,   // in front of a definition, for each of its decorators
    AST_DOCSTRING_IDS = 4,   // in front of a class, and of a statement that is a str alone
    AST_STAR_IDS = 32,       // in front of a `try` with `except*`, for each clause and one more
    AST_PATTERN_IDS = 32,    // in front of a `match` statement, for each node of its patterns
    AST_CLASS_IDS = 40,      // in front of a class statement
    AST_SUPER_IDS = 3,       // in front of a call of super
};

// ---- operators and contexts: X(NAME, "asdl name", "Python text")

#define AST_OPERATOR_TABLE(X)                                                                      \
    X(OP_ADD, "Add", "+")                                                                          \
    X(OP_SUB, "Sub", "-")                                                                          \
    X(OP_MULT, "Mult", "*")                                                                        \
    X(OP_MAT_MULT, "MatMult", "@")                                                                 \
    X(OP_DIV, "Div", "/")                                                                          \
    X(OP_MOD, "Mod", "%")                                                                          \
    X(OP_POW, "Pow", "**")                                                                         \
    X(OP_LSHIFT, "LShift", "<<")                                                                   \
    X(OP_RSHIFT, "RShift", ">>")                                                                   \
    X(OP_BIT_OR, "BitOr", "|")                                                                     \
    X(OP_BIT_XOR, "BitXor", "^")                                                                   \
    X(OP_BIT_AND, "BitAnd", "&")                                                                   \
    X(OP_FLOOR_DIV, "FloorDiv", "//")

#define AST_UNARY_OPERATOR_TABLE(X)                                                                \
    X(UNARY_INVERT, "Invert", "~")                                                                 \
    X(UNARY_NOT, "Not", "not")                                                                     \
    X(UNARY_ADD, "UAdd", "+")                                                                      \
    X(UNARY_SUB, "USub", "-")

#define AST_BOOL_OPERATOR_TABLE(X)                                                                 \
    X(BOOL_AND, "And", "and")                                                                      \
    X(BOOL_OR, "Or", "or")

#define AST_COMPARE_OPERATOR_TABLE(X)                                                              \
    X(CMP_EQ, "Eq", "==")                                                                          \
    X(CMP_NOT_EQ, "NotEq", "!=")                                                                   \
    X(CMP_LT, "Lt", "<")                                                                           \
    X(CMP_LT_E, "LtE", "<=")                                                                       \
    X(CMP_GT, "Gt", ">")                                                                           \
    X(CMP_GT_E, "GtE", ">=")                                                                       \
    X(CMP_IS, "Is", "is")                                                                          \
    X(CMP_IS_NOT, "IsNot", "is not")                                                               \
    X(CMP_IN, "In", "in")                                                                          \
    X(CMP_NOT_IN, "NotIn", "not in")

#define AST_CONTEXT_TABLE(X)                                                                       \
    X(LOAD, "Load", "")                                                                            \
    X(STORE, "Store", "")                                                                          \
    X(DEL, "Del", "")

#define X(name, asdl, text) AST_##name,
typedef enum { AST_OPERATOR_TABLE(X) } AstOperator;
typedef enum { AST_UNARY_OPERATOR_TABLE(X) } AstUnaryOperator;
typedef enum { AST_BOOL_OPERATOR_TABLE(X) } AstBoolOperator;
typedef enum { AST_COMPARE_OPERATOR_TABLE(X) } AstCompareOperator;
typedef enum { AST_CONTEXT_TABLE(X) } AstContext;
#undef X

const char *ast_operator_text(AstOperator op);  // "+"
const char *ast_unary_operator_text(AstUnaryOperator op);
const char *ast_bool_operator_text(AstBoolOperator op);
const char *ast_compare_operator_text(AstCompareOperator op);

// ---- constants

typedef enum {
    AST_CONST_NONE,
    AST_CONST_FALSE,
    AST_CONST_TRUE,
    AST_CONST_ELLIPSIS,
    AST_CONST_INT,      // `u.int_value`
    AST_CONST_BIG_INT,  // more than 64 bits: `u.big_int`
    AST_CONST_FLOAT,    // `u.float_value`
    AST_CONST_COMPLEX,  // `u.float_value` times j; the real part of a literal is 0
    AST_CONST_STR,      // `u.text`
    AST_CONST_BYTES,    // `u.text`
} AstConstantKind;

typedef struct {
    AstConstantKind kind;
    union {
        u64 int_value;
        f64 float_value;
        // A str: each code point encoded as UTF-8 encodes it, lone surrogates (and two that would
        // make a pair) included as three bytes each. A bytes: its bytes. In arena.
        Slice text;
        // Digits without prefix, underscores and leading zeros, in `radix` 2, 8, 10 or 16; letters
        // in lower case. In arena.
        struct {
            Slice digits;
            u32 radix;
        } big_int;
    } u;
} AstConstant;

// ---- nodes

typedef enum {
    AST_NONE,
#define NODE(group, KIND, member, text, FIELDS) AST_##KIND,
#define LEAF(group, KIND, text) AST_##KIND,
    AST_NODE_TABLE(NODE, LEAF)
#undef NODE
#undef LEAF
        AST_KIND_COUNT,
} AstKind;

typedef enum {
    AST_GROUP_NONE,
    AST_GROUP_MODULE,
    AST_GROUP_STMT,
    AST_GROUP_EXPR,
    AST_GROUP_PATTERN,
    AST_GROUP_COMPREHENSION,
    AST_GROUP_EXCEPT_HANDLER,
    AST_GROUP_ARGUMENTS,
    AST_GROUP_ARG,
    AST_GROUP_KEYWORD,
    AST_GROUP_ALIAS,
    AST_GROUP_WITH_ITEM,
    AST_GROUP_MATCH_CASE,
    AST_GROUP_TYPE_PARAM,
} AstGroup;

// How every node begins. `&expr->node` goes up; ast_as_expr and its kin go down, checked.
typedef struct {
    AstKind kind;
    u32 id;
    Span span;
} AstNode;

typedef struct AstExpr AstExpr;
typedef struct AstStmt AstStmt;
typedef struct AstPattern AstPattern;
typedef struct AstComprehension AstComprehension;
typedef struct AstExceptHandler AstExceptHandler;
typedef struct AstArguments AstArguments;
typedef struct AstArg AstArg;
typedef struct AstKeyword AstKeyword;
typedef struct AstAlias AstAlias;
typedef struct AstWithItem AstWithItem;
typedef struct AstMatchCase AstMatchCase;
typedef struct AstTypeParam AstTypeParam;

#define AST_LIST(Name, Item)                                                                       \
    typedef struct {                                                                               \
        Item *items; /* in arena */                                                                \
        u32 count;                                                                                 \
    } Name
AST_LIST(AstExprs, AstExpr *);
AST_LIST(AstStmts, AstStmt *);
AST_LIST(AstPatterns, AstPattern *);
AST_LIST(AstComprehensions, AstComprehension *);
AST_LIST(AstExceptHandlers, AstExceptHandler *);
AST_LIST(AstArgs, AstArg *);
AST_LIST(AstKeywords, AstKeyword *);
AST_LIST(AstAliases, AstAlias *);
AST_LIST(AstWithItems, AstWithItem *);
AST_LIST(AstMatchCases, AstMatchCase *);
AST_LIST(AstTypeParams, AstTypeParam *);
AST_LIST(AstNames, AstName);
AST_LIST(AstCompareOperators, u8);  // of AstCompareOperator
#undef AST_LIST

// Field types: X(TYPE, C type). _OPT may be NULL (or AST_NO_NAME), EXPRS_OPT may hold NULLs.
// NONE_TEXT and EMPTY_LIST are fields of CPython that we never fill; they exist for the printers.
#define AST_FIELD_TABLE(X)                                                                         \
    X(EXPR, AstExpr *)                                                                             \
    X(EXPR_OPT, AstExpr *)                                                                         \
    X(EXPRS, AstExprs)                                                                             \
    X(EXPRS_OPT, AstExprs)                                                                         \
    X(STMTS, AstStmts)                                                                             \
    X(PATTERN, AstPattern *)                                                                       \
    X(PATTERN_OPT, AstPattern *)                                                                   \
    X(PATTERNS, AstPatterns)                                                                       \
    X(COMPREHENSIONS, AstComprehensions)                                                           \
    X(HANDLERS, AstExceptHandlers)                                                                 \
    X(ARGUMENTS, AstArguments *)                                                                   \
    X(ARG_OPT, AstArg *)                                                                           \
    X(ARGS, AstArgs)                                                                               \
    X(KEYWORDS, AstKeywords)                                                                       \
    X(ALIASES, AstAliases)                                                                         \
    X(WITH_ITEMS, AstWithItems)                                                                    \
    X(MATCH_CASES, AstMatchCases)                                                                  \
    X(TYPE_PARAMS, AstTypeParams)                                                                  \
    X(NAME, AstName)                                                                               \
    X(NAME_OPT, AstName)                                                                           \
    X(NAMES, AstNames)                                                                             \
    X(INT, i32)                                                                                    \
    X(CONSTANT, AstConstant)                                                                       \
    X(U_PREFIX, bool)                                                                              \
    X(OPERATOR, AstOperator)                                                                       \
    X(UNARY_OPERATOR, AstUnaryOperator)                                                            \
    X(BOOL_OPERATOR, AstBoolOperator)                                                              \
    X(COMPARE_OPERATORS, AstCompareOperators)                                                      \
    X(CONTEXT, AstContext)                                                                         \
    X(NONE_TEXT, u8)                                                                               \
    X(EMPTY_LIST, u8)

typedef enum {
#define X(type, CType) AST_FIELD_##type,
    AST_FIELD_TABLE(X)
#undef X
} AstFieldType;

#define X(type, CType) typedef CType AstFieldOf_##type;
AST_FIELD_TABLE(X)
#undef X

#define AST_FIELD(type, member, text) AstFieldOf_##type member;
#define AST_HEADER                                                                                 \
    union {                                                                                        \
        AstNode node;                                                                              \
        struct {                                                                                   \
            AstKind kind;                                                                          \
            u32 id;                                                                                \
            Span span;                                                                             \
        };                                                                                         \
    }

#define AST_MEMBER(group, KIND, name, text, FIELDS)                                                \
    struct {                                                                                       \
        FIELDS(AST_FIELD)                                                                          \
    } name;
#define AST_NO_MEMBER(group, KIND, text)

// A group with several kinds holds a union with one member per kind: `stmt->assign.targets`.
struct AstStmt {
    AST_HEADER;
    union {
        AST_STMT_TABLE(AST_MEMBER, AST_NO_MEMBER)
    };
};

struct AstExpr {
    AST_HEADER;
    union {
        AST_EXPR_TABLE(AST_MEMBER, AST_NO_MEMBER)
    };
};

struct AstPattern {
    AST_HEADER;
    union {
        AST_PATTERN_TABLE(AST_MEMBER, AST_NO_MEMBER)
    };
};

struct AstTypeParam {
    AST_HEADER;
    union {
        AST_TYPE_PARAM_TABLE(AST_MEMBER, AST_NO_MEMBER)
    };
};

// A group of one kind holds its fields directly: `arg->annotation`.
struct AstComprehension {
    AST_HEADER;
    AST_FIELDS_COMPREHENSION(AST_FIELD)
};

struct AstExceptHandler {
    AST_HEADER;
    AST_FIELDS_EXCEPT_HANDLER(AST_FIELD)
};

struct AstArguments {
    AST_HEADER;
    AST_FIELDS_ARGUMENTS(AST_FIELD)
};

struct AstArg {
    AST_HEADER;
    AST_FIELDS_ARG(AST_FIELD)
};

struct AstKeyword {
    AST_HEADER;
    AST_FIELDS_KEYWORD(AST_FIELD)
};

struct AstAlias {
    AST_HEADER;
    AST_FIELDS_ALIAS(AST_FIELD)
};

struct AstWithItem {
    AST_HEADER;
    AST_FIELDS_WITH_ITEM(AST_FIELD)
};

struct AstMatchCase {
    AST_HEADER;
    AST_FIELDS_MATCH_CASE(AST_FIELD)
};

typedef struct {
    AST_HEADER;  // kind AST_MODULE, id 0
    AST_FIELDS_MODULE(AST_FIELD)
    u32 node_count;          // every id in this module is below
    const SourceFile *file;  // borrowed
    const Names *names;      // borrowed
} AstModule;

#undef AST_MEMBER
#undef AST_NO_MEMBER
#undef AST_FIELD
#undef AST_HEADER

// ---- the table at run time, for printers and walkers

typedef struct {
    AstFieldType type;
    const char *name;
} AstField;

typedef struct {
    const char *name;  // "BinOp"
    AstGroup group;
    u32 fields_offset;  // where the fields start in the node
    u32 field_count;
    const AstField *fields;
} AstKindInfo;

const AstKindInfo *ast_kind_info(AstKind kind);
const char *ast_kind_name(AstKind kind);

// Fields follow each other as C lays them out. A walk over them starts with `fields_offset`; each
// call answers where a field of that type is, and moves `offset` behind it.
u32 ast_field_place(AstFieldType type, u32 *offset);

// Calls `visit` for each direct child node in field order (not for children's children).
typedef void AstVisit(void *context, AstNode *child);
void ast_each_child(AstNode *node, AstVisit *visit, void *context);

// Down from a node of that group; CHECKs the group.
AstExpr *ast_as_expr(AstNode *node);
AstStmt *ast_as_stmt(AstNode *node);
AstPattern *ast_as_pattern(AstNode *node);

// ---- small questions that many phases ask

// How many ids are left free in front of a `match` statement with these cases.
u32 ast_match_ids(AstMatchCases cases);
// How many ids are left free in front of a def for its annotations.
u32 ast_annotation_ids(const AstArguments *args, const AstExpr *returns);
// The docstring of a body: its first statement, when that is a str constant; else NULL.
const AstExpr *ast_docstring(AstStmts body);
// Its text as __doc__ has it: tabs expanded, without the indentation of its lines.
Slice ast_clean_docstring(Arena *arena, const AstExpr *doc);
static inline bool ast_is_constant(const AstExpr *expr, AstConstantKind kind) {
    return expr->kind == AST_CONSTANT && expr->constant.value.kind == kind;
}
