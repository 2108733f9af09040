// Operators on instances of the program's classes: which methods the runtime calls for them.
#include "compiler/sema/infer_priv.h"

static const char *const binary_words[INFER_BINARY_COUNT] = {
    [AST_OP_ADD] = "add",
    [AST_OP_SUB] = "sub",
    [AST_OP_MULT] = "mul",
    [AST_OP_MAT_MULT] = "matmul",
    [AST_OP_DIV] = "truediv",
    [AST_OP_MOD] = "mod",
    [AST_OP_POW] = "pow",
    [AST_OP_LSHIFT] = "lshift",
    [AST_OP_RSHIFT] = "rshift",
    [AST_OP_BIT_OR] = "or",
    [AST_OP_BIT_XOR] = "xor",
    [AST_OP_BIT_AND] = "and",
    [AST_OP_FLOOR_DIV] = "floordiv",
};
static const char *const compare_words[INFER_COMPARE_COUNT] = {"__eq__", "__ne__", "__lt__",
                                                               "__le__", "__gt__", "__ge__"};
static const char *const unary_words[INFER_UNARY_COUNT] = {
    [AST_UNARY_INVERT] = "__invert__",
    [AST_UNARY_ADD] = "__pos__",
    [AST_UNARY_SUB] = "__neg__",
};

// Methods that the runtime calls where inference does not look: every class's are known to it.
static const char *const free_words[] = {
    "__abs__",  "__round__",   "__int__",    "__float__",    "__index__", "__format__",
    "__call__", "__delitem__", "__divmod__", "__reversed__", "__enter__", "__exit__",
};

static AstName dunder_name(Infer *in, const char *prefix, const char *word) {
    Bytes text;
    bytes_init(&text, in->arena);
    bytes_format(&text, "__%s%s__", prefix, word);
    return names_intern(in->program->names, bytes_slice(&text));
}

void infer_init_dunders(Infer *in) {
    for (u32 i = 0; i < INFER_BINARY_COUNT; i++) {
        in->binary_dunders[i] = dunder_name(in, "", binary_words[i]);
        in->reflected_dunders[i] = dunder_name(in, "r", binary_words[i]);
        in->inplace_dunders[i] = dunder_name(in, "i", binary_words[i]);
    }
    for (u32 i = 0; i < INFER_COMPARE_COUNT; i++)
        in->compare_dunders[i] = names_intern_text(in->program->names, compare_words[i]);
    for (u32 i = 0; i < INFER_UNARY_COUNT; i++) {
        if (unary_words[i])
            in->unary_dunders[i] = names_intern_text(in->program->names, unary_words[i]);
    }
    for (u32 i = 0; i < COUNT_OF(free_words); i++)
        infer_dynamic_read(in, names_intern_text(in->program->names, free_words[i]));
}

// What `self.NAME(other)` gives, NotImplemented left out; BOTTOM when there is no such method.
static SemaType result_of(Frame *frame, SemaType self, AstName name, const SemaType *other) {
    if (sema_type_kind(frame->in->types, self) != SEMA_INSTANCE) return SEMA_BOTTOM;
    SemaType result = infer_call_method_of(frame, self, name, other, other != NULL);
    return sema_type_without(frame->in->types, result, SEMA_NOT_IMPLEMENTED);
}

bool infer_binary_instance(Frame *frame, AstOperator op, SemaType left, SemaType right,
                           SemaType *result) {
    Infer *in = frame->in;
    SemaKind l = sema_type_kind(in->types, left), r = sema_type_kind(in->types, right);
    if (l == SEMA_OBJECT || r == SEMA_OBJECT) {
        infer_dynamic(frame);
        infer_dynamic_read(in, in->binary_dunders[op]);
        infer_dynamic_read(in, in->reflected_dunders[op]);
        return false;
    }
    if (l != SEMA_INSTANCE && r != SEMA_INSTANCE) return false;
    *result = sema_type_join(in->types, result_of(frame, left, in->binary_dunders[op], &right),
                             result_of(frame, right, in->reflected_dunders[op], &left));
    return true;
}

SemaType infer_inplace_instance(Frame *frame, AstOperator op, SemaType left, SemaType right) {
    if (sema_type_kind(frame->in->types, left) == SEMA_OBJECT) {
        infer_dynamic(frame);
        infer_dynamic_read(frame->in, frame->in->inplace_dunders[op]);
    }
    return result_of(frame, left, frame->in->inplace_dunders[op], &right);
}

SemaType infer_unary_instance(Frame *frame, AstUnaryOperator op, SemaType operand) {
    if (sema_type_kind(frame->in->types, operand) == SEMA_INSTANCE)
        return result_of(frame, operand, frame->in->unary_dunders[op], NULL);
    infer_dynamic(frame);
    infer_dynamic_read(frame->in, frame->in->unary_dunders[op]);
    sema_type_escape(frame->in->types, operand);
    return SEMA_OBJECT;
}

AstName infer_mirrored_dunder(const Infer *in, AstName dunder) {
    static const u32 mirror[INFER_COMPARE_COUNT] = {0, 1, 4, 5, 2, 3};
    for (u32 i = 0; i < INFER_COMPARE_COUNT; i++) {
        if (in->compare_dunders[i] == dunder) return in->compare_dunders[mirror[i]];
    }
    return dunder;
}

AstName infer_compare_dunder(const Infer *in, AstCompareOperator op) {
    // table:
    switch (op) {
    case AST_CMP_NOT_EQ: return in->compare_dunders[1];
    case AST_CMP_LT: return in->compare_dunders[2];
    case AST_CMP_LT_E: return in->compare_dunders[3];
    case AST_CMP_GT: return in->compare_dunders[4];
    case AST_CMP_GT_E: return in->compare_dunders[5];
    default: return in->compare_dunders[0];
    }
}
