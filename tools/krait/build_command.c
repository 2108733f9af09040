#include "tools/krait/krait.h"

#include "compiler/c/c.h"
#include "compiler/wasm/wasm.h"
#include "os/files.h"
#include "os/paths.h"
#include <stdio.h>

static int write_file(const char *path, Slice content) {
    Status status = os_file_write(path, content, 0);
    if (status == STATUS_OK) return 0;
    print_error("cannot write '%s': %s", path, status_text(status));
    return KRAIT_EXIT_FAILED;
}

static const char page[] =
    "<!doctype html>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" "
    "content=\"width=device-width\">\n"
    "<title>Krait</title>\n<pre id=\"output\"></pre>\n"
    "<script src=\"krait.js\" data-unit=\"program.wasm\" data-output=\"#output\"></script>\n";

static const char app_page[] =
    "<!doctype html>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" "
    "content=\"width=device-width\">\n"
    "<title>Krait</title>\n<link rel=\"icon\" href=\"data:,\">\n<div id=\"app\"></div>\n"
    "<script src=\"krait-app.js\" data-unit=\"program.wasm\"></script>\n";

// The program linked with its runtime, and the report that was asked for.
static bool link_program(Arena *arena, Driver *driver, const KraitOptions *options, Bytes *out) {
    bool has_report = options->shows_report || options->report_path;
    LinkReport report;
    if (!wasm_program(arena, driver, out, has_report ? &report : NULL)) return false;
    Bytes text;
    bytes_init(&text, arena);
    if (options->shows_report) {
        report_text(&text, &report);
        print_bytes(1, bytes_slice(&text));
    }
    if (!options->report_path) return true;
    text.len = 0;
    report_html(&text, &report);
    return write_file(options->report_path, bytes_slice(&text)) == 0;
}

static bool web_copy(Arena *arena, const char *name, WebProduct *product) {
    const char *path = path_join(arena, path_join(arena, install_folder(arena), "web"), name);
    Slice content;
    Status status = os_file_read(path, SIZE_MAX / 2, arena, &content);
    if (status != STATUS_OK) {
        print_error("cannot read '%s': %s", path, status_text(status));
        return false;
    }
    product->files[product->count++] = (WebFile){name, content};
    return true;
}

bool web_product(Arena *arena, Driver *driver, const KraitOptions *options, WebProduct *product) {
    Bytes unit;
    bytes_init(&unit, arena);
    *product = (WebProduct){0};
    if (!link_program(arena, driver, options, &unit)) return false;
    product->files[product->count++] = (WebFile){"program.wasm", bytes_slice(&unit)};
    bool has_views = wasm_calls_module(driver->module, "_ui");
    Slice index = slice_of_text(has_views ? app_page : page);
    product->files[product->count++] = (WebFile){"index.html", index};
    return web_copy(arena, has_views ? "krait-app.js" : "krait.js", product) &&
           (!driver->module->uses_web || web_copy(arena, "krait-js.js", product));
}

static int build_web(Arena *arena, Driver *driver, const KraitOptions *options) {
    const char *folder = options->output;
    Status status = os_folder_make(folder);
    if (status != STATUS_OK)
        return print_error("cannot make '%s': %s", folder, status_text(status)), KRAIT_EXIT_FAILED;
    WebProduct product;
    if (!web_product(arena, driver, options, &product)) return KRAIT_EXIT_FAILED;
    int code = 0;
    for (u32 i = 0; i < product.count && code == 0; i++) {
        const WebFile *file = &product.files[i];
        code = write_file(path_join(arena, folder, file->name), file->content);
    }
    return code;
}

// The finished program as the target wants it.
static int write_product(Arena *arena, Driver *driver, const KraitOptions *options) {
    Bytes out;
    bytes_init(&out, arena);
    switch (options->target) {
    case TARGET_WEB: return build_web(arena, driver, options);
    case TARGET_WASM:
        if (!link_program(arena, driver, options, &out)) return KRAIT_EXIT_FAILED;
        return write_file(options->output, bytes_slice(&out));
    case TARGET_EXT:
        if (cc_is_present(arena)) return ext_build(arena, driver, options);
        break;
    default: break;
    }
    if (!cc_is_present(arena)) return print_error("no C compiler found (cc)"), KRAIT_EXIT_FAILED;
    c_print(&out, driver->module, C_PROGRAM, (Slice){0});
    driver_note_time(driver, "c");
    bool is_good =
        cc_compile(arena, bytes_slice(&out), options->driver.optimize, CC_PROGRAM, options->output);
    driver_note_time(driver, "cc");
    return is_good ? 0 : KRAIT_EXIT_FAILED;
}

int build_command(Arena *arena, int argc, char **argv) {
    KraitOptions options;
    if (!options_read(arena, "build", argc, argv,
                      "--target -o -O0 -O2 --timings --python --specialize --source-name --report "
                      "--report-html --no-freeze",
                      false, &options))
        return KRAIT_EXIT_USAGE;
    if (options.target == TARGET_EXT && !ext_options(arena, &options)) return KRAIT_EXIT_USAGE;
    if (!options.output)
        return print_error("krait build needs -o OUT (try --help)"), KRAIT_EXIT_USAGE;
    if (options.file_count > 1)
        return print_error("krait build takes one file (try --help)"), KRAIT_EXIT_USAGE;
    if ((options.shows_report || options.report_path) && options.target != TARGET_WASM &&
        options.target != TARGET_WEB)
        return print_error("krait build: --report needs --target wasm or web"), KRAIT_EXIT_USAGE;
    options.driver.lacks_web = options.target == TARGET_NATIVE || options.target == TARGET_EXT;
    Driver driver;
    driver_init(&driver, arena);
    if (options.shows_timings) timings_start(&driver);
    if (options.target == TARGET_EXT && !options.source_name &&
        os_path_real(options.files[0], arena, &options.source_name) != STATUS_OK)
        options.source_name = options.files[0];
    options.driver.shown_name = options.source_name;
    if (!compile_file(&driver, options.files[0], options.driver)) return KRAIT_EXIT_FAILED;
    freeze_program(&driver, &options);
    int code = write_product(arena, &driver, &options);
    timings_print(&driver);
    return code;
}
