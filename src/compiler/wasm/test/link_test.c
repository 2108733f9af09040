#include "abi/part.h"
#include "compiler/ir/read.h"
#include "compiler/wasm/link_priv.h"
#include "compiler/wasm/split.h"
#include "compiler/wasm/test/part_runtime.h"
#include "compiler/wasm/test/small_runtime.h"
#include "compiler/wasm/wasm.h"
#include "tests/unit/test.h"

#include <stdlib.h>
#include <string.h>

static const Slice small = {small_runtime, sizeof small_runtime};

typedef struct {
    Arena arena;
    WasmObject object;
    Bytes report, out;
} Fixture;

static void open_fixture(Fixture *f) {
    arena_init(&f->arena, arena_source_default());
    bytes_init(&f->report, &f->arena);
    bytes_init(&f->out, &f->arena);
}

static Status link_to(Fixture *f, Slice runtime) {
    const IrModule *module = ir_read(
        &f->arena, SLICE_LITERAL("run @f\nfunc @f() -> void fails {\nb0:\n  ret\n}\n"), &f->report);
    assert_non_null(module);
    f->out.len = 0;
    return wasm_link(&f->out, module, runtime, NULL);
}

static Status split_into(Fixture *f, Bytes *library, Slice runtime) {
    f->out.len = 0;
    bytes_init(library, &f->arena);
    return wasm_split(&f->out, library, runtime);
}

static bool contains(const Bytes *bytes, const char *text) {
    usize len = strlen(text);
    for (usize i = 0; i + len <= bytes->len; i++) {
        if (memcmp(bytes->data + i, text, len) == 0) return true;
    }
    return false;
}

// What a module of ours holds, read by the same reader.
static void read_back(Fixture *f) {
    assert_int_equal(object_read(&f->arena, bytes_slice(&f->out), &f->object), STATUS_OK);
}

TEST(a_module_is_read_with_its_relocations) {
    Fixture f;
    open_fixture(&f);
    assert_int_equal(object_read(&f.arena, small, &f.object), STATUS_OK);
    assert_int_equal(f.object.imports.count, 2);
    assert_int_equal(f.object.bodies.count, 6);
    assert_int_equal(f.object.elements.count, 3);
    assert_int_equal(f.object.symbols.count, 13);
    assert_int_equal(f.object.code_relocs.count, 13);
    assert_int_equal(f.object.data_relocs.count, 3);
    assert_int_equal(f.object.code_relocs.items[0].kind, RELOC_ADDRESS_SLEB);
    arena_deinit(&f.arena);
}

TEST(a_module_that_is_cut_anywhere_does_no_harm) {
    Fixture f;
    open_fixture(&f);
    for (usize len = 0; len < small.len; len++) {
        // An exact copy, so that a read past the end is seen.
        u8 *cut = malloc(len ? len : 1);
        assert_non_null(cut);
        memcpy(cut, small.data, len);
        Status status = link_to(&f, slice_make(cut, len));
        // Behind the relocations comes only what the linker does not read.
        if (len < small.len / 2) assert_int_not_equal(status, STATUS_OK);
        Bytes library;
        status = split_into(&f, &library, slice_make(cut, len));
        if (len < small.len / 2) assert_int_not_equal(status, STATUS_OK);
        free(cut);
    }
    arena_deinit(&f.arena);
}

TEST(a_module_with_any_byte_changed_does_no_harm) {
    Fixture f;
    open_fixture(&f);
    u8 changed[sizeof small_runtime];
    u32 refused = 0;
    for (usize i = 0; i < small.len; i++) {
        for (u32 bit = 0; bit < 8; bit++) {
            memcpy(changed, small.data, small.len);
            changed[i] ^= (u8)(1u << bit);
            refused += link_to(&f, slice_make(changed, small.len)) != STATUS_OK;
            Bytes library;
            refused += split_into(&f, &library, slice_make(changed, small.len)) != STATUS_OK;
        }
    }
    assert_true(refused > 1000);
    arena_deinit(&f.arena);
}

TEST(linking_leaves_out_what_is_not_reached) {
    Fixture f;
    open_fixture(&f);
    assert_int_equal(link_to(&f, small), STATUS_OK);
    assert_true(contains(&f.out, "a text that is used"));
    assert_false(contains(&f.out, "nobody needs"));
    assert_true(contains(&f.out, "krait.unit"));
    read_back(&f);
    // host.clock and rt_unused are gone; run is the last of the table.
    assert_int_equal(f.object.imports.count, 1);
    assert_true(slice_equal(f.object.imports.items[0].name, SLICE_LITERAL("write")));
    assert_int_equal(f.object.elements.count, 4);
    for (u32 i = 0; i < f.object.exports.count; i++)
        assert_false(slice_equal(f.object.exports.items[i].name, SLICE_LITERAL("rt_unused")));
    assert_int_equal(f.object.globals.len > 0, 1);
    arena_deinit(&f.arena);
}

// The small runtime has no table of natives, so all of it is core.
TEST(splitting_keeps_what_is_exported_in_the_core) {
    Fixture f;
    open_fixture(&f);
    Bytes library;
    assert_int_equal(split_into(&f, &library, small), STATUS_OK);
    assert_true(contains(&f.out, "a text that is used"));
    assert_true(contains(&f.out, "rt_web_run"));
    assert_false(contains(&library, "a text that is used"));
    assert_true(contains(&library, "__indirect_function_table"));
    WasmObject core, rest;
    assert_int_equal(object_read(&f.arena, bytes_slice(&f.out), &core), STATUS_OK);
    assert_int_equal(core.memory_pages > 0, 1);
    // It imports its memory: no module that a linker could use.
    assert_int_equal(object_read(&f.arena, bytes_slice(&library), &rest), STATUS_UNSUPPORTED);
    arena_deinit(&f.arena);
}

TEST(rows_of_a_table_that_are_not_chosen_are_zero) {
    Fixture f;
    open_fixture(&f);
    assert_int_equal(object_read(&f.arena, small, &f.object), STATUS_OK);
    Shake shake;
    shake_init(&shake, &f.arena, &f.object);
    const bool chosen[] = {true, false, true};
    shake_choose_rows(&shake, SLICE_LITERAL("rows"), chosen, 3);
    for (u32 i = 0; i < f.object.exports.count; i++) {
        if (slice_equal(f.object.exports.items[i].name, SLICE_LITERAL("rt_web_run")))
            shake_add_func(&shake, f.object.exports.items[i].index);
    }
    shake_run(&shake);
    u32 in_table = 0;
    for (u32 i = 0; i < shake.func_count; i++) in_table += shake.is_in_table[i];
    assert_int_equal(in_table, 2);
    assert_true(shake_is_reloc_live(&shake, &f.object.data_relocs.items[0]));
    assert_false(shake_is_reloc_live(&shake, &f.object.data_relocs.items[1]));
    arena_deinit(&f.arena);
}

typedef struct {
    Shake shake;
    u32 of_lists, at_exit, free, tuple_new;
} Parts;

// Shakes the runtime with parts from the functions that are roots.
static void shake_parts(Fixture *f, Parts *p, bool has_tuples) {
    static const u16 bases[PART_COUNT] = {0};
    const Slice runtime = {part_runtime, sizeof part_runtime};
    assert_int_equal(object_read(&f->arena, runtime, &f->object), STATUS_OK);
    shake_init(&p->shake, &f->arena, &f->object);
    shake_gate(&p->shake, bases, PART_COUNT);
    p->of_lists = 0;
    p->at_exit = 1;
    p->free = 2;
    p->tuple_new = 3;
    shake_add_func(&p->shake, p->free);
    if (has_tuples) shake_add_func(&p->shake, p->tuple_new);
    shake_run(&p->shake);
}

TEST(functions_of_parts_wait_for_them) {
    Fixture f;
    open_fixture(&f);
    Parts p;
    shake_parts(&f, &p, false);
    assert_true(p.shake.is_live[p.free]);
    assert_false(p.shake.is_live[p.of_lists]);
    assert_false(p.shake.is_live[p.at_exit]);
    // What makes tuples brings along what is for them.
    shake_parts(&f, &p, true);
    assert_true(p.shake.is_live[p.of_lists]);
    assert_false(p.shake.is_live[p.at_exit]);
    assert_true(p.shake.is_part_live[CLASS_TUPLE]);
    assert_int_equal(p.shake.part_from[CLASS_TUPLE], p.tuple_new);
    assert_false(p.shake.is_part_live[CLASS_LIST]);
    arena_deinit(&f.arena);
}

TEST(calls_of_what_is_not_there_trap_and_hooks_give_zero) {
    Fixture f;
    open_fixture(&f);
    Parts p;
    shake_parts(&f, &p, false);
    LinkCopy copy;
    link_copy_init(&copy, &p.shake);
    Bytes code;
    bytes_init(&code, &f.arena);
    assert_int_equal(link_put_body(&copy, &f.object.bodies.items[p.free], &code), STATUS_OK);
    const u8 body[] = {W_LOCAL_GET, 0,      W_UNREACHABLE, W_LOCAL_GET, 0, W_LOCAL_GET,
                       1,           W_DROP, W_DROP,        W_I64_CONST, 0, W_I32_WRAP_I64,
                       W_I32_ADD,   W_END};
    assert_memory_equal(code.data + 2, body, sizeof body);
    // Marks are left out.
    code.len = 0;
    assert_int_equal(link_put_body(&copy, &f.object.bodies.items[p.tuple_new], &code), STATUS_OK);
    const u8 plain[] = {W_LOCAL_GET, 0, W_END};
    assert_memory_equal(code.data + 2, plain, sizeof plain);
    assert_int_equal(code.len, 2 + sizeof plain);
    arena_deinit(&f.arena);
}

TEST(a_runtime_without_relocations_is_refused) {
    Fixture f;
    open_fixture(&f);
    assert_int_equal(link_to(&f, slice_make("\0asm\1\0\0\0", 8)), STATUS_UNSUPPORTED);
    assert_int_equal(link_to(&f, slice_make("\0asm\2\0\0\0", 8)), STATUS_CORRUPT);
    assert_int_equal(link_to(&f, slice_make("", 0)), STATUS_CORRUPT);
    arena_deinit(&f.arena);
}
