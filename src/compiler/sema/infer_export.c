// Modules for CPython: code that nobody knows imports them. It reads the entry module's variables,
// calls what it finds there with anything, reads and stores attributes of what it gets.
//
// For speed an exported function may have a second instance, with the types of its annotations or
// those that @krait.jit saw: its generic entry looks at the arguments and takes one or the other.
#include "compiler/sema/infer_priv.h"

enum { EXPORT_PARAMS_MAX = 16 };

void infer_export_module(Infer *in) {
    SemaProgram *program = in->program;
    for (u32 i = 0; i < program->globals.count; i++) {
        const SemaGlobal *global = &program->globals.items[i];
        if (global->module == 0 && global->owner_class == SEMA_NONE_INDEX)
            infer_mark_escaping(in, infer_global_cell(in, i));
    }
    for (u32 i = 0; i < program->classes.count; i++) {
        const SemaClass *class = program->classes.items[i];
        for (u32 k = 0; k < class->methods.count; k++)
            infer_dynamic_read(in, class->methods.items[k].name);
        for (u32 k = 0; k < class->attributes.count; k++)
            infer_dynamic_read(in, class->attributes.items[k].name);
        for (u32 k = 0; k < class->fields.count; k++) {
            infer_dynamic_read(in, class->fields.items[k].name);
            infer_store(in, class->fields.items[k].cell, SEMA_OBJECT);
        }
    }
}

// The types whose values are told by their class alone.
static SemaType type_named(Slice name) {
    static const struct {
        const char *name;
        SemaType type;
    } types[] = {{"int", SEMA_INT}, {"float", SEMA_FLOAT}, {"bool", SEMA_BOOL}, {"str", SEMA_STR}};
    for (u32 i = 0; i < COUNT_OF(types); i++) {
        if (slice_equal(name, slice_of_text(types[i].name))) return types[i].type;
    }
    return SEMA_OBJECT;
}

static u32 annotated_types(Frame *frame, const AstArguments *args, SemaType *types) {
    u32 count = 0, told = 0;
    const AstArgs lists[] = {args->posonlyargs, args->args, args->kwonlyargs};
    for (u32 k = 0; k < COUNT_OF(lists); k++) {
        for (u32 i = 0; i < lists[k].count && count < EXPORT_PARAMS_MAX; i++) {
            const AstExpr *annotation = lists[k].items[i]->annotation;
            types[count] = SEMA_OBJECT;
            if (annotation && annotation->kind == AST_NAME)
                types[count] =
                    type_named(names_text(frame->in->program->names, annotation->name.id));
            told += types[count++] != SEMA_OBJECT;
        }
    }
    return told > 0 ? count : 0;
}

static u32 given_types(Slice text, SemaType *types) {
    u32 count = 0;
    usize start = 0;
    for (usize at = 0; at <= text.len && count < EXPORT_PARAMS_MAX; at++) {
        if (at < text.len && text.data[at] != ',') continue;
        types[count++] = type_named(slice_range(text, start, at));
        start = at + 1;
    }
    return count;
}

void infer_export_func(Frame *frame, const AstStmt *def, u32 func_index) {
    Infer *in = frame->in;
    SemaFunc *func = in->program->funcs.items[func_index];
    const SemaExtension *extension = &in->program->extension;
    bool is_top = func->module == 0 && func->owner_class == SEMA_NONE_INDEX &&
                  in->program->funcs.items[func->outer]->kind == SEMA_FUNC_MODULE;
    if (!is_top || !sema_func_is_plain(func) || in->program->is_untyped) return;
    SemaType types[EXPORT_PARAMS_MAX];
    u32 count = annotated_types(frame, def->function_def.args, types);
    for (u32 i = 0; i < extension->specialization_count; i++) {
        if (slice_equal(extension->specializations[i].function, func->name))
            count = given_types(extension->specializations[i].types, types);
    }
    if (count == 0 || count != func->params.count) return;
    u32 inst = infer_instance_for(frame, func_index, types);
    func->typed_instance = inst;
    infer_call_instance(frame, inst);
    infer_return_escapes(in, func_index);
}
