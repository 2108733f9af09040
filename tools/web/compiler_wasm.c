// krait-compiler.wasm: what a page's loader calls to turn Python text into a unit.
//
//   krait_alloc(bytes) → address                       room for texts of the next compilation
//   krait_compile(name, len, text, len, optimize) → 0 when there are errors
//   krait_section(line)                                before it: a later tag starts there
//   krait_unit(), krait_unit_len()                     the unit's bytes
//   krait_messages(), krait_messages_len()             errors, or warnings of a good program
//   krait_reset()                                      forgets all of it; addresses are void
//
// Import loader.load(path, len, origin: SemaOrigin) → address of a module's text in memory from
// krait_alloc, or 0: not there. The length is told by loader.length() afterwards.
#include "compiler/driver/driver.h"

#define EXPORT(name) __attribute__((export_name(#name)))
#define LOADER(name) __attribute__((import_module("loader"), import_name(#name)))

LOADER(load) const u8 *web_loader_load(const u8 *path, usize len, u32 origin);
LOADER(length) usize web_loader_length(void);

EXPORT(krait_alloc) void *krait_alloc(usize bytes);
EXPORT(krait_section) void krait_section(u32 line);
EXPORT(krait_compile)
bool krait_compile(const u8 *name, usize name_len, const u8 *text, usize text_len, u32 optimize);
EXPORT(krait_unit) const u8 *krait_unit(void);
EXPORT(krait_unit_len) usize krait_unit_len(void);
EXPORT(krait_messages) const u8 *krait_messages(void);
EXPORT(krait_messages_len) usize krait_messages_len(void);
EXPORT(krait_reset) void krait_reset(void);

// One compilation; the module's instance is its owner.
static struct {
    Arena arena;
    bool is_started;
    Bytes unit, messages;
    VEC(u32) section_lines;
} web;

static Arena *arena(void) {
    if (!web.is_started) {
        arena_init(&web.arena, arena_source_default());
        web.is_started = true;
    }
    return &web.arena;
}

void *krait_alloc(usize bytes) {
    return arena_alloc(arena(), bytes + 1);
}

void krait_section(u32 line) {
    *VEC_PUSH(arena(), &web.section_lines) = line;
}

// In a page a built-in module is never a file beside it: asking for one would cost a request each
// time.
static bool is_native(Slice path) {
    static const char *const names[] = {
#define MODULE(NAME, text) text,
#include "abi/modules.def"
#undef MODULE
    };
    for (u32 i = 0; i < COUNT_OF(names); i++) {
        Slice name = slice_of_text(names[i]);
        if (path.len > name.len && slice_equal(slice_make(path.data, name.len), name) &&
            (path.data[name.len] == '.' || path.data[name.len] == '/')) {
            return true;
        }
    }
    return false;
}

static Status load(void *context, SemaOrigin origin, Slice path, Slice *bytes, Slice *shown_name) {
    (void)context;
    if (is_native(path)) return STATUS_NOT_FOUND;
    const u8 *text = web_loader_load(path.data, path.len, origin);
    if (!text) return STATUS_NOT_FOUND;
    *bytes = slice_make(text, web_loader_length());
    *shown_name = slice_make(arena_copy(arena(), path.data, path.len), path.len);
    return STATUS_OK;
}

bool krait_compile(const u8 *name, usize name_len, const u8 *text, usize text_len, u32 optimize) {
    Driver driver;
    SemaLoader loader = {NULL, load};
    DriverOptions options = {.optimize = optimize,
                             .sections = {web.section_lines.items, web.section_lines.count}};
    driver_init(&driver, arena());
    bytes_init(&web.unit, arena());
    bytes_init(&web.messages, arena());
    bool is_good = driver_analyze(&driver, slice_make(name, name_len), slice_make(text, text_len),
                                  &loader, options) &&
                   driver_lower(&driver, options);
    driver_print_diagnostics(&driver, &web.messages);
    if (is_good) driver_emit_wasm(&driver, &web.unit);
    return is_good;
}

const u8 *krait_unit(void) {
    return web.unit.data;
}

usize krait_unit_len(void) {
    return web.unit.len;
}

const u8 *krait_messages(void) {
    return web.messages.data;
}

usize krait_messages_len(void) {
    return web.messages.len;
}

void krait_reset(void) {
    if (web.is_started) arena_deinit(&web.arena);
    web.is_started = false;
    web.unit = web.messages = (Bytes){0};
    web.section_lines.items = NULL;
    web.section_lines.count = web.section_lines.capacity = 0;
}
