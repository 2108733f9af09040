// The tables of classes, and tests of an object's class without calls.
#include "compiler/lower/lower_priv.h"

#include "base/check.h"

static u32 name_const(LowerProgram *shared, AstName name) {
    return ir_const_str(shared->out, names_text(shared->program->names, name), true);
}

static void add_class(LowerProgram *shared, const SemaClass *class) {
    IrModule *out = shared->out;
    IrClass row = {0};
    row.name_const = ir_const_str(out, class->name, true);
    row.qualname_const = ir_const_str(out, class->qualname, true);
    row.module_const = ir_const_str(out, sema_module(shared->program, class->module)->name, true);
    row.has_unit_base = class->base != SEMA_NONE_INDEX;
    row.base = row.has_unit_base ? class->base : class->builtin_base;
    row.slot_count = class->slot_count;
    row.last_subclass = class->last_subclass;
    for (u32 i = 0; i < class->fields.count; i++) {
        const SemaField *field = &class->fields.items[i];
        while (out->closed_fields.count <= field->number)
            *VEC_PUSH(out->arena, &out->closed_fields) = false;
        out->closed_fields.items[field->number] = field->is_closed;
        *VEC_PUSH(out->arena, &row.fields) =
            (IrSlot){.name_const = name_const(shared, field->name), .kind = field->kind};
    }
    for (u32 i = 0; i < class->methods.count; i++) {
        const SemaMethod *method = &class->methods.items[i];
        IrMethod made = {name_const(shared, method->name), shared->spec_of_func[method->func], 0};
        *VEC_PUSH(out->arena, &row.methods) = made;
    }
    for (u32 i = 0; i < class->attributes.count; i++) {
        const SemaClassAttribute *attribute = &class->attributes.items[i];
        IrAttribute made = {name_const(shared, attribute->name), attribute->global};
        *VEC_PUSH(out->arena, &row.attributes) = made;
    }
    *VEC_PUSH(out->arena, &out->classes) = row;
}

void lower_class_tables(LowerProgram *shared) {
    for (u32 i = 0; i < shared->program->classes.count; i++) {
        CHECK(shared->program->classes.items[i]->index == i);
        add_class(shared, shared->program->classes.items[i]);
    }
}

// ---- ranges of class ids

static const u16 builtin_bases[CLASS_BUILTIN_COUNT] = {
#define CLASS(NAME, text, BASE) [CLASS_##NAME] = CLASS_##BASE,
#include "abi/classes.def"
#undef CLASS
#define EXCEPTION(NAME, text, BASE) [CLASS_##NAME] = CLASS_##BASE,
#include "abi/exceptions.def"
#undef EXCEPTION
};

static bool is_builtin_subclass(u32 class_id, u32 base) {
    while (class_id != base && class_id != CLASS_OBJECT) class_id = builtin_bases[class_id];
    return class_id == base;
}

static bool builtin_range(Lower *l, u32 class_id, LowerClassRange *range) {
    // Instances of `object` have no range; neither has a class with subclasses of the user's.
    if (class_id == CLASS_OBJECT || class_id == CLASS_TYPE ||
        class_id == CLASS_BASE_EXCEPTION_GROUP || l->program->has_open_subclass[class_id])
        return false;
    for (u32 i = 0; i < l->program->classes.count; i++) {
        if (is_builtin_subclass(l->program->classes.items[i]->builtin_base, class_id)) return false;
    }
    u32 last = class_id;
    while (last + 1 < CLASS_BUILTIN_COUNT && is_builtin_subclass(last + 1, class_id)) last++;
    *range = (LowerClassRange){false, class_id, last};
    return true;
}

static bool user_range(Lower *l, u32 global_index, LowerClassRange *range) {
    const SemaGlobal *global = &l->program->globals.items[global_index];
    if (global->constant_class == SEMA_NONE_INDEX || global->is_checked) return false;
    const SemaClass *class = sema_class(l->program, global->constant_class);
    *range = (LowerClassRange){true, class->index, class->last_subclass};
    return true;
}

bool lower_class_range_of(Lower *l, const AstExpr *expr, LowerClassRange *range) {
    if (expr->kind == AST_ATTRIBUTE) {
        const SemaAttribute *attribute = sema_attribute_at(l->program, l->inst, expr->id);
        return attribute->kind == SEMA_ATTR_GLOBAL && user_range(l, attribute->index, range);
    }
    if (expr->kind != AST_NAME) return false;
    SemaName name = sema_name_at(l->program, l->module->index, expr->id);
    if (name.kind == SEMA_NAME_BUILTIN_CLASS) return builtin_range(l, name.index, range);
    return name.kind == SEMA_NAME_GLOBAL && user_range(l, name.index, range);
}

IrValue lower_class_test(Lower *l, IrValue value, LowerClassRange range) {
    u64 imm = range.first | (u64)(range.last - range.first) << 32;
    return range.is_user ? EMIT(l, VALUE_CLASS_IS_USER, imm, value)
                         : EMIT(l, VALUE_CLASS_IS, imm, value);
}
