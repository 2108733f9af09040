#include "compiler/driver/driver.h"

#include "base/check.h"
#include "compiler/desugar/form.h"
#include "compiler/ir/verify.h"
#include "compiler/lower/lower.h"
#include "compiler/pass/pass.h"
#include "compiler/syntax/python/compile_check.h"
#include "compiler/syntax/python/parser.h"
#include "compiler/wasm/wasm.h"

void driver_init(Driver *driver, Arena *arena) {
    *driver = (Driver){.arena = arena};
    names_init(&driver->names, arena);
    sources_init(&driver->sources, arena);
    diag_init(&driver->diags, arena);
}

// ---- timings

void driver_note_time(Driver *driver, const char *name) {
    if (!driver->clock_ns) return;
    i64 now = driver->clock_ns(), duration = now - driver->started_ns;
    driver->started_ns = now;
    for (u32 i = 0; i < driver->timings.count; i++) {
        if (driver->timings.items[i].name != name) continue;
        driver->timings.items[i].duration_ns += duration;
        return;
    }
    *VEC_PUSH(driver->arena, &driver->timings) = (DriverTiming){name, duration};
}

static void print_timing(Bytes *out, const char *name, i64 duration_ns) {
    i64 microseconds = duration_ns / 1000;
    bytes_format(out, "%s", name);
    for (usize len = slice_of_text(name).len; len < 12; len++) bytes_push(out, ' ');
    for (i64 limit = 1000 * 1000; limit > 1000 && microseconds < limit; limit /= 10)
        bytes_push(out, ' ');
    bytes_format(out, "%D.%d%d%d ms\n", microseconds / 1000, (i32)(microseconds / 100 % 10),
                 (i32)(microseconds / 10 % 10), (i32)(microseconds % 10));
}

void driver_print_timings(const Driver *driver, Bytes *out) {
    i64 all = 0;
    u32 line_count = 0;
    for (u32 i = 0; i < driver->timings.count; i++) {
        print_timing(out, driver->timings.items[i].name, driver->timings.items[i].duration_ns);
        all += driver->timings.items[i].duration_ns;
    }
    print_timing(out, "all", all);
    for (u32 i = 0; i < driver->sources.count; i++)
        line_count += driver->sources.files[i]->line_count;
    bytes_format(out, "%u lines, %U lines/s\n", line_count,
                 all > 0 ? (u64)line_count * 1000000000u / (u64)all : 0);
    if (driver->program)
        bytes_format(out, "%U expressions looked at by inference\n", driver->program->visit_count);
}

// ---- phases

static bool text_equal(const char *left, const char *right) {
    return slice_equal(slice_of_text(left), slice_of_text(right));
}

bool driver_parse_only(Driver *driver, Slice name, Slice bytes) {
    const SourceFile *file = sources_add(&driver->sources, name, bytes);
    driver->entry =
        python_parse(driver->arena, &driver->names, file, &driver->diags, (ParseOptions){0});
    driver_note_time(driver, "parse");
    return driver->diags.error_count == 0;
}

bool driver_parse(Driver *driver, Slice name, Slice bytes) {
    if (!driver_parse_only(driver, name, bytes)) return false;
    compile_check(driver->entry, &driver->names, &driver->diags, driver->arena);
    driver_note_time(driver, "parse");
    return driver->diags.error_count == 0;
}

static bool analyze(Driver *driver, const SemaLoader *loader, DriverOptions options,
                    const AstModule *(*make_entry)(void *context)) {
    driver->program = sema_analyze(driver->arena, &driver->names, &driver->sources, &driver->diags,
                                   loader, driver->entry,
                                   (SemaOptions){.is_untyped = options.is_untyped,
                                                 .lacks_web = options.lacks_web,
                                                 .sections = options.sections,
                                                 .extension = options.extension,
                                                 .make_entry = make_entry,
                                                 .context = driver});
    driver_note_time(driver, "sema");
    return driver->diags.error_count == 0;
}

bool driver_analyze(Driver *driver, Slice name, Slice bytes, const SemaLoader *loader,
                    DriverOptions options) {
    if (!driver_parse(driver, name, bytes)) return false;
    return analyze(driver, loader, options, NULL);
}

static const AstModule *make_form(void *context) {
    Driver *driver = context;
    return form_program(driver->jxl, &driver->diags);
}

bool driver_analyze_jxl(Driver *driver, Slice path, Slice name, Slice bytes,
                        const JxlLoader *jxl_loader, const JxlOptions *jxl,
                        const SemaLoader *loader, DriverOptions options) {
    driver->jxl = jxl_check(driver->arena, &driver->names, &driver->sources, &driver->diags, path,
                            name, bytes, jxl_loader, jxl);
    driver_note_time(driver, "check");
    if (driver->diags.error_count > 0) return false;
    driver->entry = make_form(driver);
    driver_note_time(driver, "desugar");
    if (driver->diags.error_count > 0) return false;
    if (options.last_pass && text_equal(options.last_pass, "desugar")) return true;
    return analyze(driver, loader, options, make_form);
}

// A fault here is ours, not the user's: the report goes to a diagnostic so that the page can show
// it too.
static bool verify(Driver *driver, const char *after) {
    Bytes report;
    bytes_init(&report, driver->arena);
    if (ir_verify(driver->module, &report) == 0) return true;
    Slice text = bytes_slice(&report);
    diag_error(&driver->diags, DIAG_NO_KIND, (Span){0}, "internal error after %s:\n%S", after,
               &text);
    return false;
}

// Verifying after every pass is for tests and `krait ir`: it takes as long as the passes
// themselves.
static void trust(const Driver *driver) {
    for (u32 i = 0; i < driver->module->funcs.count; i++)
        driver->module->funcs.items[i]->is_verified = true;
}

static void run_pass(Driver *driver, const Pass *pass) {
    Arena scratch;
    arena_init(&scratch, driver->arena->source);
    if (pass->run_module) pass->run_module(driver->module, &scratch);
    // Something stays, so that each function starts in the same chunk.
    arena_alloc(&scratch, 1);
    for (u32 i = 0; pass->run && i < driver->module->funcs.count; i++) {
        ArenaMark mark = arena_mark(&scratch);
        pass->run(driver->module, driver->module->funcs.items[i], &scratch);
        arena_reset(&scratch, mark);
    }
    arena_deinit(&scratch);
}

bool driver_lower(Driver *driver, DriverOptions options) {
    driver->module = lower_program(driver->arena, driver->program, &driver->diags);
    driver_note_time(driver, "lower");
    if (driver->diags.error_count > 0) return false;
    if (options.verifies_all && !verify(driver, "lower")) return false;
    if (!options.verifies_all) trust(driver);
    if (options.last_pass && text_equal(options.last_pass, "lower")) return true;
    for (u32 i = 0; i < PASS_COUNT; i++) {
        if (passes[i].is_optimization && options.optimize == 0) continue;
        run_pass(driver, &passes[i]);
        driver_note_time(driver, passes[i].name);
        bool is_last = options.last_pass && text_equal(options.last_pass, passes[i].name);
        if (options.verifies_all && !verify(driver, passes[i].name)) return false;
        if (!options.verifies_all) trust(driver);
        if (is_last) return true;
    }
    return true;
}

void driver_emit_wasm(Driver *driver, Bytes *out) {
    wasm_encode(out, driver->module);
    driver_note_time(driver, "wasm");
}

Status driver_link_wasm(Driver *driver, Slice runtime, Bytes *out, LinkReport *report) {
    Status status = wasm_link(out, driver->module, runtime, report);
    driver_note_time(driver, "wasm and link");
    return status;
}

void driver_print_diagnostics(Driver *driver, Bytes *out) {
    diag_sort(&driver->diags);
    diag_print_all(out, &driver->sources, &driver->diags);
}
