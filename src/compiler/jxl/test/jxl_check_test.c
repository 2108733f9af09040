#include "compiler/jxl/jxl_program.h"
#include "tests/unit/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    Arena arena;
    Sources sources;
    Names names;
    Diagnostics diags;
    JxlProgram *program;
} Checking;

typedef struct {
    const char *path, *text;
} File;

// Other modules that the programs import.
static const File files[] = {
    {"shapes.jxl", "private let hidden = 1\nlet sides = 4\nfunc area(w: Double): Double { w * w }\n"
                   "view Disc { let r: Double\n render { Text(\"\\(r)\") } }\n"},
    {"round.jxl", "import \"main.jxl\"\nlet corner = 2\n"},
    {"sub/deep.jxl", "import { sides } from \"../shapes\"\nlet twice = sides * 2\n"},
    {"bad.jxl", "let = 3\n"},
    {"tools.py", "from dataclasses import dataclass\n"
                 "LIMIT = 10\n"
                 "_hidden = 1\n"
                 "def top(xs: list[int], n: int = 2) -> list[int]:\n    return xs[:n]\n"
                 "def loose(x):\n    return x\n"
                 "def many(*xs: int) -> int:\n    return 0\n"
                 "def maybe(x: int | None) -> str | None:\n    return None\n"
                 "@dataclass(frozen=True)\nclass Item:\n    id: int\n    name: str\n"
                 "    qty: int = 1\n"},
};

static Status load(void *context, Slice path, Slice *bytes, Slice *shown_name) {
    (void)context;
    for (usize i = 0; i < COUNT_OF(files); i++) {
        if (!slice_equal(path, slice_of_text(files[i].path))) continue;
        *bytes = slice_of_text(files[i].text);
        *shown_name = path;
        return STATUS_OK;
    }
    return STATUS_NOT_FOUND;
}

static void check_text(Checking *checking, const char *text, bool is_library) {
    arena_init(&checking->arena, arena_source_default());
    sources_init(&checking->sources, &checking->arena);
    names_init(&checking->names, &checking->arena);
    diag_init(&checking->diags, &checking->arena);
    const JxlDesignToken tokens[] = {
        {SLICE_LITERAL("color"), SLICE_LITERAL("primary"), SLICE_LITERAL("#2563EB")},
        {SLICE_LITERAL("color"), SLICE_LITERAL("on-primary"), SLICE_LITERAL("#FFFFFF")},
        {SLICE_LITERAL("color"), SLICE_LITERAL("brand.accent"), SLICE_LITERAL("#FF0000")},
        {SLICE_LITERAL("color"), SLICE_LITERAL("wrong"), SLICE_LITERAL("12px")},
        {SLICE_LITERAL("spacing"), SLICE_LITERAL("large"), SLICE_LITERAL("24px")},
    };
    JxlLoader loader = {NULL, load};
    JxlOptions options = {
        .tokens = tokens, .token_count = COUNT_OF(tokens), .is_library = is_library};
    checking->program =
        jxl_check(&checking->arena, &checking->names, &checking->sources, &checking->diags,
                  SLICE_LITERAL("main.jxl"), SLICE_LITERAL("main.jxl"), slice_of_text(text),
                  &loader, &options);
}

static void fail_with(Checking *checking, const char *text, const char *why) {
    Bytes out;
    bytes_init(&out, &checking->arena);
    diag_print_all(&out, &checking->sources, &checking->diags);
    fail_msg("%s in:\n%s\n%.*s", why, text, (int)out.len, (const char *)out.data);
}

static void assert_codes(const char *text, u32 code) {
    Checking checking;
    check_text(&checking, text, true);
    bool is_found = code == 0 && checking.diags.count == 0;
    for (u32 i = 0; i < checking.diags.count; i++)
        is_found |= code != 0 && checking.diags.items[i].code == code;
    if (!is_found) {
        char why[40];
        snprintf(why, sizeof(why), code == 0 ? "no problem expected" : "J%04u expected", code);
        fail_with(&checking, text, why);
    }
    arena_deinit(&checking.arena);
}

typedef struct {
    u32 code;
    const char *bad, *good;
} Row;

static void check_rows(const Row *rows, usize count) {
    for (usize i = 0; i < count; i++) {
        assert_codes(rows[i].bad, rows[i].code);
        if (rows[i].good) assert_codes(rows[i].good, 0);
    }
}

// What stands in a function, in a render block of a view, …
#define IN_FUNC(text) "func f(n: Int, o: Int?, xs: Array<Int>) {\n" text "\n}\n"
#define IN_RENDER(text) "view A {\natom n: Int = 0\nrender {\n" text "\n}\n}\n"

TEST(jxl_types_of_expressions_are_checked) {
    static const Row rows[] = {
        {201, IN_FUNC("let a: String = n"), IN_FUNC("let a: Double = n")},
        {201, IN_FUNC("let a: Int = 1.5"), IN_FUNC("let a: Double = 1")},
        {201, IN_FUNC("let a = n + \"x\""), IN_FUNC("let a = n + 1.5")},
        {201, IN_FUNC("if n { }"), IN_FUNC("if n > 0 { }")},
        {201, IN_FUNC("let a = [1, \"x\"]"), IN_FUNC("let a: Array<Double> = [1, 2.5]")},
        {201, IN_FUNC("for x in n { }"), IN_FUNC("for x in 0..<n { print(x) }")},
        {201, "func f(): Int { }", "func f(): Int { 1 }"},
        {201, "func f(n: Int): Int { if n > 0 { return 1 } }",
         "func f(n: Int): Int { if n > 0 { return 1 } else { return 2 } }"},
        {201, "func f(): Int { return }", "func f() { return }"},
        {201, IN_FUNC("let a = n ?? 1"), IN_FUNC("let a: Int = o ?? 1")},
        {201, IN_FUNC("let a = true ? 1 : \"x\""), IN_FUNC("let a = true ? 1 : 2.5")},
        {201, IN_FUNC("break"), IN_FUNC("while true { break }")},
        {201, IN_FUNC("guard n > 0 else { print(1) }"), IN_FUNC("guard n > 0 else { return }")},
        {201, IN_FUNC("let (a, b) = n"), IN_FUNC("let (a, b) = (1, 2)\nprint(a + b)")},
        {201, "interface S { func area(): Double }\nstruct C: S { }",
         "interface S { func area(): Double }\nstruct C: S { func area(): Double { 1 } }"},
        {201, "struct P { let f: () -> Void }\nfunc f(a: P, b: P): Bool { a == b }",
         "struct P { let x: Int }\nfunc f(a: P, b: P): Bool { a == b }"},
        {201, "struct A { let b: B }\nstruct B { let a: A }",
         "struct A { let b: B? }\nstruct B { let a: Array<A> }"},
        {201, "interface A: B { }\ninterface B: A { func f() }\nstruct S: A { }",
         "interface A: B { }\ninterface B: A { func f() }\nstruct S: A { func f() { } }"},
        {202, IN_FUNC("print(m)"), IN_FUNC("print(n)")},
        {202, "let a: Strin = \"\"", "let a: String = \"\""},
        {203, "let a: Int8 = 128", "let a: Int8 = -128"},
        {203, "let a = 9223372036854775808", "let a = -9223372036854775808"},
        {203, "let a: UInt8 = -1", "let a: UInt8 = 255"},
        {204, "view A { atom items\nrender { Text(\"\") } }",
         "view A { atom items = 1\nrender { Text(\"\\(items)\") } }"},
        {204, "view A { let x = 1\nrender { Text(\"\") } }",
         "view A { let x: Int = 1\nrender { Text(\"\\(x)\") } }"},
        {204, "atom computed c { 1 }", "atom computed c: Int { 1 }"},
        {204, "public func f() { return 1 }", "public func f(): Int { return 1 }"},
        {204, IN_FUNC("let a = []"), IN_FUNC("let a: Array<Int> = []")},
        {204, IN_FUNC("let a = nil"), IN_FUNC("let a: Int? = nil")},
        {204, IN_FUNC("let g = { $0 }"), IN_FUNC("let g: (Int) -> Int = { $0 }")},
        {205, IN_FUNC("f(1)"), IN_FUNC("f(1, nil, [])")},
        {205, IN_FUNC("f(n: 1, o: nil, ys: [])"), IN_FUNC("f(n: 1, xs: [], o: 2)")},
        {205, IN_FUNC("let a = xs.map { a, b in 1 }"), IN_FUNC("let a = xs.map { $0 + 1 }")},
        {206, IN_FUNC("print(xs.cuont)"), IN_FUNC("print(xs.count)")},
        {206, "struct S { private let x: Int = 1 }\nfunc f(s: S): Int { s.x }",
         "struct S { private let x: Int = 1\nfunc g(): Int { x } }\nfunc f(s: S): Int { s.g() }"},
        {207, "let a = 1\nfunc a() { }", "let a = 1\nfunc b() { }"},
        {208, "async func g(): Int { 1 }\n" IN_FUNC("let a = g()"),
         "async func g(): Int { 1 }\nasync func h(): Int { return await g() }"},
        {208, "async func g(): Int { 1 }\n" IN_FUNC("let a = await g()"),
         "async func g(): Int { 1 }\n" IN_FUNC("async { let a = await g()\nprint(a) }")},
        {209, "func g() throws { }\n" IN_FUNC("g()"), "func g() throws { }\n" IN_FUNC("try g()")},
        {209, IN_FUNC("throw \"x\""), "func f() throws { throw \"x\" }"},
        {212, "struct S { let f: () -> Void }\nfunc f(s: S): String { \"\\(s)\" }",
         "struct S { let x: Int }\nfunc f(s: S): String { \"\\(s)\" }"},
    };
    check_rows(rows, COUNT_OF(rows));
}

TEST(jxl_places_and_optionals_are_checked) {
    static const Row rows[] = {
        {220, "let a = 1\nfunc f() { a = 2 }", "var a = 1\nfunc f() { a = 2 }"},
        {220, IN_FUNC("n = 2"), IN_FUNC("var m = n\nm = 2")},
        {220, "struct S { let x: Int }\nfunc f() { var s = S(x: 1)\ns.x = 2 }",
         "struct S { var x: Int }\nfunc f() { var s = S(x: 1)\ns.x = 2 }"},
        {220, "struct S { var x: Int = 0\nfunc set() { x = 1 } }",
         "struct S { var x: Int = 0\nmutating func set() { x = 1 } }"},
        {220, IN_FUNC("xs.append(1)"), IN_FUNC("let ys = xs.append(1)\nprint(ys.count)")},
        {220, IN_FUNC("for x in xs { x = 1 }"), NULL},
        {230, "enum E { case a, b }\nfunc f(e: E) { switch e { case .a: print(1) } }",
         "enum E { case a, b }\nfunc f(e: E) { switch e { case .a: print(1)\ncase .b: print(2) } "
         "}"},
        {230, IN_FUNC("switch o { case nil: print(1) }"),
         IN_FUNC("switch o { case nil: print(1)\ncase let k: print(k) }")},
        {230, IN_FUNC("switch n { case 1: print(1) }"),
         IN_FUNC("switch n { case 1: print(1)\ndefault: print(2) }")},
        {230, IN_FUNC("switch n > 1 { case true: print(1) }"),
         IN_FUNC("switch n > 1 { case true: print(1)\ncase false: print(2) }")},
        {230, "enum E { case a(Int) }\nfunc f(e: E) { switch e { case .a(1): print(1) } }",
         "enum E { case a(Int) }\nfunc f(e: E) { switch e { case .a(let n): print(n) } }"},
        {240, IN_FUNC("let a: Int = o"), IN_FUNC("if let a = o { print(a + n) }")},
        {240, IN_FUNC("let a = o + 1"), IN_FUNC("let a = (o ?? 0) + 1")},
        {240, "func f(s: String?): Int { s.count }", "func f(s: String?): Int? { s?.count }"},
        {240, "struct P { var x: Int }\natom p: P? = nil\nfunc f() { p?.x = nil }",
         "struct P { var x: Int }\natom p: P? = nil\nfunc f() { p?.x = 3\np?.x += 1 }"},
        {250, IN_FUNC("let a = 1\na += 1"), IN_FUNC("var a = 1\na += 1")},
        {251, IN_FUNC("let a = o!"), IN_FUNC("let a = o")},
    };
    check_rows(rows, COUNT_OF(rows));
}

TEST(jxl_views_are_checked) {
    static const Row rows[] = {
        {301, "view A { }", "view A { render { } }"},
        {301, "view A { render { }\nrender { } }", NULL},
        {301, "view A { deinit { }\nrender { } }", "view A { onUnmount { }\nrender { } }"},
        {302, IN_RENDER("n = 1"), IN_RENDER("Button(\"a\") { n = 1 }")},
        {302, IN_RENDER("var x = 1"), IN_RENDER("let x = n + 1\nText(\"\\(x)\")")},
        {302, IN_RENDER("print(1)"), IN_RENDER("Text(\"1\")")},
        {302, IN_RENDER("return"), NULL},
        {302, IN_RENDER("while true { }"), IN_RENDER("for i in 0..<3 { Text(\"\\(i)\") }")},
        {302, IN_RENDER("n + 1"), IN_RENDER("Text(\"\\(n + 1)\")")},
        {302, IN_RENDER("VStack { n = 1 }"), IN_RENDER("VStack { Text(\"a\").onTap { n = 1 } }")},
        {303, IN_RENDER("VStack(spcing: 1) { }"), IN_RENDER("VStack(spacing: 1) { }")},
        {304, "view B { let x: Int\nrender { Text(\"\\(x)\") } }\n" IN_RENDER("B()"),
         "view B { let x: Int\nrender { Text(\"\\(x)\") } }\n" IN_RENDER("B(x: n)\nB(1)")},
        {305, IN_RENDER("Element(\"script\") { }"), IN_RENDER("Element(\"p\") { }")},
        {310, "view A { atom xs: Array<Int> = []\nrender { for x in xs { Text(\"\\(x)\") } } }",
         "view A { atom xs: Array<Int> = []\nrender { for x in xs { Text(\"\\(x)\").key(x) } } }"},
        {310, "view A { atom xs: Array<Int> = []\nrender { List(xs) { x in Text(\"\\(x)\") } } }",
         "view A { atom xs: Array<Int> = []\n"
         "render { List(xs, id: \\.self) { x in Text(\"\\(x)\") } } }"},
        {311, "view A { var x: Int = 0\nrender { Text(\"\\(x)\") } }",
         "view A { var x: Int = 0\nrender { Button(\"a\") { x += 1 } } }"},
        {320, IN_RENDER("Text(\"\\(n)\").static()"), IN_RENDER("Text(\"a\").bold().static()")},
        {320, IN_RENDER("VStack { Text(\"\\(n)\") }.static()"),
         IN_RENDER("VStack { Button(\"a\") { n += 1 } }.static()")},
        {330, IN_RENDER("Image(\"a.png\")"), IN_RENDER("Image(\"a.png\", alt: \"\")")},
        {340, IN_RENDER("Text(\"\").color(Color.token(.primry))"),
         IN_RENDER("Text(\"\").color(Color.token(.primary))")},
        {340, IN_RENDER("Text(\"\").color(Color.token(.brand.accnt))"),
         IN_RENDER("Text(\"\").color(Color.token(.brand.accent))\n"
                   "Text(\"\").color(Color.token(.onPrimary))")},
        {341, IN_RENDER("Text(\"\").color(Color.token(.wrong))"), NULL},
        {341, IN_RENDER("Text(\"\").padding(Spacing.token(.primary))"),
         IN_RENDER("Text(\"\").padding(Spacing.token(.large))")},
    };
    check_rows(rows, COUNT_OF(rows));
}

TEST(jxl_atoms_are_checked) {
    static const Row rows[] = {
        {401, "atom computed a: Int { b }\natom computed b: Int { a }",
         "atom a: Int = 1\natom computed b: Int { a }"},
        {401, "atom computed a: Int { g() }\nfunc g(): Int { a }",
         "atom x: Int = 1\natom computed a: Int { g() }\nfunc g(): Int { x }"},
        {451,
         "atom on: Bool = true\natom computed a: Int { on ? b : 1 }\n"
         "atom computed b: Int { a }",
         NULL},
        {451,
         "atom on: Bool = true\natom computed a: Int { if on { return 1 }\nreturn b }\n"
         "atom computed b: Int { a }",
         NULL},
        {402, "atom a: Int = b\natom b: Int = a", "atom a: Int = 1\natom b: Int = a"},
        {402, "atom a = b\natom b = a", "atom a = 1\natom b = a"},
        {410, "atom a: Int = 1\natom computed b: Int { a = 2\nreturn a }",
         "atom a: Int = 1\nfunc f() { a = 2 }"},
        {410, "atom computed b: Int { 1 }\nfunc f() { b = 2 }", NULL},
        {410, "view A { let x: Int\nfunc f() { x = 1 }\nrender { } }",
         "view A { let x: Atom<Int>\nfunc f() { x = 1 }\nrender { Text(\"\\(x)\") } }"},
        {410,
         "atom a: Int = 1\nfunc up() { bump() }\nfunc bump() { a += 1 }\n"
         "atom computed b: Int { up()\nreturn a }",
         "atom a: Int = 1\nfunc up(n: Int): Int { if n > 5 { a = 1 }\nreturn n }\n"
         "atom computed b: Int { return up(a) }"},
        {410,
         "atom a: Int = 1\nfunc bump(): Int { a += 1\nreturn a }\n"
         "view A { render { Text(\"\\(bump())\") } }",
         "atom a: Int = 1\nfunc bump() { a += 1 }\nview A { render { Button(\"b\", action: bump) } "
         "}"},
        {410, "atom a: Array<Int> = []\nview A { render { Text(\"\\(a.removeLast())\") } }",
         "atom a: Array<Int> = []\nview A { render { Text(\"\\(a.append(1).count)\") } }"},
    };
    check_rows(rows, COUNT_OF(rows));
}

TEST(jxl_modules_are_checked) {
    static const Row rows[] = {
        {102, "import \"nowhere\"", "import \"shapes\"\nlet a = sides + 1"},
        {102, "import { hidden } from \"shapes.jxl\"",
         "import { sides as s } from \"shapes.jxl\"\n"
         "let a = s"},
        {206, "import s from \"shapes\"\nlet a = s.hidden",
         "import * as s from \"shapes\"\n"
         "let a = s.area(2)"},
        {102, "import \"../shapes\"", "import { twice } from \"/sub/deep\"\nlet a = twice"},
        {10, "import \"bad\"\nlet a = 1", "import \"round\"\nlet a = corner"},
        {702, "import t from \"tools.py\"\nlet a = t.loose(1)",
         "import t from \"tools.py\"\nlet a: Array<Int> = t.top([3, 1], n: 1)"},
        {703, "import { many } from \"tools.py\"\nlet a = many(1)",
         "import { maybe } from \"tools.py\"\nlet a: String? = maybe(nil)"},
        {704, "import { nothing } from \"tools.py\"",
         "import { Item } from \"tools.py\"\nlet a = Item(id: 1, name: \"x\")\n"
         "let b: String = a.name"},
        {704, "import { _hidden } from \"tools.py\"",
         "import { LIMIT } from \"tools.py\"\nlet a: Int = LIMIT"},
    };
    check_rows(rows, COUNT_OF(rows));
}

TEST(jxl_what_is_not_built_is_refused_by_name) {
    static const Row rows[] = {
        {900, "signal refresh: Void", "signal n: Int = 0"},
        {900, "infix operator ~>", NULL},
        {900, "func f(x: Int): Int { x ~> g }\nfunc g(x: Int): Int { x }", NULL},
        {900, "style pressed { scale: 0.98 }", NULL},
        {900, "@Sync(\"x\") atom a: Int = 1", "@Persist(\"x\") atom a: Int = 1"},
        {900, "@Worker func f() { }", "@Memo(size: 3) func f() { }"},
        {900, "class A { }\nclass B: A { }", "class A { }\nclass B { }"},
        {900, IN_RENDER("RawHTML(trusted: \"\")"), NULL},
        {901, "func F() { return Button({ style: { padding: 24 }, children: 'x' }) }", NULL},
        {902, "import a.b.C", NULL},
    };
    check_rows(rows, COUNT_OF(rows));
}

TEST(jxl_the_entry_view_is_found) {
    static const Row rows[] = {
        {101, "let a = 1", "view Only { render { } }"},
        {101, "view A { render { } }\nview B { render { } }",
         "@main view A { render { } }\nview B { render { } }"},
        {101, "view App { let x: Int\nrender { } }",
         "view App { let x: Int = 1\nrender { } }\n"
         "view B { render { } }"},
    };
    for (usize i = 0; i < COUNT_OF(rows); i++) {
        Checking checking;
        check_text(&checking, rows[i].bad, false);
        if (checking.diags.count == 0 || checking.diags.items[0].code != rows[i].code)
            fail_with(&checking, rows[i].bad, "J0101 expected");
        arena_deinit(&checking.arena);
        check_text(&checking, rows[i].good, false);
        if (checking.diags.count != 0 || !checking.program->entry)
            fail_with(&checking, rows[i].good, "an entry view expected");
        arena_deinit(&checking.arena);
    }
}

static void assert_type(const char *before, const char *expr, const char *type) {
    char text[2000];
    snprintf(text, sizeof(text), "%s\nlet it = %s\n", before, expr);
    Checking checking;
    check_text(&checking, text, true);
    if (checking.diags.error_count > 0) fail_with(&checking, text, "no problem expected");
    JxlModule *module = checking.program->modules.items[1];
    Bytes out;
    bytes_init(&out, &checking.arena);
    jxl_print_type(&out, checking.program, module->order.items[module->order.count - 1]->type);
    if (!slice_equal(bytes_slice(&out), slice_of_text(type)))
        fail_msg("%s: %.*s, not %s", expr, (int)out.len, (const char *)out.data, type);
    arena_deinit(&checking.arena);
}

TEST(jxl_types_are_inferred) {
    static const char *const before =
        "struct P { let x: Int\nvar name: String = \"\" }\n"
        "enum E: String { case a = \"A\", b = \"B\" }\n"
        "enum R { case ok(P), bad(code: Int) }\n"
        "struct Box<T> { let item: T\nfunc get(): T { item }\nfunc with<U>(u: U): (T, U) { (item, "
        "u) } }\n"
        "func id<T>(x: T): T { x }\nlet ps: Array<P> = []\nlet opt: P? = nil\n"
        "let m: Map<String, Array<Int>> = [:]\n";
    static const struct {
        const char *expr, *type;
    } rows[] = {
        {"1", "Int"},
        {"1.0", "Double"},
        {"1 + 2.5", "Double"},
        {"7 / 2", "Int"},
        {"\"a\" + \"b\"", "String"},
        {"[1, 2] + [3]", "Array<Int>"},
        {"[1, 2.5]", "Array<Double>"},
        {"[1, nil]", "Array<Int?>"},
        {"[\"a\": 1, \"b\": 0.5]", "Map<String, Double>"},
        {"ps.map { $0.x }", "Array<Int>"},
        {"ps.map { p in (p.x, p.name) }", "Array<(Int, String)>"},
        {"ps.filter { $0.x > 1 }.first", "P?"},
        {"ps.first?.name", "String?"},
        {"ps.first?.name.count", "Int?"},
        {"ps.first?.name.upper().count ?? 0", "Int"},
        {"m[\"a\"]?.map { $0 + 1 }.first", "Int?"},
        {"2 * 3.seconds", "Duration"},
        {"ps.map { $0.x }.max() ?? 0", "Int"},
        {"ps.reduce(0) { acc, p in acc + p.x }", "Int"},
        {"ps.groupBy { $0.name }", "Map<String, Array<P>>"},
        {"ps.sorted { a, b in a.x < b.x }.count", "Int"},
        {"m[\"a\"]", "Array<Int>?"},
        {"m[\"a\"]?.first ?? 3", "Int"},
        {"E.a", "E"},
        {"E.a.rawValue", "String"},
        {"E(rawValue: \"A\")", "E?"},
        {"R.bad(code: 3)", "R"},
        {"Box(item: 1)", "Box<Int>"},
        {"Box<Double>(item: 1).get()", "Double"},
        {"Box(item: 1).with(\"x\")", "(Int, String)"},
        {"id(P(x: 1))", "P"},
        {"id([1.5])", "Array<Double>"},
        {"max(1, 2.5)", "Double"},
        {"0..<3", "Range<Int>"},
        {"(1, \"a\").1", "String"},
        {"(lo: 1, hi: 2.5).hi", "Double"},
        {"Int(\"3\")", "Int?"},
        {"Int(3.7)", "Int"},
        {"Double(3)", "Double"},
        {"String(3)", "String"},
        {"200.ms", "Duration"},
        {"50.percent", "Length"},
        {"Set([1, 2])", "Set<Int>"},
        {"Array<Bool>(repeating: true, count: 3)", "Array<Bool>"},
        {"if true { 1 } else { 2 }", "Int"},
        {"switch E.a { case .a: 1\ncase .b: 2 }", "Int"},
        {"{ (x: Int) -> Int in x + 1 }", "(Int) -> Int"},
        {"true ? nil : 3", "Int?"},
        {"[\"a\": 1]", "Map<String, Int>"},
        {"opt?.name ?? \"none\"", "String"},
        {"Color(\"#fff\").opacity(0.5)", "Color"},
        {"id", NULL},
    };
    for (usize i = 0; i < COUNT_OF(rows); i++) {
        if (rows[i].type) assert_type(before, rows[i].expr, rows[i].type);
    }
}

TEST(jxl_programs_of_the_definition_are_checked) {
    static const char *const names[] = {"counter", "todo", "rows", "canvas", "router"};
    for (usize i = 0; i < COUNT_OF(names); i++) {
        char path[200];
        snprintf(path, sizeof(path), "examples/ui/%s/app.jxl", names[i]);
        FILE *file = fopen(path, "rb");
        assert_non_null(file);
        char *text = calloc(1, 100000);
        assert_true(fread(text, 1, 99999, file) > 0);
        fclose(file);
        Checking checking;
        check_text(&checking, text, false);
        if (checking.diags.count != 0) fail_with(&checking, names[i], "no problem expected");
        // Lowering relies on it: every expression has a type without variables.
        for (u32 j = 0; j < checking.program->modules.items[1]->tree.node_count; j++) {
            JxlTypeId type = checking.program->modules.items[1]->facts[j].type;
            assert_int_not_equal(jxl_type(checking.program, type)->kind, JXL_TYPE_VAR);
        }
        arena_deinit(&checking.arena);
        free(text);
    }
}

TEST(jxl_design_tokens_are_read) {
    Arena arena;
    arena_init(&arena, arena_source_default());
    static const char *const text = "# tokens\ncolor.primary: '#2563EB'\ncolor:\n  brand:\n"
                                    "    accent: \"#fff\"   # bright\n  on-primary: '#000'\n"
                                    "spacing: { small: 8, large: 24px }\nradius.card: 12\n";
    JxlDesignToken *found;
    u32 count, line;
    const char *problem;
    assert_true(jxl_design_tokens(&arena, slice_of_text(text), &found, &count, &problem, &line));
    assert_int_equal(count, 6);
    assert_true(slice_equal(found[1].name, SLICE_LITERAL("brand.accent")));
    assert_true(slice_equal(found[1].value, SLICE_LITERAL("#fff")));
    assert_true(slice_equal(found[4].value, SLICE_LITERAL("24px")));
    assert_false(jxl_design_tokens(&arena, SLICE_LITERAL("a\n"), &found, &count, &problem, &line));
    assert_true(jxl_design_tokens(&arena, SLICE_LITERAL("{\"color\": {\"a\": \"#fff\"}}"), &found,
                                  &count, &problem, &line));
    assert_int_equal(count, 1);
    arena_deinit(&arena);
}
