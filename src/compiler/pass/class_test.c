#include "compiler/pass/class_test.h"

#include "compiler/ir/flow.h"
#include "compiler/pass/edit.h"

typedef struct {
    IrValue value, ref;  // `ref` is `value` as a reference, made in `block`
    IrValue class_id;    // of it, made in `class_block`, or IR_NONE
    IrBlock block, class_block;
} KnownObject;

typedef struct {
    Edit edit;
    IrFlow flow;
    Arena *scratch;
    VEC(KnownObject) objects;
} ClassTests;

static const IrInst *inst_of(const ClassTests *t, IrValue value) {
    return &t->edit.func->insts.items[value];
}

static void note_object(ClassTests *t, IrValue value, IrValue ref, IrBlock block) {
    *VEC_PUSH(t->scratch, &t->objects) =
        (KnownObject){.value = value, .ref = ref, .class_id = IR_NONE, .block = block};
}

// The latest known of it; NULL when it may be no object.
static KnownObject *find_object(ClassTests *t, IrValue value, IrBlock block) {
    for (u32 i = t->objects.count; i-- > 0;) {
        KnownObject *object = &t->objects.items[i];
        if (object->value == value && ir_dominates(&t->flow, object->block, block)) return object;
    }
    return NULL;
}

static IrValue class_id_of(ClassTests *t, KnownObject *object, IrBlock block) {
    bool is_there =
        object->class_id != IR_NONE && ir_dominates(&t->flow, object->class_block, block);
    if (!is_there) {
        object->class_id = edit_add(&t->edit, IR_REF_CLASS, IR_I32, &object->ref, 1, 0);
        object->class_block = block;
    }
    return object->class_id;
}

static bool rewrite_test(ClassTests *t, IrValue value, IrBlock block) {
    IrInst test = *inst_of(t, value);
    KnownObject *object = find_object(t, test.args[0], block);
    if (!object) return false;
    u32 first = (u32)test.imm, more = (u32)(test.imm >> 32);
    IrValue class_id = class_id_of(t, object, block);
    IrValue expected = edit_add(&t->edit, IR_CLASS_ID, IR_I32, NULL, 0, first), result;
    if (more == 0) {
        result = edit_add(&t->edit, IR_I32_EQ, IR_I1, (IrValue[]){class_id, expected}, 2, 0);
    } else {
        IrValue distance =
            edit_add(&t->edit, IR_I32_SUB, IR_I32, (IrValue[]){class_id, expected}, 2, 0);
        IrValue count = edit_add(&t->edit, IR_CONST_I32, IR_I32, NULL, 0, (u64)more + 1);
        result = edit_add(&t->edit, IR_I32_LT_U, IR_I1, (IrValue[]){distance, count}, 2, 0);
    }
    edit_replace(&t->edit, value, result);
    return true;
}

static void rewrite_block(ClassTests *t, IrBlock block) {
    const IrBlockData *data = &t->edit.func->blocks.items[block];
    u32 count = data->insts.count;
    const IrValue *insts = arena_copy(t->scratch, data->insts.items, count * sizeof(IrValue));
    edit_block(&t->edit, block);
    for (u32 i = 0; i < count; i++) {
        const IrInst *inst = inst_of(t, insts[i]);
        if (inst->op == IR_REF_FROM_VALUE) note_object(t, inst->args[0], insts[i], block);
        if (inst->op == IR_VALUE_FROM_REF) note_object(t, insts[i], inst->args[0], block);
        if (inst->op == IR_VALUE_CLASS_IS_USER && rewrite_test(t, insts[i], block)) continue;
        edit_keep(&t->edit, insts[i]);
    }
    edit_end_block(&t->edit);
}

static bool has_test(const IrFunc *func) {
    for (u32 i = 0; i < func->insts.count; i++) {
        const IrInst *inst = &func->insts.items[i];
        if (inst->op == IR_VALUE_CLASS_IS_USER && inst->block != IR_NONE) return true;
    }
    return false;
}

void pass_class_test(IrModule *module, IrFunc *func, Arena *scratch) {
    if (!has_test(func)) return;
    ClassTests t = {.scratch = scratch, .flow = ir_flow(scratch, func)};
    t.edit = edit_begin(module, func, scratch);
    for (u32 k = 0; k < t.flow.count; k++) rewrite_block(&t, t.flow.order[k]);
    edit_finish(&t.edit);
}
