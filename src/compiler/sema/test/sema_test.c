// From Python text to the printed types of its program, and to what is refused.
#include "tests/unit/test.h"

#include "compiler/sema/program.h"
#include "compiler/syntax/python/parser.h"

#include <string.h>

typedef struct {
    const char *path, *text;
} TestFile;

static Status load_test_file(void *context, SemaOrigin origin, Slice path, Slice *bytes,
                             Slice *shown_name) {
    for (const TestFile *file = context; origin == SEMA_ORIGIN_PROGRAM && file && file->path;
         file++) {
        if (!slice_equal(slice_of_text(file->path), path)) continue;
        *bytes = slice_of_text(file->text);
        *shown_name = path;
        return STATUS_OK;
    }
    return STATUS_NOT_FOUND;
}

typedef struct {
    Arena arena;
    Sources sources;
    Names names;
    Diagnostics diags;
    SemaProgram *program;
} Case;

static void case_run_with(Case *test, const char *text, const TestFile *files,
                          SemaOptions options) {
    arena_init(&test->arena, arena_source_default());
    sources_init(&test->sources, &test->arena);
    names_init(&test->names, &test->arena);
    diag_init(&test->diags, &test->arena);
    SourceFile *file = sources_add(&test->sources, SLICE_LITERAL("test.py"), slice_of_text(text));
    AstModule *module =
        python_parse(&test->arena, &test->names, file, &test->diags, (ParseOptions){0});
    assert_int_equal(test->diags.error_count, 0);
    SemaLoader loader = {(void *)(uintptr_t)files, load_test_file};
    test->program = sema_analyze(&test->arena, &test->names, &test->sources, &test->diags, &loader,
                                 module, options);
}

static void case_run(Case *test, const char *text, const TestFile *files, bool is_untyped) {
    case_run_with(test, text, files, (SemaOptions){.is_untyped = is_untyped});
}

// The program has a line `line` among its printed types.
static void assert_line(Case *test, const char *line) {
    Bytes out;
    bytes_init(&out, &test->arena);
    bytes_push(&out, '\n');
    sema_print_program(&out, test->program);
    bytes_push(&out, 0);
    char *wanted = arena_alloc(&test->arena, strlen(line) + 3);
    wanted[0] = '\n';
    memcpy(wanted + 1, line, strlen(line));
    strcpy(wanted + 1 + strlen(line), "\n");
    if (!strstr((const char *)out.data, wanted))
        fail_msg("no line “%s” in:%s", line, (const char *)out.data);
}

static void assert_types(const char *text, const char *const *lines) {
    Case test;
    case_run(&test, text, NULL, false);
    if (test.diags.count > 0) {
        Slice message = test.diags.items[0].message;
        fail_msg("refused: %.*s", (int)message.len, (const char *)message.data);
    }
    for (; *lines; lines++) assert_line(&test, *lines);
    arena_deinit(&test.arena);
}

#define LINES(...) ((const char *const[]){__VA_ARGS__, NULL})

static void assert_refused(const char *text, const char *message) {
    Case test;
    case_run(&test, text, NULL, false);
    bool is_found = false;
    for (u32 i = 0; i < test.diags.count; i++)
        is_found |= slice_equal(test.diags.items[i].message, slice_of_text(message));
    if (!is_found) fail_msg("not refused: %s", message);
    arena_deinit(&test.arena);
}

// ---- precision

TEST(numbers_have_their_types) {
    assert_types("def f(a, b):\n    return a + b, a / b, a // b, a < b\nf(1, 2)\nf(1.5, 2)\n",
                 LINES("f(a: int, b: int) -> tuple[int, float, int, bool]",
                       "f(a: float, b: int) -> tuple[float, float, float, bool]"));
}

TEST(recursion_reaches_a_fixed_point) {
    assert_types("def fib(n):\n    return n if n < 2 else fib(n - 1) + fib(n - 2)\nfib(20)\n",
                 LINES("fib(n: int) -> int"));
}

TEST(mutual_recursion_reaches_a_fixed_point) {
    assert_types("def even(n):\n    return True if n == 0 else odd(n - 1)\n"
                 "def odd(n):\n    return False if n == 0 else even(n - 1)\neven(4)\n",
                 LINES("even(n: int) -> bool", "odd(n: int) -> bool"));
}

TEST(types_end_as_object_when_the_budget_is_spent) {
    const char *text = "def f(n, x):\n    return x if n == 0 else g(n - 1, [x])\n"
                       "def g(n, x):\n    return f(n, x)\nprint(f(3, 1))\n";
    Case test;
    case_run_with(&test, text, NULL, (SemaOptions){.visits_max = 8});
    assert_int_equal(test.diags.count, 0);
    assert_true(test.program->is_spent);
    assert_line(&test, "f(n: object, x: object) -> object  # generic");
    sema_explain(&test.diags, test.program);
    assert_true(test.diags.count > 0);
    arena_deinit(&test.arena);
}

TEST(own_growth_walks_a_function_again) {
    // f hears while it is walked that its result grew: once more, and then its own calls know.
    assert_types("def f(n):\n    if n == 0: return 1\n    if n == 1: return (f(0),)\n"
                 "    if n == 2: return [f(1)]\n    x = f(n - 1)\n    return x\nf(5)\n",
                 LINES("    x: int | list[object] | tuple[object]"));
}

TEST(loops_keep_floats_apart_from_ints) {
    assert_types("def f(n):\n    s = 0.0\n    for i in range(n):\n        s += i * 0.5\n    return "
                 "s\nf(3)\n",
                 LINES("f(n: int) -> float", "    s: float", "    i: int"));
}

TEST(fields_of_one_number_type_get_slots_for_it) {
    assert_types(
        "class P:\n    def __init__(self, x):\n        self.x = x\n        self.n = 0\n"
        "    def move(self, d):\n        self.x += d\n        self.n += 1\nP(1.0).move(2.0)\n",
        LINES("    x: float  # float slot", "    n: int  # int slot"));
}

TEST(a_field_set_late_may_be_unset) {
    assert_types(
        "class P:\n    def fill(self):\n        self.x = 1\np = P()\np.fill()\nprint(p.x)\n",
        LINES("    x: undef | int"));
}

TEST(subclasses_share_the_fields_of_their_base) {
    assert_types(
        "class A:\n    def __init__(self):\n        self.a = 1\n"
        "class B(A):\n    def __init__(self):\n        super().__init__()\n        self.b = 2.0\n"
        "def f(o):\n    return o.a\nf(A())\nf(B())\n",
        LINES("    a: int  # int slot", "    b: float  # float slot", "f(o: A) -> int",
              "f(o: B) -> int"));
}

TEST(none_is_narrowed_away) {
    assert_types(
        "class N:\n    def __init__(self, next):\n        self.next = next\n        self.v = 1\n"
        "def total(n):\n    s = 0\n    while n is not None:\n        s += n.v\n        n = "
        "n.next\n    return s\n"
        "total(N(N(None)))\n",
        LINES("    next: None | N", "total(n: N) -> int", "    s: int"));
}

TEST(isinstance_narrows_both_ways) {
    assert_types("def f(x):\n    if isinstance(x, str):\n        y = x\n    else:\n        y = "
                 "'n'\n        z = x\n    return y\n"
                 "def g(flag):\n    return 1 if flag else 's'\nf(g(True))\n",
                 LINES("f(x: int | str) -> str", "    y: str", "    z: int"));
}

TEST(keys_of_sorts_see_the_items) {
    assert_types("d = {}\nfor w in 'a b'.split():\n    d[w] = d.get(w, 0) + 1\n"
                 "r = sorted(d.items(), key=lambda p: (-p[1], p[0]))\nprint(r)\n",
                 LINES("    d: dict[str, int]", "    r: list[tuple[str, int]]",
                       "<lambda>(p: tuple[str, int]) -> tuple[int, str]  # generic"));
}

TEST(captured_variables_have_the_type_of_all_assignments) {
    assert_types(
        "def outer(n):\n    def inner(m):\n        return n + m\n    return inner(1)\nouter(2)\n",
        LINES("outer.<locals>.inner(m: int) -> int"));
}

TEST(globals_assigned_before_all_calls_are_plain) {
    assert_types("N = 3\ndef f():\n    return N\nf()\n",
                 LINES("global N: int  # int slot", "f() -> int"));
}

TEST(globals_that_may_be_read_early_are_checked) {
    assert_types("def f():\n    return N\nf()\nN = 3\n",
                 LINES("global N: int  # maybe unassigned"));
}

TEST(unassigned_paths_are_known) {
    assert_types("def f(x):\n    if x:\n        y = 1\n    return y\nf(1)\n",
                 LINES("    y: int  # maybe unassigned"));
}

// ---- why a value has no type

// Each of `notes` is said of the text's lines, in that order, and nothing else.
static void assert_explained(const char *text, const char *const *notes) {
    Case test;
    case_run(&test, text, NULL, false);
    Diagnostics found;
    diag_init(&found, &test.arena);
    sema_explain(&found, test.program);
    for (u32 i = 0; i < found.count; i++) {
        if (!notes[i])
            fail_msg("too much: %.*s", (int)found.items[i].message.len,
                     (const char *)found.items[i].message.data);
        assert_true(slice_equal(found.items[i].message, slice_of_text(notes[i])));
    }
    assert_null(notes[found.count]);
    arena_deinit(&test.arena);
}

TEST(typed_programs_need_no_explanation) {
    assert_explained("def f(x):\n    return [x, x + 1]\nprint(f(2)[0], f(2.5))\n", LINES(NULL));
}

TEST(a_value_without_type_is_explained_where_it_begins) {
    assert_explained("data = getattr(3, 'real')\nx = data['a']\nprint(x + 1)\n",
                     LINES("getattr() may give an object of any type"));
}

TEST(parameters_of_functions_that_unknown_code_calls_are_explained) {
    assert_explained("def f(x):\n    return x\nd = [getattr(3, 'real')]\nd.append(f)\nprint(d)\n",
                     LINES("'f' is called by code that is not followed: 'x' may be any object",
                           "getattr() may give an object of any type"));
}

TEST(items_of_mixed_containers_are_explained) {
    assert_explained("row = {'a': 1}\nrow['b'] = getattr(3, 'real')\nprint(row['a'])\n",
                     LINES("getattr() may give an object of any type",
                           "an item of 'dict[str, object]' may be an object of any type"));
}

// ---- soundness: where precision must be given up

TEST(one_name_with_two_types_is_a_union) {
    assert_types("def f(flag):\n    x = 1\n    if flag:\n        x = 's'\n    return x\nf(True)\n",
                 LINES("f(flag: bool) -> int | str"));
}

TEST(aliases_of_a_list_hold_the_same) {
    assert_types("def f():\n    a = [1]\n    b = a\n    b.append('x')\n    return a\nf()\n",
                 LINES("f() -> list[int | str]"));
}

TEST(a_callee_changes_the_list_of_its_caller) {
    assert_types("def put(xs):\n    xs.append(None)\ndef f():\n    a = [1.5]\n    put(a)\n    "
                 "return a\nf()\n",
                 LINES("f() -> list[None | float]"));
}

TEST(lists_in_tuples_and_dicts_keep_their_cells) {
    assert_types("def f():\n    a = [1]\n    t = (a, {'k': a})\n    t[1]['k'].append('s')\n    "
                 "return a\nf()\n",
                 LINES("f() -> list[int | str]"));
}

TEST(slices_share_the_kind_of_their_list) {
    assert_types("def f():\n    a = [1, 2]\n    b = a[1:]\n    b.append('s')\n    return a\nf()\n",
                 LINES("f() -> list[int | str]"));
}

TEST(what_unknown_code_may_change_is_object) {
    assert_types(
        "import _json\ndef f():\n    a = [1]\n    _json.loads('[]').append(a)\n    return a\nf()\n",
        LINES("f() -> list[object]"));
}

TEST(fields_written_by_unknown_code_follow) {
    assert_types("import _json\nclass C:\n    def __init__(self):\n        self.x = 1\n"
                 "c = C()\n_json.loads('[]').x = 's'\nprint(c.x)\n",
                 LINES("    x: int | str"));
}

TEST(fields_read_by_unknown_code_escape) {
    assert_types("import _json\nclass C:\n    def __init__(self):\n        self.x = [1]\n"
                 "C()\n_json.loads('[]').x.append('s')\n",
                 LINES("    x: list[object]"));
}

TEST(methods_called_by_unknown_code_take_anything) {
    assert_types("import _json\nclass C:\n    def m(self, a):\n        return "
                 "a\nC().m(1)\n_json.loads('[]').m(2)\n",
                 LINES("C.m(self: C, a: object) -> object  # generic"));
}

TEST(functions_that_hold_themselves_escape) {
    assert_types("def f(value):\n    return 1\nlist(map(f, [f]))\ndef late(i):\n"
                 "    return [f, 1, 's', 2.5, None, [1], {1: 2}, (1, 2), {3}, b'x'][i]\nlate(1)\n",
                 LINES("f(value: object) -> int  # generic"));
}

TEST(globals_changed_in_functions_join) {
    assert_types("g = 1\ndef f():\n    global g\n    g = 's'\nf()\nprint(g)\n",
                 LINES("global g: int | str"));
}

TEST(fields_set_from_outside_join) {
    assert_types(
        "class C:\n    def __init__(self):\n        self.x = 1\nc = C()\nc.x = 2.5\nprint(c.x)\n",
        LINES("    x: int | float"));
}

TEST(handlers_see_every_state_of_the_body) {
    assert_types("def f():\n    x = 1\n    try:\n        x = 's'\n        x = 2.5\n    except "
                 "ValueError:\n        return x\n"
                 "    return None\nf()\n",
                 LINES("f() -> None | int | float | str"));
}

TEST(loops_carry_types_around) {
    assert_types("def f(n):\n    a = 1\n    b = 's'\n    while n:\n        a, b = b, a\n        n "
                 "-= 1\n    return a\nf(3)\n",
                 LINES("f(n: int) -> int | str"));
}

TEST(powers_of_ints_may_be_floats) {
    assert_types("def f(a, b):\n    return a ** b, a ** 2\nf(2, -1)\n",
                 LINES("f(a: int, b: int) -> tuple[int | float, int]"));
}

TEST(the_sum_of_no_floats_is_an_int) {
    assert_types("def f(xs):\n    return sum(xs), sum(xs, 0.0)\nf([1.5])\n",
                 LINES("f(xs: list[float]) -> tuple[int | float, float]"));
}

TEST(lists_that_hold_themselves_end) {
    assert_types("def f():\n    a = []\n    a.append(a)\n    return 1\nf()\n", LINES("f() -> int"));
}

TEST(tuples_that_grow_end) {
    assert_types("def f(n):\n    t = ()\n    while n:\n        t = (t, n)\n        n -= 1\n    "
                 "return n\nf(3)\n",
                 LINES("f(n: int) -> int"));
}

TEST(cells_united_inside_one_another_lose_nothing) {
    assert_types(
        "def show(v):\n    if isinstance(v, list):\n        for q in v:\n            show(q)\n"
        "    else:\n        w = v\n"
        "s = {1, 2}\nshow(list(map(lambda w: [w], list(map(lambda w: [w], s)))))\n",
        LINES("    w: int"));
}

TEST(too_many_kinds_of_arguments_share_an_instance) {
    Case test;
    case_run(
        &test,
        "def f(x):\n    return "
        "x\nf(1)\nf('s')\nf(1.5)\nf(None)\nf(True)\nf([1])\nf({})\nf(())\nf(b'')\nf(range(3))\n"
        "f([1.5])\nf(['s'])\n",
        NULL, false);
    u32 count = 0;
    for (u32 i = 0; i < test.program->instances.count; i++)
        count +=
            sema_func(test.program, test.program->instances.items[i]->func)->kind == SEMA_FUNC_DEF;
    assert_true(count <= 8);
    arena_deinit(&test.arena);
}

// ---- classes in preorder, layouts

TEST(classes_are_numbered_in_preorder) {
    Case test;
    case_run(&test,
             "class A: pass\nclass B: pass\nclass C(A): pass\nclass D(B): pass\nclass E(C): "
             "pass\nA(); D(); E()\n",
             NULL, false);
    static const char *const order[] = {"A", "C", "E", "B", "D"};
    static const u32 last[] = {2, 2, 2, 4, 4};
    for (u32 i = 0; i < 5; i++) {
        const SemaClass *class = sema_class(test.program, i);
        assert_true(slice_equal(class->name, slice_of_text(order[i])));
        assert_int_equal(class->last_subclass, last[i]);
        assert_int_equal(class->index, i);
    }
    arena_deinit(&test.arena);
}

TEST(exception_fields_follow_the_exception_slots) {
    Case test;
    case_run(
        &test,
        "class E(ValueError):\n    def __init__(self, code):\n        self.code = code\nE(1)\n",
        NULL, false);
    const SemaClass *class = sema_class(test.program, 0);
    assert_int_equal(class->fields.count, 1);
    assert_int_equal(class->fields.items[0].slot, EXCEPTION_SLOT_COUNT);
    assert_int_equal(class->builtin_base, CLASS_VALUE_ERROR);
    arena_deinit(&test.arena);
}

// ---- modules

TEST(modules_are_found_through_the_loader) {
    static const TestFile files[] = {
        {"pkg/__init__.py", "from .inner import f\nSIZE = 3\n"},
        {"pkg/inner.py", "def f(x):\n    return x + 1\n"},
        {"tool.py", "import pkg.inner as i\nvalue = i.f(2)\n"},
        {NULL, NULL},
    };
    Case test;
    case_run(
        &test,
        "import tool\nfrom pkg import f, SIZE, inner\nprint(f(1), SIZE, tool.value, inner.f(2))\n",
        files, false);
    assert_int_equal(test.diags.count, 0);
    assert_int_equal(test.program->modules.count, 4);
    assert_true(slice_equal(test.program->modules.items[0]->name, SLICE_LITERAL("__main__")));
    assert_line(&test, "f(x: int) -> int");
    assert_line(&test, "global value: int  # int slot");
    // Imported modules run before the one that imports them ends.
    assert_int_equal(test.program->modules.items[0]->run_order, 3);
    arena_deinit(&test.arena);
}

TEST(star_imports_bring_public_names) {
    static const TestFile files[] = {{"names.py", "a = 1\n_b = 2\ndef c():\n    return 's'\n"},
                                     {NULL, NULL}};
    Case test;
    case_run(&test, "from names import *\ndef f():\n    return a, c()\nf()\n", files, false);
    assert_int_equal(test.diags.count, 0);
    assert_line(&test, "f() -> tuple[int, str]");
    arena_deinit(&test.arena);
}

TEST(missing_modules_are_reported_unless_guarded) {
    assert_refused("import nothing\n", "No module named 'nothing'");
    assert_types("try:\n    import nothing\nexcept ImportError:\n    nothing = None\n",
                 LINES("    nothing: None"));
}

// ---- what is refused

TEST(features_outside_stage_1_are_named) {
    assert_refused("eval('1')\n", "unsupported: built-in eval");
    assert_refused("import math as m\nm.pi = None\n",
                   "unsupported: setting an attribute of a built-in module");
}

TEST(several_features_are_reported_in_one_run) {
    Case test;
    case_run(&test, "eval('1')\nexec('')\nbreakpoint()\n", NULL, false);
    assert_int_equal(test.diags.error_count, 3);
    arena_deinit(&test.arena);
}

// ---- without inference

TEST(untyped_programs_are_object_everywhere) {
    Case test;
    case_run(&test,
             "class P:\n    def __init__(self, x):\n        self.x = x\ndef f(a):\n    b = a + 1\n "
             "   return b\nf(1)\nP(2)\n",
             NULL, true);
    assert_line(&test, "f(a: object) -> object  # generic");
    assert_line(&test, "    x: undef | object");
    for (u32 i = 0; i < test.program->calls.count; i++)
        assert_int_equal(test.program->calls.items[i].kind, SEMA_CALL_DYNAMIC);
    arena_deinit(&test.arena);
}
