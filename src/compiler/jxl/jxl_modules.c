// The modules of a program: the library, imports and their paths, the entry view.
#include "compiler/jxl/jxl_check_priv.h"
#include "compiler/jxl/library_core.def"
#include "compiler/jxl/library_style.def"
#include "compiler/jxl/library_view.def"

#include "base/check.h"

enum { MODULES_MAX = 10000 };

static JxlModule *add_module(JxlChecker *c, Slice path) {
    JxlModule *module = ARENA_NEW(c->arena, JxlModule);
    module->index = c->program->modules.count;
    module->path = slice_make(arena_text(c->arena, path.data, path.len), path.len);
    int_map_init(&module->names, c->arena);
    *VEC_PUSH(c->arena, &c->program->modules) = module;
    return module;
}

static void parse_module(JxlChecker *c, JxlModule *module, Slice shown_name, Slice bytes,
                         const JxlParseOptions *options) {
    SourceFile *file = sources_add(c->program->sources, shown_name, bytes);
    if (module->is_python) {
        jxl_import_python(c, module, file);
        return;
    }
    u32 errors = c->diags->error_count;
    module->tree = jxl_parse(c->arena, c->names, file, c->diags, options).tree;
    module->is_broken = c->diags->error_count > errors;
    module->facts = ARENA_NEW_ARRAY(c->arena, JxlFact, module->tree.node_count);
    jxl_declare_module(c, module);
}

// ---- the library

static const char *const library_lines[] = {
#define L(line) line "\n",
    JXL_LIBRARY_CORE(L) JXL_LIBRARY_STYLE(L) JXL_LIBRARY_VIEW(L)
#undef L
};

static JxlDecl *library_decl(JxlChecker *c, const char *name) {
    AstName interned = names_intern_text(c->names, name);
    JxlDecl *decl = jxl_find_global(c, c->program->modules.items[0], interned);
    CHECK(decl && decl->kind == JXL_DECL_NOMINAL);
    return decl;
}

bool jxl_load_library(JxlChecker *c) {
    JxlModule *module = add_module(c, SLICE_LITERAL("<jxl>"));
    module->is_library = true;
    Bytes text;
    bytes_init(&text, c->arena);
    for (u32 i = 0; i < COUNT_OF(library_lines); i++) bytes_text(&text, library_lines[i]);
    JxlParseOptions options = {.may_omit_bodies = true};
    u32 errors = c->diags->error_count;
    parse_module(c, module, SLICE_LITERAL("<jxl>"), bytes_slice(&text), &options);
    if (c->diags->error_count != errors) return false;
    c->int_ = library_decl(c, "Int");
    c->double_ = library_decl(c, "Double");
    c->float_ = library_decl(c, "Float");
    c->string = library_decl(c, "String");
    c->bool_ = library_decl(c, "Bool");
    c->view = library_decl(c, "View");
    c->optional = library_decl(c, "Optional");
    c->array = library_decl(c, "Array");
    c->map = library_decl(c, "Map");
    c->set = library_decl(c, "Set");
    c->range = library_decl(c, "Range");
    c->atom = library_decl(c, "Atom");
    c->async_value = library_decl(c, "AsyncValue");
    c->key_path = library_decl(c, "KeyPath");
    c->type = library_decl(c, "Type");
    c->length = library_decl(c, "Length");
    c->any_error = library_decl(c, "AnyError");
    c->duration = library_decl(c, "Duration");
    c->color = library_decl(c, "Color");
    c->numeric = library_decl(c, "Numeric");
    c->comparable = library_decl(c, "Comparable");
    c->equatable = library_decl(c, "Equatable");
    c->identifiable = library_decl(c, "Identifiable");
    return true;
}

// ---- paths

static bool has_suffix(Slice path) {
    return slice_ends_with(path, SLICE_LITERAL(".jxl")) ||
           slice_ends_with(path, SLICE_LITERAL(".py"));
}

// One part of a path at a time; `..` takes the last one back. False: out of the root.
static bool push_parts(Bytes *out, Slice path) {
    usize start = 0;
    for (usize i = 0; i <= path.len; i++) {
        if (i < path.len && path.data[i] != '/') continue;
        Slice part = slice_range(path, start, i);
        start = i + 1;
        if (part.len == 0 || slice_equal(part, SLICE_LITERAL("."))) continue;
        if (slice_equal(part, SLICE_LITERAL(".."))) {
            if (out->len == 0) return false;
            while (out->len > 0 && out->data[out->len - 1] != '/') out->len--;
            if (out->len > 0) out->len--;
            continue;
        }
        if (out->len > 0) bytes_push(out, '/');
        bytes_append(out, part);
    }
    return true;
}

static bool resolve_path(JxlChecker *c, const JxlModule *from, Slice path, Slice *resolved) {
    Bytes out;
    bytes_init(&out, c->arena);
    bool is_absolute = path.len > 0 && path.data[0] == '/';
    usize folder = from->path.len;
    while (folder > 0 && from->path.data[folder - 1] != '/') folder--;
    if (!is_absolute && !push_parts(&out, slice_range(from->path, 0, folder))) return false;
    if (!push_parts(&out, path)) return false;
    if (!has_suffix(path)) bytes_text(&out, ".jxl");
    *resolved = bytes_slice(&out);
    return true;
}

// ---- imports

static JxlModule *find_module(JxlChecker *c, Slice path) {
    for (u32 i = 1; i < c->program->modules.count; i++) {
        if (slice_equal(c->program->modules.items[i]->path, path))
            return c->program->modules.items[i];
    }
    return NULL;
}

JxlModule *jxl_load_module(JxlChecker *c, Slice path, Slice shown_name, Slice bytes) {
    JxlModule *module = add_module(c, path);
    module->is_python = slice_ends_with(path, SLICE_LITERAL(".py"));
    parse_module(c, module, shown_name, bytes, &c->options->parse);
    return module;
}

static JxlModule *imported_module(JxlChecker *c, JxlModule *from, const JxlNode *node) {
    Slice path, bytes, shown;
    if (resolve_path(c, from, node->import.path, &path)) {
        JxlModule *known = find_module(c, path);
        if (known) return known;
        bool is_found = c->program->modules.count < MODULES_MAX && c->loader &&
                        c->loader->load(c->loader->context, path, &bytes, &shown) == STATUS_OK;
        if (is_found) return jxl_load_module(c, path, shown, bytes);
    }
    jxl_error(c, 102, node->span, NULL, "there is no module \"%S\"", &node->import.path);
    return NULL;
}

static void bind_name(JxlChecker *c, JxlModule *module, AstName name, JxlDecl *decl, Span span) {
    u32 *slot = int_map_at(&module->names, name, UINT32_MAX);
    if (*slot == decl->index) return;
    if (*slot != UINT32_MAX) {
        jxl_error(c, 207, span, NULL, "`%s` is declared twice", jxl_text_of_name(c, name));
        return;
    }
    *slot = decl->index;
}

static void import_names(JxlChecker *c, JxlModule *module, JxlModule *other, const JxlNode *node) {
    for (u32 i = 0; i < node->import.specs.count; i++) {
        const JxlNode *spec = node->import.specs.items[i];
        AstName name = spec->import_spec.name, alias = spec->import_spec.alias;
        JxlDecl *decl = jxl_find_global(c, other, name);
        if (!decl || decl->module != other->index || decl->flags & JXL_DECL_PRIVATE) {
            const char *why = decl ? "is private in" : "is not in";
            u32 code = other->is_python ? 704 : 102;
            if (!other->is_broken)
                jxl_error(c, code, spec->span, NULL, "`%s` %s \"%S\"", jxl_text_of_name(c, name),
                          why, &node->import.path);
            if (alias == AST_NO_NAME) alias = name;
            decl = jxl_new_decl(c, JXL_DECL_LOCAL, alias, NULL);
            decl->type = JXL_ERROR_TYPE;
            decl->type_state = 2;
        }
        bind_name(c, module, alias == AST_NO_NAME ? name : alias, decl, spec->span);
    }
}

static void import_one(JxlChecker *c, JxlModule *module, JxlNode *node) {
    if (node->import.form == JXL_OP_IMPORT_PLATFORM) {
        bool is_platform = c->options->parse.is_android || c->options->parse.is_ios;
        if (is_platform)
            jxl_error(c, 900, node->span, NULL, "not yet supported: modules of the platform");
        else
            jxl_error(c, 902, node->span, "a module's path is a text: import \"name.jxl\"",
                      "not on this target: the platform module `%S`", &node->import.path);
        return;
    }
    JxlModule *other = imported_module(c, module, node);
    if (!other) return;
    if (node->import.form == JXL_OP_IMPORT_ALL) {
        *VEC_PUSH(c->arena, &module->all_of) = other->index;
    } else if (node->import.form == JXL_OP_IMPORT_NAMES) {
        import_names(c, module, other, node);
    } else {
        JxlModule *saved = c->module;
        c->module = module;
        JxlDecl *decl = jxl_new_decl(c, JXL_DECL_MODULE, node->import.name, node);
        c->module = saved;
        decl->type = jxl_module_type(c->program, other->index);
        decl->type_state = 2;
        bind_name(c, module, node->import.name, decl, node->span);
    }
}

void jxl_load_imports(JxlChecker *c, JxlModule *module) {
    if (module->is_python || module->is_library) return;
    JxlNodes items = module->tree.root->module.items;
    for (u32 i = 0; i < items.count; i++) {
        if (items.items[i]->kind == JXL_IMPORT) import_one(c, module, items.items[i]);
    }
}

// ---- the entry view

static bool has_main(JxlChecker *c, JxlModule *module) {
    for (u32 i = 0; i < module->order.count; i++) {
        const JxlDecl *decl = module->order.items[i];
        if (decl->kind == JXL_DECL_FUNC && jxl_name_is(c, decl->name, "main")) return true;
    }
    return false;
}

static void find_entry(JxlChecker *c, JxlModule *module) {
    JxlDecl *marked = NULL, *named = NULL, *only = NULL;
    u32 count = 0;
    for (u32 i = 0; i < module->order.count; i++) {
        JxlDecl *decl = module->order.items[i];
        if (decl->kind != JXL_DECL_VIEW) continue;
        count++;
        only = decl;
        if (!marked && jxl_attribute(c, decl->node, "main")) marked = decl;
        if (jxl_name_is(c, decl->name, "App")) named = decl;
    }
    JxlDecl *entry = marked ? marked : named ? named : count == 1 ? only : NULL;
    if (!entry && c->options->may_lack_view && count == 0 && has_main(c, module)) return;
    if (!entry) {
        Span span = {module->tree.file->id, 0, 0};
        jxl_error(c, 101, span, "mark a view with `@main` or call it `App`",
                  count == 0 ? "this program has no view" : "this program has no entry view");
        return;
    }
    entry->flags |= JXL_DECL_ENTRY;
    c->program->entry = entry;
    jxl_resolve_signature(c, entry);
    for (u32 i = 0; i < entry->param_count; i++) {
        if (entry->params[i].has_default) continue;
        jxl_error(c, 101, entry->params[i].decl->node->span, "give it a default",
                  "the entry view has the required prop `%s`",
                  jxl_text_of_name(c, entry->params[i].name));
    }
}

// What nothing told: an empty array that is only printed, a closure that is never called.
static void find_open(void *context, JxlNode *node) {
    JxlChecker *c = context;
    const JxlFact *fact = jxl_fact(c, node);
    bool is_open = jxl_has_free_var(c, fact->type);
    const JxlBinding *binding = fact->binding;
    for (u32 i = 0; binding && i < binding->type_arg_count; i++)
        is_open |= jxl_has_free_var(c, binding->type_args[i]);
    if (is_open)
        jxl_error(c, 204, node->span, "write a type: `let name: Type = …`",
                  "the type of this is not known: `%s`", jxl_text_of_type(c, fact->type));
    else
        jxl_each_child(node, find_open, context);
}

static void check_open(JxlChecker *c) {
    for (u32 i = 1; i < c->program->modules.count; i++) {
        c->module = c->program->modules.items[i];
        if (!c->module->is_python) find_open(c, c->module->tree.root);
    }
}

static void resolve_facts(JxlChecker *c) {
    for (u32 i = 1; i < c->program->modules.count; i++) {
        JxlModule *module = c->program->modules.items[i];
        for (u32 j = 0; j < module->tree.node_count; j++) {
            JxlFact *fact = &module->facts[j];
            fact->type = jxl_resolve(c, fact->type);
            fact->converted = jxl_resolve(c, fact->converted);
            JxlBinding *binding = fact->binding;
            for (u32 k = 0; binding && k < binding->type_arg_count; k++)
                binding->type_args[k] = jxl_resolve(c, binding->type_args[k]);
        }
    }
    for (u32 i = 0; i < c->program->decls.count; i++) {
        JxlDecl *decl = c->program->decls.items[i];
        decl->type = jxl_resolve(c, decl->type);
        decl->result = jxl_resolve(c, decl->result);
    }
}

JxlProgram *jxl_check(Arena *arena, Names *names, Sources *sources, Diagnostics *diags, Slice path,
                      Slice shown_name, Slice bytes, const JxlLoader *loader,
                      const JxlOptions *options) {
    JxlProgram *program = ARENA_NEW(arena, JxlProgram);
    program->arena = arena;
    program->names = names;
    program->sources = sources;
    jxl_types_init(program);
    JxlChecker *c = ARENA_NEW(arena, JxlChecker);
    c->program = program;
    c->arena = arena;
    c->names = names;
    c->diags = diags;
    c->loader = loader;
    c->options = options;
    bool is_library_good = jxl_load_library(c);
    if (!is_library_good) return program;
    JxlModule *entry = jxl_load_module(c, path, shown_name, bytes);
    // The list grows while imports are loaded.
    for (u32 i = 1; i < program->modules.count; i++) jxl_load_imports(c, program->modules.items[i]);
    // From here on every module is parsed and its names are known.
    for (u32 i = 1; i < program->modules.count; i++) {
        if (!program->modules.items[i]->is_broken) jxl_check_module(c, program->modules.items[i]);
    }
    if (!options->is_library && !entry->is_broken && !entry->is_python) find_entry(c, entry);
    jxl_find_cycles(c);
    if (diags->error_count == 0) check_open(c);
    resolve_facts(c);
    return program;
}
