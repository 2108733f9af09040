#include "runtime/ui/test/graph_fixture.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void *pages(void *context, usize bytes) {
    Fixture *fixture = context;
    assert_true(fixture->page_count < FIXTURE_PAGES_MAX);
    return fixture->pages[fixture->page_count++] = calloc(1, bytes);
}

static void schedule(void *context) {
    ((Fixture *)context)->scheduled++;
}

static UiWord error(void *context, UiErrorKind kind, const char *text, usize len) {
    Fixture *fixture = context;
    snprintf(fixture->error, sizeof fixture->error, "%.*s", (int)len, text);
    return FIXTURE_ERROR_BASE + kind;
}

static void report(void *context, UiWord word) {
    Fixture *fixture = context;
    fixture->reported++;
    fixture_log(&fixture->graph, "reported %d;", (int)word);
}

static void drop(void *context, void *self) {
    (void)self;
    ((Fixture *)context)->dropped++;
}

static bool equal(void *context, UiWord left, UiWord right) {
    (void)context;
    return left == right;
}

static bool parity_equal(void *context, UiWord left, UiWord right) {
    (void)context;
    return left % 2 == right % 2;
}

static void retain(void *context, UiWord word) {
    (void)word;
    ((Fixture *)context)->live_words++;
}

static void release(void *context, UiWord word) {
    (void)word;
    ((Fixture *)context)->live_words--;
}

const UiKind fixture_kind = {equal, retain, release};
const UiKind fixture_parity_kind = {parity_equal, NULL, NULL};

Fixture *fixture_new(void) {
    Fixture *fixture = calloc(1, sizeof *fixture);
    UiHost host = {.context = fixture,
                   .pages = pages,
                   .schedule = schedule,
                   .error = error,
                   .report = report,
                   .drop = drop};
    ui_init(&fixture->graph, &host);
    return fixture;
}

void fixture_free(Fixture *fixture) {
    ui_deinit(&fixture->graph);
    assert_int_equal(fixture->live_words, 0);
    for (u32 i = 0; i < fixture->page_count; i++) free(fixture->pages[i]);
    free(fixture);
}

Fixture *fixture_of(UiGraph *graph) {
    return (Fixture *)graph->host.context;
}

void fixture_log(UiGraph *graph, const char *format, ...) {
    Fixture *fixture = fixture_of(graph);
    usize len = strlen(fixture->log);
    va_list args;
    va_start(args, format);
    vsnprintf(fixture->log + len, sizeof fixture->log - len, format, args);
    va_end(args);
}

void fixture_expect(Fixture *fixture, const char *log) {
    assert_string_equal(fixture->log, log);
    fixture->log[0] = 0;
}
