// Types of programs that use krait.web, and what they are refused for.
#include "tests/unit/test.h"

#include "compiler/sema/program.h"
#include "compiler/sema/test/web_file.h"
#include "compiler/syntax/python/parser.h"

#include <string.h>

typedef struct {
    Arena arena;
    Sources sources;
    Names names;
    Diagnostics diags;
    SemaProgram *program;
} Case;

static Status load(void *context, SemaOrigin origin, Slice path, Slice *bytes, Slice *shown_name) {
    Case *test = context;
    if (origin != SEMA_ORIGIN_LIBRARY || !slice_equal(path, SLICE_LITERAL("krait-web.idl")))
        return STATUS_NOT_FOUND;
    *bytes = web_file_read(&test->arena, KRAIT_WEB_IDL);
    *shown_name = path;
    return STATUS_OK;
}

static void case_run(Case *test, const char *text, SemaOptions options) {
    arena_init(&test->arena, arena_source_default());
    sources_init(&test->sources, &test->arena);
    names_init(&test->names, &test->arena);
    diag_init(&test->diags, &test->arena);
    SourceFile *file = sources_add(&test->sources, SLICE_LITERAL("test.py"), slice_of_text(text));
    AstModule *module =
        python_parse(&test->arena, &test->names, file, &test->diags, (ParseOptions){0});
    assert_int_equal(test->diags.error_count, 0);
    SemaLoader loader = {test, load};
    test->program = sema_analyze(&test->arena, &test->names, &test->sources, &test->diags, &loader,
                                 module, options);
}

static char *printed(Case *test) {
    Bytes out;
    bytes_init(&out, &test->arena);
    for (u32 i = 0; i < test->diags.count; i++)
        bytes_format(&out, "error: %S\n", &test->diags.items[i].message);
    if (test->diags.error_count == 0) sema_print_program(&out, test->program);
    bytes_push(&out, 0);
    return (char *)out.data;
}

// Each line stands among the printed types, or is an error.
static void expect(const char *text, const char *lines) {
    Case test;
    case_run(&test, text, (SemaOptions){0});
    const char *all = printed(&test);
    for (const char *line = lines; *line;) {
        const char *end = strchr(line, '\n');
        usize len = end ? (usize)(end - line) : strlen(line);
        char *wanted = arena_text(&test.arena, line, len);
        if (!strstr(all, wanted)) fail_msg("no “%s” in:\n%s", wanted, all);
        line += len + (end != NULL);
    }
    arena_deinit(&test.arena);
}

#define IMPORT                                                                                     \
    "from krait.web import document, window, URL, HTMLInputElement, HTMLElement, setTimeout\n"

TEST(web_members_have_their_types) {
    expect(IMPORT "def f():\n"
                  "    a = document.createElement('canvas')\n"
                  "    b = a.getContext('2d')\n"
                  "    c = document.querySelector('#x')\n"
                  "    d = document.body\n"
                  "    e = a.width\n"
                  "    g = document.querySelectorAll('p')\n"
                  "    for h in g: pass\n"
                  "    i = URL('a:b').searchParams.get('x')\n"
                  "    j = a.ELEMENT_NODE\n"
                  "    k = a.getBoundingClientRect().width\n"
                  "    m = window.setTimeout\n"
                  "f()\n",
           "    a: HTMLCanvasElement\n"
           "    b: None | CanvasRenderingContext2D\n"
           "    c: None | Element\n"
           "    d: None | HTMLElement\n"
           "    e: int\n"
           "    g: NodeList<Element>\n"
           "    h: Element\n"
           "    i: None | str\n"
           "    j: int\n"
           "    k: float\n"
           "    m: web method setTimeout\n");
}

TEST(web_objects_join_at_their_nearest_ancestor) {
    expect(IMPORT "def f(c):\n"
                  "    x = document.createElement('div') if c else document.createElement('p')\n"
                  "    y = x if c else document\n"
                  "    z = x if c else URL('a:b')\n"
                  "    w = x if c else None\n"
                  "f(True)\n",
           "    x: HTMLElement\n"
           "    y: Node\n"
           "    z: HTMLElement | URL\n"
           "    w: None | HTMLElement\n");
}

TEST(web_tests_narrow) {
    expect(IMPORT "def f(x):\n"
                  "    y = document.activeElement\n"
                  "    if isinstance(y, HTMLInputElement):\n"
                  "        z = y\n"
                  "    if y:\n"
                  "        w = y\n"
                  "    if isinstance(x, HTMLElement):\n"
                  "        v = x\n"
                  "f([document])\n",
           "    y: None | Element\n"
           "    z: HTMLInputElement\n"
           "    w: Element\n");
}

TEST(web_callbacks_know_their_arguments) {
    expect(IMPORT "def clicked(event): pass\n"
                  "def frame(moment): return moment\n"
                  "document.addEventListener('click', clicked)\n"
                  "window.requestAnimationFrame(frame)\n"
                  "window.fetch('x').then(lambda response: response)\n"
                  "class Form:\n"
                  "    def typed(self, event): pass\n"
                  "document.addEventListener('keydown', Form().typed)\n",
           "clicked(event: MouseEvent) -> None  # generic\n"
           "frame(moment: float) -> float  # generic\n"
           "<lambda>(response: Response) -> Response  # generic\n"
           "Form.typed(self: Form, event: KeyboardEvent) -> None  # generic\n");
}

TEST(web_members_that_nobody_has_are_errors) {
    expect(IMPORT "document.foo\n", "error: Document has no member 'foo'");
    expect(IMPORT "document.titel = 'x'\n",
           "error: Document has no member 'titel'. Did you mean: 'title'?");
    expect(IMPORT "document.nodeName = 'x'\n", "error: member 'nodeName' of Document is read-only");
    expect(IMPORT "setTimeout()\n", "takes at least 1 argument (0 given)");
    expect(IMPORT "HTMLElement.foo\n", "error: HTMLElement has no member 'foo'");
    expect("import krait.web as web\nweb.documant\n",
           "error: krait.web has no member 'documant'. Did you mean: 'document'?");
    expect("from krait.web import docment\n",
           "error: cannot import name 'docment' from 'krait.web'. Did you mean: 'document'?");
    // What some descendant has may be there.
    expect(IMPORT "document.querySelector('#x').value\ndocument.body.dataset.anything\n", "");
}

TEST(web_needs_a_page) {
    Case test;
    case_run(&test, "\nimport krait.web\n", (SemaOptions){.lacks_web = true});
    assert_int_equal(test.diags.error_count, 1);
    assert_true(strstr(printed(&test), "krait.web needs a page") != NULL);
    assert_int_equal(source_line(test.sources.files[0], test.diags.items[0].span.start), 2);
    arena_deinit(&test.arena);
}
