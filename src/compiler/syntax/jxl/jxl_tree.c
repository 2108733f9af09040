#include "compiler/syntax/jxl/jxl_tree.h"

#include "base/check.h"
#include "text/float_text.h"

#include <string.h>

typedef enum {
    FIELD_NODE,
    FIELD_NODES,
    FIELD_NAME,
    FIELD_TEXT,
    FIELD_FLAGS,
    FIELD_OP,
    FIELD_INT,
    FIELD_FLOAT,
} FieldType;

typedef struct {
    FieldType type;
    const char *name;
} FieldInfo;

#define FIELD_ROW(type, member) {FIELD_##type, #member},
#define NODE(KIND, member, FIELDS) static const FieldInfo fields_of_##KIND[] = {FIELDS(FIELD_ROW)};
#define LEAF(KIND)
JXL_NODE_TABLE(NODE, LEAF)
#undef NODE
#undef LEAF

static const struct {
    const char *name;
    u32 field_count;
    const FieldInfo *fields;
} infos[] = {
#define NODE(KIND, member, FIELDS)                                                                 \
    [JXL_##KIND] = {#KIND, COUNT_OF(fields_of_##KIND), fields_of_##KIND},
#define LEAF(KIND) [JXL_##KIND] = {#KIND, 0, NULL},
    JXL_NODE_TABLE(NODE, LEAF)
#undef NODE
#undef LEAF
};

static const struct {
    u8 bytes, alignment;
} layouts[] = {
    [FIELD_NODE] = {sizeof(JxlNode *), alignof(JxlNode *)},
    [FIELD_NODES] = {sizeof(JxlNodes), alignof(JxlNodes)},
    [FIELD_NAME] = {sizeof(AstName), alignof(AstName)},
    [FIELD_TEXT] = {sizeof(Slice), alignof(Slice)},
    [FIELD_FLAGS] = {sizeof(u32), alignof(u32)},
    [FIELD_OP] = {sizeof(u32), alignof(u32)},
    [FIELD_INT] = {sizeof(u64), alignof(u64)},
    [FIELD_FLOAT] = {sizeof(f64), alignof(f64)},
};

// Where the next field is, as the compiler lays out the structs of the union.
static const u8 *field_place(const JxlNode *node, FieldType type, u32 *offset) {
    u32 alignment = layouts[type].alignment;
    u32 place = (*offset + alignment - 1) & ~(alignment - 1);
    *offset = place + layouts[type].bytes;
    return (const u8 *)node + place;
}

const char *jxl_kind_name(JxlKind kind) {
    CHECK((u32)kind < JXL_KIND_COUNT);
    return infos[kind].name;
}

static const struct {
    const char *text;
    u32 level;
} binaries[] = {
#define X(name, text, level) [JXL_OP_##name] = {text, level},
    JXL_BINARY_TABLE(X)
#undef X
};

const char *jxl_binary_text(JxlBinaryOp op) {
    CHECK((u32)op < COUNT_OF(binaries));
    return binaries[op].text;
}

u32 jxl_binary_level(JxlBinaryOp op) {
    CHECK((u32)op < COUNT_OF(binaries));
    return binaries[op].level;
}

#define X(name, text) text,
static const char *const assign_texts[] = {JXL_ASSIGN_TABLE(X)};
static const char *const unary_texts[] = {JXL_UNARY_TABLE(X)};
static const char *const cast_texts[] = {JXL_CAST_TABLE(X)};
static const char *const try_texts[] = {JXL_TRY_TABLE(X)};
static const char *const bool_texts[] = {JXL_BOOL_TABLE(X)};
static const char *const import_texts[] = {JXL_IMPORT_TABLE(X)};
static const char *const form_texts[] = {JXL_FORM_TABLE(X)};
static const char *const atom_texts[] = {JXL_ATOM_TABLE(X)};
static const char *const lifecycle_texts[] = {JXL_LIFECYCLE_TABLE(X)};
static const char *const accessor_texts[] = {JXL_ACCESSOR_TABLE(X)};
static const char *const flag_texts[] = {JXL_FLAG_TABLE(X)};
#undef X

const char *jxl_assign_text(JxlAssignOp op) {
    return assign_texts[op];
}

const char *jxl_form_text(JxlNominalForm form) {
    return form_texts[form];
}

// table: what the OP field of a kind means
static const char *op_text(JxlKind kind, u32 op) {
    switch (kind) {
    case JXL_BINARY: return binaries[op].text;
    case JXL_ASSIGN: return assign_texts[op];
    case JXL_UNARY: return unary_texts[op];
    case JXL_CAST: return cast_texts[op];
    case JXL_TRY: return try_texts[op];
    case JXL_BOOL: return bool_texts[op];
    case JXL_IMPORT: return import_texts[op];
    case JXL_NOMINAL: return form_texts[op];
    case JXL_ATOM: return atom_texts[op];
    case JXL_LIFECYCLE: return lifecycle_texts[op];
    case JXL_ACCESSOR: return accessor_texts[op];
    default: UNREACHABLE("a kind without OP");
    }
}

void jxl_each_child(JxlNode *node, JxlVisit *visit, void *context) {
    u32 offset = (u32)offsetof(JxlNode, module);
    for (u32 i = 0; i < infos[node->kind].field_count; i++) {
        FieldType type = infos[node->kind].fields[i].type;
        const u8 *place = field_place(node, type, &offset);
        if (type == FIELD_NODE) {
            JxlNode *child;
            memcpy(&child, place, sizeof(child));
            if (child) visit(context, child);
        } else if (type == FIELD_NODES) {
            JxlNodes nodes;
            memcpy(&nodes, place, sizeof(nodes));
            for (u32 j = 0; j < nodes.count; j++) visit(context, nodes.items[j]);
        }
    }
}

// ---- printing

typedef struct {
    Bytes *out;
    const JxlTree *tree;
    u32 depth;
} Printer;

static void print_text(Bytes *out, Slice text) {
    bytes_push(out, '"');
    for (usize i = 0; i < text.len; i++) {
        u8 c = text.data[i];
        if (c == '"' || c == '\\') bytes_push(out, '\\');
        if (c == '\n')
            bytes_text(out, "\\n");
        else if (c < 0x20)
            bytes_format(out, "\\u{%x}", (u64)c);
        else
            bytes_push(out, c);
    }
    bytes_push(out, '"');
}

static void print_flags(Bytes *out, u32 flags) {
    for (u32 i = 0; i < JXL_FLAG_BIT_COUNT; i++) {
        if (flags >> i & 1) bytes_format(out, " +%s", flag_texts[i]);
    }
}

// A field that fits on its node's line.
static void print_short_field(const Printer *p, const JxlNode *node, FieldType type,
                              const u8 *place) {
    const void *at = place;
    if (type == FIELD_NAME) {
        AstName name = *(const AstName *)at;
        if (name == AST_NO_NAME) return;
        Slice text = names_text(p->tree->names, name);
        bytes_format(p->out, " %S", &text);
    } else if (type == FIELD_TEXT) {
        bytes_push(p->out, ' ');
        print_text(p->out, *(const Slice *)at);
    } else if (type == FIELD_FLAGS) {
        print_flags(p->out, *(const u32 *)at);
    } else if (type == FIELD_OP) {
        bytes_format(p->out, " %s", op_text(node->kind, *(const u32 *)at));
    } else if (type == FIELD_INT) {
        bytes_push(p->out, ' ');
        bytes_u64(p->out, *(const u64 *)at);
    } else if (type == FIELD_FLOAT) {
        char text[TEXT_FLOAT_REPR_BYTES];
        u32 len = text_float_repr(text, *(const f64 *)at);
        bytes_push(p->out, ' ');
        bytes_append(p->out, slice_make(text, len));
    }
}

static void print_node(Printer *p, const JxlNode *node, const char *field);

static void print_children(Printer *p, const JxlNode *node) {
    u32 offset = (u32)offsetof(JxlNode, module);
    for (u32 i = 0; i < infos[node->kind].field_count; i++) {
        const FieldInfo *field = &infos[node->kind].fields[i];
        const u8 *place = field_place(node, field->type, &offset);
        if (field->type == FIELD_NODE) {
            JxlNode *child;
            memcpy(&child, place, sizeof(child));
            if (child) print_node(p, child, field->name);
        } else if (field->type == FIELD_NODES) {
            JxlNodes nodes;
            memcpy(&nodes, place, sizeof(nodes));
            for (u32 j = 0; j < nodes.count; j++) print_node(p, nodes.items[j], field->name);
        }
    }
}

static void print_node(Printer *p, const JxlNode *node, const char *field) {
    for (u32 i = 0; i < p->depth; i++) bytes_text(p->out, "  ");
    if (field) bytes_format(p->out, "%s: ", field);
    bytes_format(p->out, "%s", infos[node->kind].name);
    u32 offset = (u32)offsetof(JxlNode, module);
    for (u32 i = 0; i < infos[node->kind].field_count; i++) {
        FieldType type = infos[node->kind].fields[i].type;
        print_short_field(p, node, type, field_place(node, type, &offset));
    }
    bytes_push(p->out, '\n');
    p->depth++;
    print_children(p, node);
    p->depth--;
}

void jxl_tree_print(Bytes *out, const JxlTree *tree) {
    Printer printer = {out, tree, 0};
    print_node(&printer, tree->root, NULL);
}
