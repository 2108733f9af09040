// The IR afterwards: a frozen body imports what it imported and builds what it made. Functions that
// nobody can call any more lose their code.
#include "compiler/freeze/freeze_priv.h"

#include "base/check.h"
#include "compiler/ir/build.h"
#include <string.h>

// ---- bytes

static u32 make_const(Freeze *freeze, u32 number) {
    FreezeConst *constant = &freeze->consts.items[number];
    if (constant->index != IR_NONE) return constant->index;
    IrModule *module = freeze->module;
    switch (constant->tag) {
    case 's':
    case 'i': constant->index = ir_const_str(module, constant->text, constant->tag == 'i'); break;
    case 'b': constant->index = ir_const_bytes(module, constant->text); break;
    case 'n': constant->index = ir_const_int(module, constant->text, constant->is_negative); break;
    case 'f': constant->index = ir_const_f64(module, float_from_bits(constant->bits)); break;
    default: constant->index = ir_const_value(module, constant->bits); break;
    }
    return constant->index;
}

static u32 const_index(Freeze *freeze, u32 number) {
    u32 index = make_const(freeze, number);
    *VEC_PUSH(freeze->scratch, &freeze->kept_consts) = index;
    return index;
}

static void put_number(Bytes *out, u64 number) {
    for (; number >= 0x80; number >>= 7) bytes_push(out, (u8)(number | 0x80));
    bytes_push(out, (u8)number);
}

static void put_token(Freeze *freeze, Bytes *out, const FreezeToken *token) {
    switch ((FreezeTokenKind)token->kind) {
    case TOKEN_BYTE: bytes_push(out, (u8)token->number); return;
    case TOKEN_NUMBER: put_number(out, token->number); return;
    case TOKEN_WORD:
        for (u32 i = 0; i < 8; i++) bytes_push(out, (u8)(token->number >> 8 * i));
        return;
    case TOKEN_CONST_REF:
        put_number(out, (u64)const_index(freeze, (u32)token->number) << 2 | FROZEN_REF_CONST);
        return;
    case TOKEN_CONST: put_number(out, const_index(freeze, (u32)token->number)); return;
    case TOKEN_CONST_MORE: put_number(out, const_index(freeze, (u32)token->number) + 1); return;
    }
}

static u32 bytes_const(Freeze *freeze, u32 index, u32 *len) {
    const FreezeBody *body = &freeze->bodies[index];
    Bytes out;
    bytes_init(&out, freeze->arena);
    put_number(&out, body->made_count);
    for (u32 i = 0; i < body->tokens.count; i++) put_token(freeze, &out, &body->tokens.items[i]);
    for (u32 i = 0; i < freeze->objects.count; i++) {
        const FreezeObject *object = &freeze->objects.items[i];
        if (object->owner != index || object->shared == IR_NONE) continue;
        bytes_push(&out, FROZEN_SHARE);
        put_number(&out, object->shared);
        // Only its own body gave it a number: others know it as a shared one.
        put_number(&out, object->ref);
    }
    *len = (u32)out.len;
    return ir_const_bytes(freeze->module, bytes_slice(&out));
}

// ---- code

typedef struct {
    IrBuilder b;
    IrBlock failed, never;
    bool can_fail;
} Writer;

static IrBlock block_of(IrBuilder *b, IrBlock *block) {
    if (*block != IR_NONE) return *block;
    *block = ir_block_new(b);
    b->func->blocks.items[*block].is_cold = true;
    return *block;
}

static void import_native(Writer *w, Freeze *freeze, Slice name) {
    IrBuilder *b = &w->b;
    IrValue args[] = {
        ir_const_inst(b, IR_CONST_POOL, IR_REF, ir_const_str(freeze->module, name, true))};
    IR_EMIT(b, IR_RELEASE, 0, ir_call_rt(b, RT_MODULE_VALUE, args, 1));
}

static void import_all(Writer *w, Freeze *freeze, const FreezeBody *body) {
    for (u32 i = 0; i < body->imports.count; i++) {
        const FreezeImport *import = &body->imports.items[i];
        if (import->body == IR_NONE) {
            import_native(w, freeze, import->native);
            continue;
        }
        u32 func = freeze->module->bodies.items[import->body].import_func;
        IrValue call = ir_call(&w->b, func, NULL, 0);
        if (!w->b.func->insts.items[call].can_fail) continue;
        IrBlock *edge = w->can_fail ? &w->failed : &w->never;
        ir_brerr(&w->b, call, block_of(&w->b, edge), NULL, 0);
    }
}

static IrValue outside_value(Writer *w, Freeze *freeze, const Outside *outside) {
    IrBuilder *b = &w->b;
    if (outside->kind == OUTSIDE_MODULE) {
        u32 name = ir_const_str(freeze->module, outside->name, true);
        IrValue args[] = {ir_const_inst(b, IR_CONST_POOL, IR_REF, name)};
        return ir_call_rt(b, RT_MODULE_VALUE, args, 1);
    }
    IrValue number = ir_const_inst(b, IR_CONST_I32, IR_I32, outside->number);
    if (outside->kind == OUTSIDE_CLASS) return ir_call_rt(b, RT_CLASS_VALUE, &number, 1);
    IrValue args[] = {number, ir_const_inst(b, IR_CONST_VALUE, IR_VALUE, VALUE_UNDEFINED)};
    IrValue made = ir_call_rt(b, RT_NATIVE_FUNCTION, args, 2);
    ir_brerr(b, made, block_of(b, &w->never), NULL, 0);
    return made;
}

static void build(Writer *w, Freeze *freeze, const FreezeBody *body, u32 bytes) {
    IrBuilder *b = &w->b;
    u32 count = body->outside.count;
    IrValue *outside = ARENA_NEW_ARRAY(freeze->arena, IrValue, count + 1);
    for (u32 i = 0; i < count; i++) outside[i] = outside_value(w, freeze, &body->outside.items[i]);
    IrValue args[] = {ir_const_inst(b, IR_UNIT_INDEX, IR_I32, 0),
                      ir_const_inst(b, IR_CONST_POOL, IR_REF, bytes),
                      ir_const_inst(b, IR_CONST_I64, IR_I64, count),
                      ir_emit(b, IR_STACK_VALUES, outside, count, 0)};
    ir_call_rt(b, RT_BUILD, args, COUNT_OF(args));
    for (u32 i = 0; i < count; i++) IR_EMIT(b, IR_RELEASE, 0, outside[i]);
    ir_ret(b, IR_NONE);
}

static void clear(IrFunc *func) {
    func->insts.count = func->blocks.count = 0;
}

static void rewrite(Freeze *freeze, u32 index, u32 bytes) {
    IrModule *module = freeze->module;
    u32 func_index = module->bodies.items[index].body_func;
    IrFunc *func = module->funcs.items[func_index];
    clear(func);
    Writer w = {.b = {module, func, IR_NONE, IR_NONE},
                .failed = IR_NONE,
                .never = IR_NONE,
                .can_fail = func->can_fail};
    ir_block_begin(&w.b, ir_block_new(&w.b));
    import_all(&w, freeze, &freeze->bodies[index]);
    build(&w, freeze, &freeze->bodies[index], bytes);
    if (w.failed != IR_NONE) {
        ir_block_begin(&w.b, w.failed);
        ir_terminate(&w.b, IR_RET_ERROR, NULL, 0, NULL, 0, 0);
    }
    if (w.never != IR_NONE) {
        ir_block_begin(&w.b, w.never);
        ir_terminate(&w.b, IR_UNREACHABLE, NULL, 0, NULL, 0, 0);
    }
    func->is_verified = true;
}

static void keep_classes(Freeze *freeze) {
    for (u32 i = 0; i < CLASS_BUILTIN_COUNT; i++) {
        if (freeze->used_classes[i])
            *VEC_PUSH(freeze->module->arena, &freeze->module->frozen_classes) = i;
    }
}

void freeze_rewrite(Freeze *freeze, FreezeReport *report) {
    for (u32 i = 0; i < freeze->frozen.count; i++) {
        u32 index = freeze->frozen.items[i], len;
        u32 bytes = bytes_const(freeze, index, &len);
        rewrite(freeze, index, bytes);
        *VEC_PUSH(freeze->arena, &report->notes) =
            (FreezeNote){freeze->module->bodies.items[index].name, true, {0}, 0, len};
    }
    keep_classes(freeze);
}
