// compiler/syntax/jxl/jxl_tree.h — the tree of a JXL module.
//
//   JxlTree ── root ──► JxlNode MODULE ── items ──► JxlNode VIEW ── members ──► …
//
// One struct for all nodes; the kind says which member of the union holds its fields:
//
//   if (node->kind == JXL_BINARY && node->binary.op == JXL_ADD) visit(node->binary.left);
//
// Kinds and fields come from jxl_tree.def: read that table beside this header. Ids are dense, 0 is
// the module, so that later phases keep side tables in plain arrays. Parentheses around one
// expression leave no node. Regions of #if that are not taken are not in the tree. Everything lives
// in the parser's arena. Statements that are expressions are the expression's node.
#pragma once

#include "base/bytes.h"
#include "compiler/source/source.h"
#include "compiler/syntax/jxl/jxl_tree.def"
#include "compiler/syntax/names.h"

typedef enum {
#define NODE(KIND, member, FIELDS) JXL_##KIND,
#define LEAF(KIND) JXL_##KIND,
    JXL_NODE_TABLE(NODE, LEAF)
#undef NODE
#undef LEAF
        JXL_KIND_COUNT,
} JxlKind;

#define X(name, text, level) JXL_OP_##name,
typedef enum { JXL_BINARY_TABLE(X) JXL_BINARY_COUNT } JxlBinaryOp;
#undef X
#define X(name, text) JXL_OP_##name,
typedef enum { JXL_ASSIGN_TABLE(X) } JxlAssignOp;
typedef enum { JXL_UNARY_TABLE(X) } JxlUnaryOp;
typedef enum { JXL_CAST_TABLE(X) } JxlCastOp;
typedef enum { JXL_TRY_TABLE(X) } JxlTryOp;
typedef enum { JXL_IMPORT_TABLE(X) } JxlImportForm;
typedef enum { JXL_FORM_TABLE(X) } JxlNominalForm;
typedef enum { JXL_ATOM_TABLE(X) } JxlAtomForm;
typedef enum { JXL_LIFECYCLE_TABLE(X) } JxlLifecycle;
typedef enum { JXL_ACCESSOR_TABLE(X) } JxlAccessor;
#undef X

typedef enum {
#define X(name, text) JXL_FLAG_BIT_##name,
    JXL_FLAG_TABLE(X)
#undef X
        JXL_FLAG_BIT_COUNT,
} JxlFlagBit;

enum {
#define X(name, text) JXL_FLAG_##name = 1 << JXL_FLAG_BIT_##name,
    JXL_FLAG_TABLE(X)
#undef X
};

typedef struct JxlNode JxlNode;

typedef struct {
    JxlNode **items;  // in arena
    u32 count;
} JxlNodes;

typedef JxlNode *JxlFieldOf_NODE;
typedef JxlNodes JxlFieldOf_NODES;
typedef AstName JxlFieldOf_NAME;
typedef Slice JxlFieldOf_TEXT;
typedef u32 JxlFieldOf_FLAGS;
typedef u32 JxlFieldOf_OP;
typedef u64 JxlFieldOf_INT;
typedef f64 JxlFieldOf_FLOAT;

#define JXL_FIELD(type, member) JxlFieldOf_##type member;
#define JXL_MEMBER_OF_NODE(KIND, name, FIELDS)                                                     \
    struct {                                                                                       \
        FIELDS(JXL_FIELD)                                                                          \
    } name;
#define JXL_NO_MEMBER(KIND)

struct JxlNode {
    u16 kind;  // JxlKind
    u16 unused;
    u32 id;
    Span span;
    union {
        JXL_NODE_TABLE(JXL_MEMBER_OF_NODE, JXL_NO_MEMBER)
    };
};

typedef struct {
    JxlNode *root;  // MODULE
    u32 node_count;
    Names *names;            // borrowed
    const SourceFile *file;  // borrowed
    bool is_python;          // reserved for modules that have no JXL tree
} JxlTree;

const char *jxl_kind_name(JxlKind kind);  // "Binary"
const char *jxl_binary_text(JxlBinaryOp op);
u32 jxl_binary_level(JxlBinaryOp op);  // 3 … 14
const char *jxl_assign_text(JxlAssignOp op);
const char *jxl_form_text(JxlNominalForm form);

// Calls `visit` for each child, in the order of the fields.
typedef void JxlVisit(void *context, JxlNode *node);
void jxl_each_child(JxlNode *node, JxlVisit *visit, void *context);

// Lisp-like text: one node a line, fields that are empty are left out.
void jxl_tree_print(Bytes *out, const JxlTree *tree);
