// The world of a sealed state: there is none. What asks for it stops the body.
#include "compiler/freeze/freeze_priv.h"

#include "runtime/core/module.h"
#include "runtime/core/str.h"
#include <string.h>

void freeze_refuse_text(Freeze *freeze, Slice why) {
    if (freeze->why.len == 0) freeze->why = why;
    freeze->watch.watch.is_stopped = true;
}

void freeze_refuse(Freeze *freeze, const char *why) {
    freeze_refuse_text(freeze, slice_of_text(why));
}

// ---- the host

static Status host_write(void *context, i32 file, const u8 *data, usize len) {
    (void)file, (void)data, (void)len;
    freeze_refuse(context, "it prints");
    return STATUS_OK;
}

static Status host_read(void *context, i32 file, u8 *data, usize capacity, usize *len) {
    (void)file, (void)data, (void)capacity;
    *len = 0;
    freeze_refuse(context, "it reads");
    return STATUS_OK;
}

static bool host_is_terminal(void *context, i32 file) {
    (void)context, (void)file;
    return false;  // asked for when the streams are made; who prints is stopped anyway
}

static i64 host_clock_ns(void *context, HostClock clock) {
    (void)clock;
    freeze_refuse(context, "it asks for the time");
    return 0;
}

static Status host_sleep_ns(void *context, i64 duration_ns) {
    (void)duration_ns;
    freeze_refuse(context, "it sleeps");
    return STATUS_OK;
}

static void host_random_bytes(void *context, u8 *data, usize len) {
    for (usize i = 0; i < len; i++) data[i] = 0;
    freeze_refuse(context, "it asks for random numbers");
}

static i64 host_file(void *context, const HostFileCall *call) {
    enum { ERROR_NOT_PERMITTED = -1 };
    (void)call;
    freeze_refuse(context, "it asks the system");
    return ERROR_NOT_PERMITTED;
}

static void *host_pages(void *context, usize bytes) {
    Freeze *freeze = context;
    return arena_alloc(freeze->scratch, bytes);
}

const RtHost *freeze_host(Freeze *freeze) {
    RtHost *host = ARENA_NEW(freeze->scratch, RtHost);
    *host = (RtHost){.context = freeze,
                     .write = host_write,
                     .read = host_read,
                     .is_terminal = host_is_terminal,
                     .clock_ns = host_clock_ns,
                     .sleep_ns = host_sleep_ns,
                     .random_bytes = host_random_bytes,
                     .file = host_file,
                     .pages = host_pages};
    return host;
}

// ---- what the runtime knows of the world by itself

static bool is_safe_owner(u32 owner) {
    switch (owner) {
    case NATIVE_OWNER_BUILTINS:
    case NATIVE_OWNER_MODULE_MATH:
    case NATIVE_OWNER_MODULE_RE:
    case NATIVE_OWNER_MODULE_ITERTOOLS:
    case NATIVE_OWNER_MODULE_OPERATOR:
    case NATIVE_OWNER_MODULE_FUNCTOOLS:
    case NATIVE_OWNER_MODULE_COLLECTIONS:
    case NATIVE_OWNER_MODULE_HEAPQ:
    case NATIVE_OWNER_MODULE_BISECT:
    case NATIVE_OWNER_MODULE_BINASCII:
    case NATIVE_OWNER_MODULE_STRUCT:
    case NATIVE_OWNER_MODULE_COPYREG: return true;
    case CLASS_TEXT_FILE:
    case CLASS_RANDOM:
    case CLASS_FRAME:
    case CLASS_REFERENCE:
    case CLASS_NAMESPACE:
    case CLASS_HASHLIB_HASH:
    case CLASS_TRACEBACK:
    case CLASS_FOREIGN: return false;
    default: return owner < CLASS_BUILTIN_COUNT;
    }
}

static bool is_safe_native(u32 native) {
    switch (native) {
    case NATIVE_SYS_INTERN:
    case NATIVE_SYS_GETDEFAULTENCODING:
    case NATIVE_SYS_GETFILESYSTEMENCODING:
    case NATIVE_SYS_GETFILESYSTEMENCODEERRORS: return true;
    case NATIVE_PRINT:
    case NATIVE_INPUT:
    case NATIVE_OPEN:
    case NATIVE_ID:
    case NATIVE_GLOBALS:
    case NATIVE_GLOBAL_NAME:
    case NATIVE_LOCALS:
    case NATIVE_VARS:
    case NATIVE_DIR_SCOPE:
    case NATIVE_NEW_MODULE:
    case NATIVE_EXIT:
    case NATIVE_QUIT: return false;
    default: return is_safe_owner(native_rows[native].owner);
    }
}

// Values that the runtime makes, and that are not the same wherever the program runs.
static bool is_state(const Str *name) {
    static const char *const safe[] = {"version_info", "implementation", "float_info", "hash_info",
                                       "int_info"};
    static const char *const made[] = {
#define MODULE_VALUE(MODULE, name, KIND, ...) VALUE_##KIND(name)
#define VALUE_FLOAT(name)
#define VALUE_INT(name)
#define VALUE_STR(name)
#define VALUE_CLASS(name)
#define VALUE_FLAG(name)
#define VALUE_STATE(name) name,
#include "abi/modules.def"
    };
    for (u32 i = 0; i < COUNT_OF(safe); i++) {
        if (str_is(name, safe[i])) return false;
    }
    for (u32 i = 0; i < COUNT_OF(made); i++) {
        if (str_is(name, made[i])) return true;
    }
    return false;
}

static void refuse_named(Freeze *freeze, const char *before, const char *name, const char *after) {
    Bytes text;
    bytes_init(&text, freeze->arena);
    bytes_format(&text, "%s%s%s", before, name, after);
    freeze_refuse_text(freeze, bytes_slice(&text));
}

static void ask(RtSeal *seal, u32 native, const char *what) {
    Freeze *freeze = ((FreezeSeal *)(void *)seal)->freeze;
    if (native == NATIVE_COUNT)
        refuse_named(freeze, "it asks for ", what, "");
    else if (!is_safe_native(native))
        refuse_named(freeze, "it calls ", native_rows[native].name, "()");
}

static void ask_value(RtSeal *seal, const Str *name) {
    if (!is_state(name)) return;
    Bytes text;
    Freeze *freeze = ((FreezeSeal *)(void *)seal)->freeze;
    bytes_init(&text, freeze->arena);
    bytes_text(&text, "it asks for ");
    for (u32 i = 0; i < name->len; i++) bytes_push(&text, (u8)str_get(name, i));
    freeze_refuse_text(freeze, bytes_slice(&text));
}

// ---- what compiled code does by itself

static bool is_visible(const Freeze *freeze, u32 body) {
    return body == IR_NONE || body == freeze->current || freeze->bodies[body].state == BODY_FROZEN;
}

static bool may_reach(Freeze *freeze, u32 body) {
    if (is_visible(freeze, body)) return true;
    Bytes text;
    bytes_init(&text, freeze->arena);
    bytes_format(&text, "it needs what module %S makes at start",
                 &freeze->module->bodies.items[body].name);
    freeze_refuse_text(freeze, bytes_slice(&text));
    return false;
}

static bool may_call(Freeze *freeze, u32 callee) {
    u32 body;
    if (!int_map_get(&freeze->body_funcs, callee, &body) || body == freeze->current) return true;
    freeze_refuse(freeze, "it is imported while it imports");
    return false;
}

// sys.modules knows native modules once somebody had them in hand.
static void note_native(Freeze *freeze, const Str *name) {
    FreezeBody *current = &freeze->bodies[freeze->current];
    for (u32 i = 0; i < current->imports.count; i++) {
        Slice known = current->imports.items[i].native;
        if (known.len == name->len && memcmp(known.data, name->data, known.len) == 0) return;
    }
    bool is_unit_module = false;
    for (u32 i = 0; i < freeze->module->bodies.count; i++) {
        Slice other = freeze->module->bodies.items[i].name;
        is_unit_module |= other.len == name->len && memcmp(other.data, name->data, other.len) == 0;
    }
    if (is_unit_module || name->width != 1) return;
    Slice native = slice_make(arena_copy(freeze->arena, name->data, name->len), name->len);
    *VEC_PUSH(freeze->scratch, &current->imports) = (FreezeImport){IR_NONE, native};
}

static bool may_run(EvalWatch *watch, u32 func_index, const IrInst *inst, const u64 *args) {
    (void)func_index;
    Freeze *freeze = ((FreezeWatch *)(void *)watch)->freeze;
    switch (inst->op) {
    case IR_GLOBAL_GET:
    case IR_GLOBAL_SET: return may_reach(freeze, freeze->module->global_bodies.items[inst->imm]);
    case IR_UNIT_CLASS:
    case IR_INSTANCE_NEW: return may_reach(freeze, freeze->class_bodies[inst->imm]);
    case IR_CALL: return may_call(freeze, (u32)inst->imm);
    case IR_WEB: freeze_refuse(freeze, "it works with JavaScript"); return false;
    case IR_CALL_RT:
        if (inst->imm == RT_CALL_NATIVE) ask(&freeze->seal.seal, (u32)args[0], NULL);
        if (inst->imm == RT_MODULE_VALUE) note_native(freeze, (const Str *)(uintptr_t)args[0]);
        if (inst->imm == RT_SECTION) freeze_refuse(freeze, "it is a part of a page");
        return !watch->is_stopped;
    default: return true;
    }
}

// The module's object, for who imports it without looking into it.
static void begin_module(Freeze *freeze, u32 body) {
    const IrFunc *func =
        freeze->module->funcs.items[freeze->module->bodies.items[body].import_func];
    for (u32 i = 0; i < func->insts.count; i++) {
        const IrInst *inst = &func->insts.items[i];
        if (inst->op != IR_CALL_RT || inst->imm != RT_MODULE_BEGIN) continue;
        u32 info = (u32)func->insts.items[inst->args[1]].imm;
        rt_module_begin(freeze->rt, 0, value_ref(freeze->rt->blocks[0][info]));
        return;
    }
}

static bool imports(const FreezeBody *body, u32 other) {
    for (u32 i = 0; i < body->imports.count; i++) {
        if (body->imports.items[i].body == other) return true;
    }
    return false;
}

static bool instead(EvalWatch *watch, u32 func_index, u32 callee) {
    Freeze *freeze = ((FreezeWatch *)(void *)watch)->freeze;
    u32 body;
    (void)func_index;
    if (!int_map_get(&freeze->import_funcs, callee, &body) || body == freeze->current) return false;
    FreezeBody *current = &freeze->bodies[freeze->current];
    if (imports(current, body)) return true;
    *VEC_PUSH(freeze->scratch, &current->imports) = (FreezeImport){body, {0}};
    bool is_begun = freeze->bodies[body].state == BODY_FROZEN;
    for (u32 i = 0; i < freeze->module->bodies.count && !is_begun; i++)
        is_begun = &freeze->bodies[i] != current && imports(&freeze->bodies[i], body);
    if (!is_begun && freeze->bodies[body].state != BODY_RUNNING) begin_module(freeze, body);
    return true;
}

void freeze_seal(Freeze *freeze) {
    freeze->watch =
        (FreezeWatch){{.may_run = may_run, .instead = instead, .noted_func = IR_NONE}, freeze};
    freeze->seal = (FreezeSeal){{ask, ask_value}, freeze};
    rt_core(freeze->rt)->seal = &freeze->seal.seal;
    eval_set_watch(freeze->eval, &freeze->watch.watch);
}

bool freeze_state_is_clean(Freeze *freeze) {
    const RtCore *core = rt_core(freeze->rt);
    bool is_clean =
        core->handling.count == 0 && core->exit_calls.count == 0 && core->streams.output_len == 0 &&
        core->gc.is_enabled && !core->weak_chains && core->recursion_limit == RECURSION_LIMIT &&
        !core->library && core->int_digits_limit == INT_DIGITS_LIMIT &&
        core->asyncgen_finalizer == VALUE_NONE && !core->finalized && core->nan_count == 0;
    if (!is_clean) freeze_refuse(freeze, "it changes the state of the program");
    return is_clean;
}
