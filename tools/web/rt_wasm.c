// krait-rt.wasm: the runtime with its host as imports. The exports beside the functions of
// calls.def are what a loader calls:
//
//   rt_web_alloc(bytes) → address            room for arguments and descriptions, never given back
//   rt_web_init(argc, argv, stack, flags)    once; argv: addresses of NUL-terminated texts
//   rt_web_load(bytes, len, table_base)      the unit's number or -1
//   rt_web_block(unit) and its fellows       what the unit's imports need
//   rt_web_run(table index of `run`)         the exit code
//   rt_web_flush()                           standard output up to now
//   rt_web_finish()                          the program ends: atexit, finalizers
//
// Imports of module "host" take addresses, 32-bit numbers and f64, because an i64 is dear at this
// border. Memory: [1024, 64 KiB) RtState, then data, stack, heap (cmake/wasm.cmake).
#include "abi/program.h"

#include "runtime/core/error.h"
#include "runtime/core/file.h"
#include "runtime/core/state.h"
#include "runtime/core/unit.h"
#include "tools/web/rt_js.h"

#include <string.h>

#define EXPORT(name) __attribute__((export_name(#name)))
#define HOST(name) __attribute__((import_module("host"), import_name(#name)))

enum {
    WEB_HAS_PROMPT = 1,  // rt_web_init's flags: input() is the host's prompt
    WEB_PAGE_BYTES = 65536,
    WEB_GROW_BYTES = 1024 * 1024,
    WEB_ZONE_BYTES_MAX = 64,
};

HOST(write) i32 web_host_write(i32 file, const u8 *data, usize len);
HOST(read) i32 web_host_read(i32 file, u8 *data, usize capacity);  // bytes, or -1 - status
HOST(is_terminal) i32 web_host_is_terminal(i32 file);
HOST(clock) f64 web_host_clock(i32 clock);  // milliseconds
HOST(sleep) i32 web_host_sleep(f64 milliseconds);
HOST(wait) i32 web_host_wait(f64 milliseconds);  // below 0: until a call from JavaScript comes
HOST(spin) i32 web_host_spin(f64 milliseconds);  // the same where nothing can be suspended
HOST(random) void web_host_random(u8 *data, usize len);
HOST(zone)
i32 web_host_zone(f64 seconds, u8 *name,
                  usize capacity);  // name: NUL-terminated; returns the offset
HOST(prompt)
i32 web_host_prompt(const u8 *text, usize len, u8 *line, usize capacity);  // bytes, or -1 - status
HOST(file)
f64 web_host_file(u32 op, i32 whence, f64 number, f64 extra, const u8 *path, u32 path_len,
                  const u8 *other, u32 other_len, u8 *out, u32 capacity);
HOST(section) void web_host_section(u32 number);
HOST(source_line)
i32 web_host_source_line(const u8 *file, usize file_len, u32 line, u8 *text,
                         usize capacity);  // the same

EXPORT(rt_web_alloc) void *rt_web_alloc(usize bytes);
EXPORT(rt_web_init)
i32 rt_web_init(u32 argc, const char *const *argv, usize stack_bytes, u32 flags);
EXPORT(rt_web_load) i32 rt_web_load(const u8 *description, usize len, usize table_base);
EXPORT(rt_web_block) u64 *rt_web_block(u32 unit);
EXPORT(rt_web_class_base) u32 rt_web_class_base(u32 unit);
EXPORT(rt_web_stack_limit) usize rt_web_stack_limit(void);
EXPORT(rt_web_function_count) u32 rt_web_function_count(u32 unit);
EXPORT(rt_web_run) i32 rt_web_run(u32 (*run)(void));
EXPORT(rt_web_flush) void rt_web_flush(void);
EXPORT(rt_web_finish) void rt_web_finish(void);

// The linker leaves everything below its global base alone.
static RtState *state(void) {
    uintptr_t address = RT_STATE_ADDRESS;
    return (RtState *)address;
}

_Static_assert(sizeof(RtCore) <= RT_STATE_BYTES_MAX,
               "the state lies below the linker's global base");
_Static_assert(offsetof(RtCore, heap.object_lists) == RT_HEAP_OBJECT_LISTS_WASM &&
                   offsetof(ObjectFree, next) == 8,
               "compiled code makes instances by itself");

// ---- memory: linear memory behind what is used, in larger steps than asked for
extern u8 __heap_base;

// What was grown and not handed out yet; its own copy in each instance, like RtState.
static struct {
    usize next, end;
} web_memory;

static void *web_pages(void *context, usize bytes) {
    (void)context;
    bytes = (bytes + 15) & ~(usize)15;
    if (web_memory.end == 0) {
        web_memory.next = ((usize)&__heap_base + 15) & ~(usize)15;
        web_memory.end = __builtin_wasm_memory_size(0) * WEB_PAGE_BYTES;
    }
    if (bytes > web_memory.end - web_memory.next) {
        usize missing = bytes - (web_memory.end - web_memory.next);
        usize least = (missing + WEB_PAGE_BYTES - 1) / WEB_PAGE_BYTES,
              wanted = WEB_GROW_BYTES / WEB_PAGE_BYTES;
        if (wanted < least) wanted = least;
        if (__builtin_wasm_memory_grow(0, wanted) == (usize)-1) {
            wanted = least;
            if (__builtin_wasm_memory_grow(0, wanted) == (usize)-1) return NULL;
        }
        web_memory.end += wanted * WEB_PAGE_BYTES;
    }
    void *memory = (void *)web_memory.next;
    web_memory.next += bytes;
    return memory;
}

// ---- the host
static Status write_stream(void *context, i32 file, const u8 *data, usize len) {
    (void)context;
    return (Status)web_host_write(file, data, len);
}

static Status read_stream(void *context, i32 file, u8 *data, usize capacity, usize *len) {
    (void)context;
    i32 got = web_host_read(file, data, capacity);
    if (got < 0) return (Status)(-1 - got);
    *len = (usize)got;
    return STATUS_OK;
}

static bool is_terminal(void *context, i32 file) {
    (void)context;
    return web_host_is_terminal(file) != 0;
}

static i64 clock_ns(void *context, HostClock clock) {
    (void)context;
    return (i64)(web_host_clock((i32)clock) * 1e6);
}

static Status sleep_ns(void *context, i64 duration_ns) {
    (void)context;
    rt_web_flush();
    f64 milliseconds = (f64)duration_ns / 1e6;
    return (Status)(rt_js_is_in_callback() ? web_host_spin(milliseconds)
                                           : web_host_sleep(milliseconds));
}

static Status wait_ns(void *context, i64 duration_ns) {
    (void)context;
    if (rt_js_is_in_callback()) return STATUS_UNSUPPORTED;
    rt_web_flush();
    return (Status)web_host_wait(duration_ns < 0 ? -1 : (f64)duration_ns / 1e6);
}

static void random_bytes(void *context, u8 *data, usize len) {
    (void)context;
    web_host_random(data, len);
}

static i32 local_time_offset(void *context, i64 seconds, u8 *name, usize capacity,
                             usize *name_len) {
    (void)context;
    u8 zone[WEB_ZONE_BYTES_MAX] = {0};
    i32 offset = web_host_zone((f64)seconds, zone, sizeof zone - 1);
    usize len = strlen((const char *)zone);
    *name_len = len < capacity ? len : capacity;
    memcpy(name, zone, *name_len);
    return offset;
}

static Status prompt(void *context, const u8 *text, usize len, u8 *line, usize capacity,
                     usize *line_len) {
    (void)context;
    rt_web_flush();
    i32 got = web_host_prompt(text, len, line, capacity);
    if (got < 0) return (Status)(-1 - got);
    *line_len = (usize)got;
    return STATUS_OK;
}

static Status source_line(void *context, const u8 *file, usize file_len, u32 line, u8 *text,
                          usize capacity, usize *text_len) {
    (void)context;
    i32 got = web_host_source_line(file, file_len, line, text, capacity);
    if (got < 0) return (Status)(-1 - got);
    *text_len = (usize)got;
    return STATUS_OK;
}

static i64 file_call(void *context, const HostFileCall *call) {
    (void)context;
    return (i64)web_host_file(call->op, call->whence, (f64)call->number, (f64)call->extra,
                              call->path, call->path_len, call->other, call->other_len, call->out,
                              call->out_capacity);
}

static void section(void *context, u32 number) {
    (void)context;
    web_host_section(number);
}

#define WEB_HOST                                                                                   \
    .write = write_stream, .read = read_stream, .is_terminal = is_terminal, .clock_ns = clock_ns,  \
    .sleep_ns = sleep_ns, .wait_ns = wait_ns, .random_bytes = random_bytes,                        \
    .local_time_offset = local_time_offset, .source_line = source_line, .file = file_call,         \
    .section = section, .pages = web_pages

static const RtHost host_with_stdin = {WEB_HOST};
static const RtHost host_with_prompt = {WEB_HOST, .prompt = prompt};

// ---- what the loader calls
void *rt_web_alloc(usize bytes) {
    return web_pages(NULL, bytes);
}

i32 rt_web_init(u32 argc, const char *const *argv, usize stack_bytes, u32 flags) {
    const RtHost *host = flags & WEB_HAS_PROMPT ? &host_with_prompt : &host_with_stdin;
    return (i32)rt_state_init(state(), host, stack_bytes, argc, argv);
}

i32 rt_web_load(const u8 *description, usize len, usize table_base) {
    RtUnit unit = {.description = description,
                   .description_bytes = len,
                   .codes = (const GenericCode *)table_base};
    u32 index;
    u64 *block;
    return rt_unit_load(state(), &unit, &index, &block) == STATUS_OK ? (i32)index : -1;
}

u64 *rt_web_block(u32 unit) {
    return state()->blocks[unit];
}

u32 rt_web_class_base(u32 unit) {
    return state()->class_bases[unit];
}

usize rt_web_stack_limit(void) {
    return rt_core(state())->stack_limit;
}

u32 rt_web_function_count(u32 unit) {
    return rt_core(state())->units[unit]->func_count;
}

// A unit's `run` has no argument, because the state's address is known: this gives it the type that
// the runtime calls.
static u32 run_unit(RtState *rt) {
    u32 (*run)(void) = (u32(*)(void))rt->engine;
    return run();
}

i32 rt_web_run(u32 (*run)(void)) {
    state()->engine = (void *)run;
    return rt_run_loaded(state(), run_unit);
}

void rt_web_finish(void) {
    rt_finish(state());
}

void rt_web_flush(void) {
    if (!file_flush(state(), 1)) error_clear(state());
}
