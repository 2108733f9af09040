// Modules of the program as values: what code does to them that does not know which one it has.
#include "compiler/sema/infer_priv.h"

static void read_global(Infer *in, u32 global) {
    infer_mark_escaping(in, infer_global_cell(in, global));
}

static void read_all(Infer *in, u32 module) {
    const IntMap *globals = &in->program->modules.items[module]->globals;
    for (u32 i = 0; i < globals->capacity; i++) {
        if (globals->slots[i].is_used) read_global(in, globals->slots[i].value);
    }
}

void infer_module_escapes(Infer *in, u32 module) {
    u32 *known = int_map_at(&in->escaped_modules, module, 0);
    if (*known) return;
    *known = 1;
    *VEC_PUSH(in->arena, &in->escaped_module_list) = module;
    if (in->reads_any_attribute) read_all(in, module);
    // Reading makes no new globals: the table stays as it is.
    const IntMap *globals = &in->program->modules.items[module]->globals;
    for (u32 i = 0; i < globals->capacity; i++) {
        if (!globals->slots[i].is_used) continue;
        AstName name = (AstName)globals->slots[i].key;
        u32 cell, ignored, global = globals->slots[i].value;
        if (int_map_get(&in->dynamic_reads, name, &ignored)) read_global(in, global);
        if (int_map_get(&in->dynamic_stores, name, &cell))
            infer_store(in, infer_global_cell(in, global), sema_cell_content(in->types, cell));
    }
}

void infer_module_scope(Infer *in, u32 module) {
    infer_module_escapes(in, module);
    read_all(in, module);
    if (!in->program->modules.items[module]->is_rewritten) return;
    const IntMap *globals = &in->program->modules.items[module]->globals;
    for (u32 i = 0; i < globals->capacity; i++) {
        if (globals->slots[i].is_used)
            infer_store(in, infer_global_cell(in, globals->slots[i].value), SEMA_OBJECT);
    }
}

void infer_module_read(Infer *in, AstName name) {
    for (u32 i = 0; i < in->escaped_module_list.count; i++) {
        u32 global, module = in->escaped_module_list.items[i];
        if (int_map_get(&in->program->modules.items[module]->globals, name, &global))
            read_global(in, global);
    }
}

void infer_module_store(Infer *in, AstName name, SemaType value) {
    u32 *cell = int_map_at(&in->dynamic_stores, name, SEMA_NONE_INDEX);
    if (*cell == SEMA_NONE_INDEX) *cell = sema_cell_new(in->types);
    infer_store(in, *cell, value);
    for (u32 i = 0; i < in->escaped_module_list.count; i++) {
        u32 global, module = in->escaped_module_list.items[i];
        if (int_map_get(&in->program->modules.items[module]->globals, name, &global))
            infer_store(in, infer_global_cell(in, global), value);
    }
}

void infer_module_read_any(Infer *in) {
    if (in->reads_any_attribute) return;
    in->reads_any_attribute = true;
    for (u32 i = 0; i < in->escaped_module_list.count; i++)
        read_all(in, in->escaped_module_list.items[i]);
}

// Every module may be found under its name.
void infer_modules_listed(Infer *in) {
    in->program->lists_entry = true;
    for (u32 i = 0; i < in->program->modules.count; i++) {
        if (in->program->modules.items[i]->is_imported) infer_module_escapes(in, i);
    }
}

void infer_modules_unset(Infer *in) {
    for (u32 i = 0; i < in->escaped_module_list.count; i++) {
        const IntMap *globals =
            &in->program->modules.items[in->escaped_module_list.items[i]]->globals;
        for (u32 k = 0; k < globals->capacity; k++) {
            if (globals->slots[k].is_used)
                in->program->globals.items[globals->slots[k].value].is_checked = true;
        }
    }
}

static u32 submodule(const SemaProgram *program, const SemaModule *module, Slice name) {
    for (u32 i = 0; i < program->modules.count; i++) {
        Slice full = program->modules.items[i]->name;
        bool is_inside = full.len == module->name.len + 1 + name.len &&
                         slice_starts_with(full, module->name) && slice_ends_with(full, name) &&
                         full.data[module->name.len] == '.';
        if (is_inside) return i;
    }
    return SEMA_NONE_INDEX;
}

SemaType infer_module_attribute(Frame *frame, u32 index, AstName name) {
    Infer *in = frame->in;
    const SemaModule *module = in->program->modules.items[index];
    u32 global;
    if (int_map_get(&module->globals, name, &global)) {
        infer_note_read(frame, global);
        return sema_type_without(in->types, infer_read(frame, infer_global_cell(in, global)),
                                 SEMA_UNDEF);
    }
    Slice text = names_text(in->program->names, name);
    u32 inner = submodule(in->program, module, text);
    if (inner != SEMA_NONE_INDEX) return sema_type_with_index(in->types, SEMA_MODULE, inner);
    if (slice_equal(text, SLICE_LITERAL("__dict__"))) {
        infer_module_escapes(in, index);
        infer_module_read_any(in);
    }
    // The module's own __getattr__, or an attribute that was set from outside.
    AstName hook = names_intern_text(in->program->names, "__getattr__");
    if (int_map_get(&module->globals, hook, &global)) read_global(in, global);
    return SEMA_OBJECT;
}
