// Types as text: for `krait check --types`, for tests.
#include "compiler/sema/program.h"

enum { PRINT_DEPTH_MAX = 3 };

typedef struct {
    Bytes *out;
    SemaTypes *types;
    SemaNameOf *name_of;
    void *context;
} Printer;

static void print(Printer *printer, SemaType type, u32 depth);

static void print_name(Printer *printer, const SemaTypeRow *row) {
    if (printer->name_of)
        bytes_append(printer->out, printer->name_of(printer->context, row->kind, row->index));
}

static void print_parts(Printer *printer, const SemaTypeRow *row, u32 depth, const char *between) {
    for (u32 i = 0; i < row->part_count; i++) {
        if (i > 0) bytes_text(printer->out, between);
        print(printer, row->parts[i], depth + (row->kind != SEMA_UNION));
    }
}

static void print_cells(Printer *printer, const SemaTypeRow *row, u32 count, u32 depth) {
    bytes_push(printer->out, '[');
    for (u32 i = 0; i < count; i++) {
        if (i > 0) bytes_text(printer->out, ", ");
        print(printer, sema_cell_content(printer->types, row->cells[i]), depth + 1);
    }
    bytes_push(printer->out, ']');
}

static void print(Printer *printer, SemaType type, u32 depth) {
    static const char *const texts[] = {
#define X(NAME, text) text,
        SEMA_KIND_TABLE(X)
#undef X
    };
    const SemaTypeRow *row = sema_type_row(printer->types, type);
    if (depth > PRINT_DEPTH_MAX) {
        bytes_text(printer->out, "…");
        return;
    }
    switch (row->kind) {
    case SEMA_UNION: print_parts(printer, row, depth, " | "); return;
    case SEMA_INSTANCE:
    case SEMA_WEB:
    case SEMA_EXCEPTION: print_name(printer, row); return;
    default: break;
    }
    bytes_text(printer->out, row->kind == SEMA_TUPLE_OF ? "tuple" : texts[row->kind]);
    switch (row->kind) {
    case SEMA_LIST:
    case SEMA_SET:
    case SEMA_FROZENSET: print_cells(printer, row, 1, depth); break;
    case SEMA_DICT: print_cells(printer, row, 2, depth); break;
    case SEMA_GENERATOR:
    case SEMA_VIEW: print_cells(printer, row, 2, depth); break;
    case SEMA_TUPLE:
    case SEMA_ITERATOR:
    case SEMA_TUPLE_OF:
        bytes_push(printer->out, '[');
        print_parts(printer, row, depth, ", ");
        bytes_text(printer->out, row->kind == SEMA_TUPLE_OF ? ", ...]" : "]");
        break;
    case SEMA_CLASS:
    case SEMA_BUILTIN_CLASS:
    case SEMA_FUNC:
    case SEMA_METHOD:
    case SEMA_NATIVE:
    case SEMA_NATIVE_METHOD:
    case SEMA_WEB_CLASS:
    case SEMA_WEB_METHOD:
    case SEMA_MODULE:
        bytes_push(printer->out, ' ');
        print_name(printer, row);
        break;
    default: break;
    }
}

void sema_type_print(Bytes *out, SemaTypes *types, SemaType type, SemaNameOf *name_of,
                     void *context) {
    Printer printer = {out, types, name_of, context};
    print(&printer, sema_type_find(types, type), 0);
}

static Slice name_of(void *context, SemaKind kind, u32 index) {
    static const char *const builtin_classes[] = {
#define CLASS(NAME, text, BASE) [CLASS_##NAME] = text,
#include "abi/classes.def"
#undef CLASS
#define EXCEPTION(NAME, text, BASE) [CLASS_##NAME] = text,
#include "abi/exceptions.def"
#undef EXCEPTION
    };
    const SemaProgram *program = context;
    switch (kind) {
    case SEMA_INSTANCE:
    case SEMA_CLASS: return program->classes.items[index]->qualname;
    case SEMA_FUNC:
    case SEMA_METHOD: return program->funcs.items[index]->qualname;
    case SEMA_MODULE: return program->modules.items[index]->name;
    case SEMA_WEB:
    case SEMA_WEB_CLASS:
        return web_name_copy(program->types.web, web_interface_name(program->types.web, index),
                             program->arena);
    case SEMA_WEB_METHOD:
        return web_name_copy(program->types.web, web_member_name(program->types.web, index),
                             program->arena);
    case SEMA_NATIVE:
    case SEMA_NATIVE_METHOD: return slice_of_text(native_rows[index].name);
    case SEMA_EXCEPTION:
    case SEMA_BUILTIN_CLASS: return slice_of_text(builtin_classes[index]);
    default: return (Slice){0};
    }
}

void sema_print_type(Bytes *out, const SemaProgram *program, SemaType type) {
    SemaProgram *writable = (SemaProgram *)(uintptr_t)program;
    sema_type_print(out, &writable->types, type, name_of, writable);
}

static void print_instance(Bytes *out, const SemaProgram *program, const SemaInstance *inst) {
    const SemaFunc *func = program->funcs.items[inst->func];
    bytes_append(out, func->qualname);
    bytes_push(out, '(');
    for (u32 i = 0; i < func->params.count; i++) {
        if (i > 0) bytes_text(out, ", ");
        bytes_append(out, names_text(program->names, func->params.items[i].name));
        bytes_text(out, ": ");
        sema_print_type(out, program, inst->param_types[i]);
    }
    bytes_text(out, ") -> ");
    sema_print_type(out, program, inst->return_type);
    bytes_text(out, func->generic_instance == inst->index ? "  # generic\n" : "\n");
    for (u32 i = 0; i < func->vars.count; i++) {
        const SemaVar *var = &func->vars.items[i];
        if (var->param_index != SEMA_NONE_INDEX &&
            inst->var_types[i] == inst->param_types[var->param_index])
            continue;
        bytes_text(out, "    ");
        bytes_append(out, names_text(program->names, var->name));
        bytes_text(out, ": ");
        sema_print_type(out, program, inst->var_types[i]);
        bytes_text(out, inst->var_is_checked[i] ? "  # maybe unassigned\n" : "\n");
    }
}

static bool is_users(const SemaProgram *program, u32 module) {
    return !program->modules.items[module]->is_library;
}

void sema_print_program(Bytes *out, const SemaProgram *program) {
    static const char *const kinds[] = {"", "  # int slot", "  # float slot"};
    for (u32 i = 0; i < program->classes.count; i++) {
        const SemaClass *class = program->classes.items[i];
        if (!is_users(program, class->module)) continue;
        bytes_format(out, "class %S\n", &class->qualname);
        for (u32 k = 0; k < class->fields.count; k++) {
            bytes_text(out, "    ");
            bytes_append(out, names_text(program->names, class->fields.items[k].name));
            bytes_text(out, ": ");
            sema_print_type(out, program, class->fields.items[k].type);
            bytes_format(out, "%s\n", kinds[class->fields.items[k].kind]);
        }
    }
    for (u32 i = 0; i < program->globals.count; i++) {
        const SemaGlobal *global = &program->globals.items[i];
        if (global->name == AST_NO_NAME || global->owner_class != SEMA_NONE_INDEX) continue;
        // A variable that only its module's own body uses is a local of that.
        if (!is_users(program, global->module) || global->type == SEMA_BOTTOM) continue;
        if (global->constant_func != SEMA_NONE_INDEX || global->constant_class != SEMA_NONE_INDEX)
            continue;
        bytes_text(out, "global ");
        bytes_append(out, names_text(program->names, global->name));
        bytes_text(out, ": ");
        sema_print_type(out, program, global->type);
        bytes_format(out, "%s%s\n", kinds[global->kind],
                     global->is_checked ? "  # maybe unassigned" : "");
    }
    for (u32 i = 0; i < program->instances.count; i++) {
        const SemaInstance *inst = program->instances.items[i];
        if (inst->is_live && is_users(program, program->funcs.items[inst->func]->module))
            print_instance(out, program, inst);
    }
}
