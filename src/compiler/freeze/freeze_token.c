// Parts of instructions. What they do depends on the mode: a first pass makes sure that all is
// there, the second writes; a third only looks, to see later whether an object has changed.
#include "compiler/freeze/freeze_priv.h"

#include "runtime/core/bytes_object.h"
#include "text/utf8.h"

static void token(Freeze *freeze, FreezeTokenKind kind, u64 number) {
    FreezeBody *body = &freeze->bodies[freeze->current];
    *VEC_PUSH(freeze->scratch, &body->tokens) = (FreezeToken){number, kind};
}

static void look(Freeze *freeze, u64 word) {
    bytes_append(&freeze->look, slice_make((const u8 *)&word, sizeof word));
}

static void put(Freeze *freeze, FreezeTokenKind kind, u64 number) {
    if (freeze->mode == FREEZE_WRITE) token(freeze, kind, number);
    if (freeze->mode == FREEZE_LOOK) look(freeze, number);
}

void freeze_byte(Freeze *freeze, u32 byte) {
    put(freeze, TOKEN_BYTE, byte);
}

void freeze_number(Freeze *freeze, u64 number) {
    put(freeze, TOKEN_NUMBER, number);
}

void freeze_word(Freeze *freeze, u64 word) {
    put(freeze, TOKEN_WORD, word);
}

// ---- constants

static u32 add_const(Freeze *freeze, FreezeConst constant) {
    constant.index = IR_NONE;
    *VEC_PUSH(freeze->scratch, &freeze->consts) = constant;
    return freeze->consts.count - 1;
}

static Slice text_of(Freeze *freeze, const Str *str) {
    usize ignored;
    usize len = str->len ? utf8_size_of_chars(str->data, str->width, str->len, &ignored) : 0;
    u8 *text = arena_alloc(freeze->scratch, len + 1);
    if (len) utf8_from_chars(str->data, str->width, str->len, text);
    return slice_make(text, len);
}

static u32 str_const(Freeze *freeze, const Str *str, bool is_name) {
    return add_const(freeze,
                     (FreezeConst){.tag = is_name ? 'i' : 's', .text = text_of(freeze, str)});
}

static u32 big_const(Freeze *freeze, const BigInt *big) {
    u8 *bytes = arena_alloc(freeze->scratch, (usize)big->limb_count * 4);
    for (u32 i = 0; i < big->limb_count * 4; i++) bytes[i] = (u8)(big->limbs[i / 4] >> 8 * (i % 4));
    return add_const(freeze, (FreezeConst){.tag = 'n',
                                           .text = slice_make(bytes, (usize)big->limb_count * 4),
                                           .is_negative = big->is_negative != 0});
}

static u32 const_of(Freeze *freeze, Value value) {
    if (!value_is_ref(value)) return add_const(freeze, (FreezeConst){.tag = 'v', .bits = value});
    const void *object = value_ref(value);
    switch (((const Object *)object)->class_id) {
    case CLASS_STR: return str_const(freeze, object, ((const Str *)object)->is_interned);
    case CLASS_INT: return big_const(freeze, object);
    case CLASS_FLOAT:
        return add_const(
            freeze, (FreezeConst){.tag = 'f', .bits = float_bits(((const Float *)object)->number)});
    default: return add_const(freeze, (FreezeConst){.tag = 'b', .text = bytes_view(object)});
    }
}

bool freeze_is_const(Freeze *freeze, Value value) {
    if (!value_is_ref(value)) return true;
    u32 ignored;
    switch (((const Object *)value_ref(value))->class_id) {
    case CLASS_STR:
    case CLASS_INT:
    case CLASS_FLOAT:
    case CLASS_BYTES: return true;
    default: return int_map_get(&freeze->consts_by_address, value, &ignored);
    }
}

// Equal objects of a class that never changes may become one. They have one constant each time:
// the module merges them.
static void put_old_const(Freeze *freeze, u32 index) {
    *VEC_PUSH(freeze->scratch, &freeze->kept_consts) = index;
    token(freeze, TOKEN_NUMBER, (u64)index << 2 | FROZEN_REF_CONST);
}

static void put_const(Freeze *freeze, Value value) {
    u32 index;
    if (value_is_ref(value) && int_map_get(&freeze->consts_by_address, value, &index))
        put_old_const(freeze, index);
    else
        token(freeze, TOKEN_CONST_REF, const_of(freeze, value));
}

void freeze_name(Freeze *freeze, const Str *name) {
    if (freeze->mode == FREEZE_LOOK) look(freeze, (u64)(uintptr_t)name);
    if (freeze->mode == FREEZE_WRITE) token(freeze, TOKEN_CONST, str_const(freeze, name, true));
}

void freeze_text_more(Freeze *freeze, const Str *text) {
    if (!text)
        freeze_number(freeze, 0);
    else if (freeze->mode == FREEZE_LOOK)
        look(freeze, (u64)(uintptr_t)text);
    else if (freeze->mode == FREEZE_WRITE)
        token(freeze, TOKEN_CONST_MORE, str_const(freeze, text, text->is_interned));
}

void freeze_ref_text(Freeze *freeze, const Str *text) {
    if (freeze->mode == FREEZE_WRITE)
        token(freeze, TOKEN_CONST_REF, str_const(freeze, text, text->is_interned));
}

void freeze_ref_f64(Freeze *freeze, f64 number) {
    if (freeze->mode == FREEZE_LOOK) look(freeze, float_bits(number));
    if (freeze->mode == FREEZE_WRITE)
        token(freeze, TOKEN_CONST_REF,
              add_const(freeze, (FreezeConst){.tag = 'f', .bits = float_bits(number)}));
}

void freeze_use_class(Freeze *freeze, u32 layout_id) {
    if (layout_id < CLASS_BUILTIN_COUNT) freeze->used_classes[layout_id] = true;
}

// ---- references

static void put_object(Freeze *freeze, const Object *object) {
    FreezeObject *known = freeze_find(freeze, object);
    if (known->ref_body == freeze->current) {
        token(freeze, TOKEN_NUMBER, known->ref);
        return;
    }
    if (known->shared == IR_NONE) known->shared = freeze->shared_count++;
    token(freeze, TOKEN_NUMBER, (u64)known->shared << 2 | FROZEN_REF_SHARED);
}

bool freeze_ref(Freeze *freeze, Value value) {
    if (freeze->mode == FREEZE_LOOK) {
        look(freeze, value);
        return true;
    }
    bool is_const = freeze_is_const(freeze, value);
    if (freeze->mode == FREEZE_ENSURE) return is_const || freeze_ensure(freeze, value);
    if (is_const)
        put_const(freeze, value);
    else
        put_object(freeze, value_ref(value));
    return true;
}
