// Imports of krait.web: the table is loaded when the first one is met.
#include "compiler/sema/build_priv.h"
#include "compiler/sema/web_type.h"

#define TABLE_FILE "krait-web.idl"

static bool load_table(Build *build, Span span) {
    SemaProgram *program = build->program;
    if (program->types.web) return true;
    Slice bytes, shown;
    WebTable *table = ARENA_NEW(build->arena, WebTable);
    bool is_there = build->loader && build->loader->load &&
                    build->loader->load(build->loader->context, SEMA_ORIGIN_LIBRARY,
                                        SLICE_LITERAL(TABLE_FILE), &bytes, &shown) == STATUS_OK;
    if (!is_there) {
        diag_error(build->diags, DIAG_MODULE_NOT_FOUND_ERROR, span,
                   "krait.web needs the file " TABLE_FILE " beside the compiler");
        return false;
    }
    if (!web_table_read(table, build->arena, bytes)) {
        diag_error(build->diags, DIAG_IMPORT_ERROR, span, "the file " TABLE_FILE " is damaged");
        return false;
    }
    program->types.web = table;
    return true;
}

bool build_web_is_module(Slice name) {
    return slice_equal(name, SLICE_LITERAL("krait.web"));
}

bool build_web_import(Build *build, SemaImport *import, Span span) {
    if (build->lacks_web) {
        if (build->try_import_depth == 0)
            diag_error(
                build->diags, DIAG_UNSUPPORTED, span,
                "krait.web needs a page: build with --target web, or run with --target wasm");
        return false;
    }
    if (!load_table(build, span)) return false;
    import->kind = SEMA_IMPORT_WEB;
    import->bound = SEMA_WEB_NAME_MODULE;
    import->native = SEMA_WEB_PLATFORM;
    return true;
}

void build_web_import_name(Build *build, SemaImport *import, const AstAlias *alias) {
    const WebTable *web = build->program->types.web;
    Slice name = names_text(build->names, alias->name);
    SemaWebName found = sema_web_name(web, SEMA_WEB_PLATFORM, name);
    import->bound = found.kind;
    import->native = found.index;
    if (found.kind != SEMA_WEB_NAME_NONE) return;
    import->kind = SEMA_IMPORT_MISSING;
    u32 window = web_interface_find(web, SLICE_LITERAL("Window"));
    bool is_interface = name.len > 0 && name.data[0] >= 'A' && name.data[0] <= 'Z';
    u32 near = is_interface         ? web_interface_near(web, name)
               : window == WEB_NONE ? WEB_NONE
                                    : web_member_near(web, window, name);
    if (near == WEB_NONE) {
        diag_error(build->diags, DIAG_IMPORT_ERROR, alias->span,
                   "cannot import name '%S' from 'krait.web'", &name);
        return;
    }
    Slice text = web_name_copy(web, near, build->arena);
    diag_error(build->diags, DIAG_IMPORT_ERROR, alias->span,
               "cannot import name '%S' from 'krait.web'. Did you mean: '%S'?", &name, &text);
}
