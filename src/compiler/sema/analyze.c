// Reading a finished program, and the door of the room.
#include "compiler/sema/program.h"
#include "compiler/sema/desugar_priv.h"
#include "compiler/sema/infer.h"

#include "base/check.h"
#include "compiler/syntax/python/parser.h"

enum { ANALYZE_ROUNDS_MAX = 40 };  // then what library modules are refused for is reported

// Stops at the first phase that finds errors.
static void analyze(Build *build, const AstModule *entry) {
    SemaProgram *program = build->program;
    const Diagnostics *diags = build->diags;
    build_modules(build, entry);
    if (diags->error_count > 0) return;
    build_prune(build);
    for (u32 i = 0; i < program->modules.count; i++) {
        SemaModule *module = program->modules.items[i];
        (module->is_library ? build_refuse_library : build_refuse)(build, module);
    }
    if (diags->error_count > 0) return;
    build_find_open(build);
    for (u32 i = 0; i < program->modules.count; i++)
        build_class_names(build, program->modules.items[i]);
    build->wants_annotations = desugar_wants_annotations(build);
    for (u32 i = 0; i < program->modules.count; i++)
        build_desugar(build, program->modules.items[i]);
    for (u32 i = 0; i < program->modules.count; i++) build_scopes(build, program->modules.items[i]);
    if (diags->error_count > 0) return;
    build_link(build);
    if (diags->error_count > 0) return;
    infer_program(program, build->diags);
}

static SemaProgram *program_new(Arena *arena, Names *names, const SemaOptions *options) {
    SemaProgram *program = ARENA_NEW(arena, SemaProgram);
    program->arena = arena;
    program->names = names;
    program->is_untyped = options->is_untyped;
    program->sections = options->sections;
    program->extension = options->extension;
    program->visits_max = options->visits_max;
    sema_types_init(&program->types, arena);
    int_map_init(&program->replaced_values, arena);
    return program;
}

SemaProgram *sema_analyze(Arena *arena, Names *names, Sources *sources, Diagnostics *diags,
                          const SemaLoader *loader, const AstModule *entry, SemaOptions options) {
    Deferrals deferrals = {0};
    map_init(&deferrals.files, arena);
    int_map_init(&deferrals.wanted, arena);
    int_map_init(&deferrals.opened, arena);
    for (u32 round = 0;; round++) {
        Build build = {.program = program_new(arena, names, &options),
                       .deferrals = &deferrals,
                       .arena = arena,
                       .names = names,
                       .sources = sources,
                       .diags = diags,
                       .loader = loader,
                       .lacks_web = options.lacks_web};
        int_map_init(&build.stored_attributes, arena);
        int_map_init(&build.own_attributes, arena);
        int_map_init(&build.bound_names, arena);
        int_map_init(&build.property_names, arena);
        int_map_init(&build.open_classes, arena);
        int_map_init(&build.class_bodies, arena);
        int_map_init(&build.class_cells, arena);
        int_map_init(&build.eager_generators, arena);
        int_map_init(&build.async_functions, arena);
        map_init(&build.module_names, arena);
        build_builtin_table(&build.builtins, arena);
        analyze(&build, entry);
        build.program->round_count = round + 1;
        if (round == ANALYZE_ROUNDS_MAX || !build_defer_later(&build)) return build.program;
        // The tree was changed on the way.
        entry = options.make_entry
                    ? options.make_entry(options.context)
                    : python_parse(arena, names, entry->file, diags, (ParseOptions){0});
    }
}

const SemaImport *sema_import_at(const SemaProgram *program, u32 module, u32 alias_node_id) {
    u32 index;
    if (!int_map_get(&program->modules.items[module]->imports, alias_node_id, &index)) return NULL;
    return &program->imports.items[index];
}

SemaType sema_type_at(const SemaProgram *program, const SemaInstance *inst, u32 node_id) {
    const SemaFunc *func = program->funcs.items[inst->func];
    CHECK(node_id >= func->node_first && node_id < func->node_last);
    return inst->node_types[node_id - func->node_first];
}

SemaRepr sema_repr_at(const SemaProgram *program, const SemaInstance *inst, u32 node_id) {
    return sema_repr(&program->types, sema_type_at(program, inst, node_id));
}

const SemaCall *sema_call_at(const SemaProgram *program, const SemaInstance *inst, u32 node_id) {
    static const SemaCall dynamic = {.kind = SEMA_CALL_DYNAMIC};
    u32 index;
    return int_map_get(&inst->calls, node_id, &index) ? &program->calls.items[index] : &dynamic;
}

SemaType sema_receiver_type(SemaProgram *program, SemaType base, AstName name) {
    SemaTypes *types = &program->types;
    if (program->is_untyped || !sema_type_has(types, base, SEMA_NONE) ||
        slice_starts_with(names_text(program->names, name), SLICE_LITERAL("__")))
        return base;
    SemaType rest = sema_type_without(types, base, SEMA_NONE);
    return rest == SEMA_BOTTOM ? base : rest;
}

const SemaAttribute *sema_attribute_at(const SemaProgram *program, const SemaInstance *inst,
                                       u32 node_id) {
    static const SemaAttribute dynamic = {.kind = SEMA_ATTR_DYNAMIC, .stored_type = SEMA_OBJECT};
    u32 index;
    return int_map_get(&inst->attributes, node_id, &index) && index > 0
               ? &program->attributes.items[index - 1]
               : &dynamic;
}

SemaRepr sema_var_repr(const SemaProgram *program, const SemaInstance *inst, u32 var) {
    return inst->var_is_checked[var] ? SEMA_REPR_VALUE
                                     : sema_repr(&program->types, inst->var_types[var]);
}

bool sema_func_is_exported(const SemaProgram *program, const SemaFunc *func) {
    if (!program->uses_js || func->module != 0 || func->owner_class != SEMA_NONE_INDEX)
        return false;
    if (func->node->kind != AST_FUNCTION_DEF) return false;
    // Decorated, it has a hidden name: another object has its own.
    const AstStmt *stmt = (const AstStmt *)func->node;
    SemaName name = sema_name_at(program, func->module, stmt->id);
    if (name.kind != SEMA_NAME_GLOBAL ||
        program->globals.items[name.index].name != stmt->function_def.name)
        return false;
    return func->outer != SEMA_NONE_INDEX &&
           program->funcs.items[func->outer]->kind == SEMA_FUNC_MODULE;
}

bool sema_func_is_plain(const SemaFunc *func) {
    return func->positional_count == func->params.count;
}

u32 sema_func_self(const SemaFunc *func) {
    return func->positional_count > 0 ? 0 : SEMA_NONE_INDEX;
}

u32 sema_func_rest(const SemaFunc *func) {
    return func->extra & FUNC_HAS_REST ? func->positional_count : SEMA_NONE_INDEX;
}

u32 sema_func_keywords(const SemaFunc *func) {
    return func->extra & FUNC_HAS_KEYWORDS ? func->params.count - 1 : SEMA_NONE_INDEX;
}

const SemaField *sema_field_find(const SemaProgram *program, u32 class_index, AstName name) {
    for (; class_index != SEMA_NONE_INDEX;
         class_index = program->classes.items[class_index]->base) {
        const SemaClass *class = program->classes.items[class_index];
        for (u32 i = 0; i < class->fields.count; i++) {
            if (class->fields.items[i].name == name) return &class->fields.items[i];
        }
    }
    return NULL;
}

u32 sema_method_find(const SemaProgram *program, u32 class_index, AstName name) {
    for (; class_index != SEMA_NONE_INDEX;
         class_index = program->classes.items[class_index]->base) {
        const SemaClass *class = program->classes.items[class_index];
        for (u32 i = 0; i < class->methods.count; i++) {
            if (class->methods.items[i].name == name) return class->methods.items[i].func;
        }
    }
    return SEMA_NONE_INDEX;
}

bool sema_class_is_subclass(const SemaProgram *program, u32 class_index, u32 base) {
    return class_index >= base && class_index <= program->classes.items[base]->last_subclass;
}
