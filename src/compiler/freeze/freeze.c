// The order of the work: attempts, each in a fresh state, until no body stops any more.
#include "compiler/freeze/freeze_priv.h"

#include "abi/program.h"
#include "runtime/core/error.h"
#include <string.h>

enum {
    ATTEMPTS_MAX = 64,
    STACK_BYTES = 2 * 1024 * 1024,
    BLOCKS_MAX = 1 << 21,  // of one body: what runs longer may run for ever
};

// ---- one body

static void give_up(Freeze *freeze, u32 body) {
    freeze->is_refused[body] = true;
    freeze->whys[body] = freeze->why;
    u32 position = freeze->watch.watch.noted_position;
    freeze->lines[body] = position == IR_NONE ? 0 : freeze->module->positions.items[position].line;
}

static bool run_body(Freeze *freeze, const IrBody *body) {
    EvalWatch *watch = &freeze->watch.watch;
    watch->blocks_left = BLOCKS_MAX;
    watch->noted_func = body->body_func;
    watch->noted_position = IR_NONE;
    u32 outcome = eval_run(freeze->eval, freeze->rt, body->import_func);
    if (outcome == EVAL_STOPPED || watch->is_stopped) {
        freeze_refuse(freeze, "it runs for long");
        return false;
    }
    if (outcome != 0 || freeze->rt->exception != VALUE_UNDEFINED) {
        freeze_refuse(freeze, "it raises an exception");
        return false;
    }
    return freeze_state_is_clean(freeze);
}

// False: the body spoils the state; it is refused from now on.
static bool try_body(Freeze *freeze, u32 index) {
    const IrModule *module = freeze->module;
    FreezeBody *body = &freeze->bodies[index];
    body->state = BODY_RUNNING;
    freeze->current = index;
    freeze->open_count = rt_core(freeze->rt)->open_count;
    const u64 *globals = freeze->rt->blocks[0] + module->consts.count;
    memcpy(freeze->before, globals, module->globals.count * sizeof(u64));
    bool is_good = run_body(freeze, &module->bodies.items[index]) &&
                   freeze_olds_are_whole(freeze) && freeze_write(freeze);
    if (!is_good) give_up(freeze, index);
    body->state = is_good ? BODY_FROZEN : BODY_AT_START;
    if (is_good) *VEC_PUSH(freeze->scratch, &freeze->frozen) = index;
    freeze->current = IR_NONE;
    return is_good;
}

// ---- an attempt

static bool begin(Freeze *freeze) {
    freeze->rt = arena_alloc(freeze->scratch, rt_state_bytes());
    u32 unit_index;
    u64 *block;
    if (rt_state_init(freeze->rt, freeze_host(freeze), STACK_BYTES, 0, NULL) != STATUS_OK)
        return false;
    RtUnit unit = eval_unit(freeze->eval, freeze->rt);
    if (rt_unit_load(freeze->rt, &unit, &unit_index, &block) != STATUS_OK) return false;
    const IrModule *module = freeze->module;
    freeze->bodies = ARENA_NEW_ARRAY(freeze->scratch, FreezeBody, module->bodies.count);
    freeze->used_classes = ARENA_NEW_ARRAY(freeze->scratch, bool, CLASS_BUILTIN_COUNT);
    freeze->before = ARENA_NEW_ARRAY(freeze->scratch, u64, module->globals.count + 1);
    int_map_init(&freeze->places, freeze->scratch);
    int_map_init(&freeze->consts_by_address, freeze->scratch);
    memset(&freeze->objects, 0, sizeof freeze->objects);
    memset(&freeze->consts, 0, sizeof freeze->consts);
    memset(&freeze->to_fill, 0, sizeof freeze->to_fill);
    memset(&freeze->kept_specs, 0, sizeof freeze->kept_specs);
    memset(&freeze->kept_consts, 0, sizeof freeze->kept_consts);
    memset(&freeze->frozen, 0, sizeof freeze->frozen);
    freeze->why = (Slice){0};
    freeze->current = IR_NONE;
    freeze->shared_count = freeze->depth = 0;
    freeze_seal(freeze);
    freeze_note_olds(freeze);
    return true;
}

// Whether every body that was tried is frozen.
static bool attempt(Freeze *freeze) {
    const IrModule *module = freeze->module;
    if (!begin(freeze)) return false;
    u32 count = module->bodies.count;
    for (u32 order = 1; order <= count; order++) {
        for (u32 i = 0; i < count; i++) {
            const IrBody *body = &module->bodies.items[i];
            bool is_next = body->early_order == order && body->body_func != IR_NONE;
            if (is_next && !freeze->is_refused[i] && !try_body(freeze, i)) return false;
        }
    }
    return true;
}

// ---- all

static void find_owners(Freeze *freeze) {
    const IrModule *module = freeze->module;
    int_map_init(&freeze->import_funcs, freeze->arena);
    int_map_init(&freeze->body_funcs, freeze->arena);
    freeze->class_bodies = ARENA_NEW_ARRAY(freeze->arena, u32, module->classes.count + 1);
    Map by_name;
    map_init(&by_name, freeze->arena);
    for (u32 i = 0; i < module->bodies.count; i++) {
        const IrBody *body = &module->bodies.items[i];
        *int_map_at(&freeze->import_funcs, body->import_func, i) = i;
        if (body->body_func != IR_NONE) *int_map_at(&freeze->body_funcs, body->body_func, i) = i;
        *map_at(&by_name, body->name, i) = i;
    }
    for (u32 i = 0; i < module->classes.count; i++) {
        u32 found = IR_NONE;
        Slice name = module->consts.items[module->classes.items[i].module_const].bytes;
        if (!map_get(&by_name, name, &found)) found = 0;  // the entry's own
        freeze->class_bodies[i] = found;
    }
}

static bool has_early(const IrModule *module) {
    for (u32 i = 0; i < module->bodies.count; i++) {
        if (module->bodies.items[i].early_order) return true;
    }
    return false;
}

static void report_rest(const Freeze *freeze, FreezeReport *report) {
    for (u32 i = 0; i < freeze->module->bodies.count; i++) {
        if (!freeze->is_refused[i]) continue;
        *VEC_PUSH(freeze->arena, &report->notes) = (FreezeNote){
            freeze->module->bodies.items[i].name, false, freeze->whys[i], freeze->lines[i], 0};
    }
}

void freeze_bodies(Arena *arena, IrModule *module, FreezeReport *report) {
    *report = (FreezeReport){0};
    if (!has_early(module)) return;
    Freeze *freeze = ARENA_NEW(arena, Freeze);
    Arena scratch;
    arena_init(&scratch, arena->source);
    *freeze = (Freeze){.arena = arena, .module = module, .scratch = &scratch};
    freeze->eval = eval_new(arena, module);
    freeze->is_refused = ARENA_NEW_ARRAY(arena, bool, module->bodies.count);
    freeze->whys = ARENA_NEW_ARRAY(arena, Slice, module->bodies.count);
    freeze->lines = ARENA_NEW_ARRAY(arena, u32, module->bodies.count);
    find_owners(freeze);
    ArenaMark mark = arena_mark(&scratch);
    bool is_done = false;
    for (u32 i = 0; i < ATTEMPTS_MAX && !is_done; i++) {
        arena_reset(&scratch, mark);
        is_done = attempt(freeze);
    }
    report_rest(freeze, report);
    if (is_done && freeze->frozen.count > 0) {
        freeze_rewrite(freeze, report);
        report->dropped_count = freeze_drop(freeze);
    }
    arena_deinit(&scratch);
}

void freeze_print(const FreezeReport *report, Bytes *out) {
    for (u32 i = 0; i < report->notes.count; i++) {
        const FreezeNote *note = &report->notes.items[i];
        if (note->is_frozen) {
            bytes_format(out, "module %S is made when the program is compiled: %u bytes\n",
                         &note->module, note->bytes);
        } else if (note->line) {
            bytes_format(out, "module %S runs at start: line %u: %S\n", &note->module, note->line,
                         &note->why);
        } else {
            bytes_format(out, "module %S runs at start: %S\n", &note->module, &note->why);
        }
    }
}
