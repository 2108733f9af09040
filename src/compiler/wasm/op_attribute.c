// rt_getattr of a name that a class of the unit declares as a field. A field hides whatever the
// class has under that name (object_getattr in runtime/core), so an instance of that class or of a
// subclass needs no search.
#include "compiler/wasm/emit_priv.h"

enum { CANDIDATES_MAX = 3 };

typedef struct {
    u32 first, last;  // unit classes: the subtree
    u32 offset;
    SlotKind kind;
} Candidate;

// Those classes that declare the field; 0 when they are none or too many.
static u32 find_candidates(const IrModule *module, u32 name_const, Candidate *found) {
    u32 count = 0;
    for (u32 k = 0; k < module->classes.count; k++) {
        const IrClass *holder = &module->classes.items[k];
        u32 first_slot = holder->slot_count - holder->fields.count;
        for (u32 i = 0; i < holder->fields.count; i++) {
            const IrSlot *field = &holder->fields.items[i];
            if (field->name_const != name_const || field->kind == SLOT_F64) continue;
            if (count == CANDIDATES_MAX) return 0;
            u32 offset = (u32)offsetof(Instance, slots) + 8 * (first_slot + i);
            found[count++] = (Candidate){k, holder->last_subclass, offset, field->kind};
        }
    }
    return count;
}

// The field's word is in `result`: a reference more, and out of all blocks but the outermost.
static void finish(WasmFunc *f, u32 result, u32 depth) {
    const_i32(f, 0);
    set(f, f->flag);
    get(f, result);
    wasm_retain_value(f, f->scratch_i64[0], f->scratch_i32[2]);
    op_u32(f, W_BR, depth);
}

static void try_candidate(WasmFunc *f, const Candidate *candidate, u32 result) {
    u32 object = f->scratch_i32[0], class_number = f->scratch_i32[1];
    get(f, class_number);
    if (candidate->first > 0) {
        const_i32(f, (i32)candidate->first);
        op(f, W_I32_SUB);
    }
    const_i32(f, (i32)(candidate->last - candidate->first));
    op(f, W_I32_LE_U);
    begin_if(f);
    get(f, object);
    memory(f, W_I64_LOAD, 3, candidate->offset);
    tee(f, candidate->kind == SLOT_VALUE ? result : f->scratch_i64[0]);
    if (candidate->kind == SLOT_VALUE) {
        const_i64(f, (i64)VALUE_UNDEFINED);
        op(f, W_I64_NE);
    } else {
        const_i64(f, VALUE_TAG_BITS);
        op(f, W_I64_SHL);
        set(f, result);
        get(f, f->scratch_i64[0]);
        test_small(f);
    }
    begin_if(f);
    finish(f, result, 3);
    end(f);
    end(f);
}

bool wasm_op_getattr(WasmFunc *f, IrValue value) {
    const IrInst *inst = wasm_inst(f, value), *name = wasm_inst(f, inst->args[1]);
    u32 result = f->local[value], object = f->scratch_i32[0];
    Candidate candidates[CANDIDATES_MAX];
    if (result == NO_LOCAL || name->op != IR_CONST_POOL) return false;
    u32 count = find_candidates(f->m->module, (u32)name->imm, candidates);
    if (count == 0) return false;
    op(f, W_BLOCK);
    bytes_push(f->out, W_EMPTY);
    wasm_push(f, inst->args[0]);
    tee(f, f->scratch_i64[1]);
    test_tag(f, TAG_REF);
    begin_if(f);
    get(f, f->scratch_i64[1]);
    op(f, W_I32_WRAP_I64);
    const_i32(f, TAG_REF);
    op(f, W_I32_SUB);
    tee(f, object);
    memory(f, W_I32_LOAD, 2, offsetof(Object, class_id));
    get_global(f, GLOBAL_CLASS_BASE);
    op(f, W_I32_SUB);
    set(f, f->scratch_i32[1]);
    for (u32 i = 0; i < count; i++) try_candidate(f, &candidates[i], result);
    end(f);
    wasm_push_state(f);
    get(f, f->scratch_i64[1]);
    wasm_push(f, inst->args[1]);
    wasm_call_rt(f, RT_GETATTR);
    set(f, f->flag);
    set(f, result);
    end(f);
    return true;
}
