// A graph for tests: numbers as words, errors as words, memory from malloc, and a log.
#pragma once

#include "runtime/ui/reactive.h"
#include "tests/unit/test.h"

enum { FIXTURE_PAGES_MAX = 4096, FIXTURE_ERROR_BASE = 1000 };

typedef struct {
    UiGraph graph;
    void *pages[FIXTURE_PAGES_MAX];
    u32 page_count;
    u32 scheduled;    // flushes asked for
    u32 reported;     // errors that nobody caught
    u32 dropped;      // closures
    i64 live_words;   // of fixture_kind: retained minus released
    char error[512];  // text of the graph's newest error
    char log[4096];
} Fixture;

extern const UiKind fixture_kind;         // counted numbers
extern const UiKind fixture_parity_kind;  // equal if both are even or both odd

Fixture *fixture_new(void);
void fixture_free(Fixture *fixture);  // checks that all words were released
Fixture *fixture_of(UiGraph *graph);
void fixture_log(UiGraph *graph, const char *format, ...) __attribute__((format(printf, 2, 3)));
void fixture_expect(Fixture *fixture, const char *log);  // and empties it

// A node whose code is `name`, with `self` at hand.
#define RUN(name, Type)                                                                            \
    static UiWord name##_body(UiGraph *graph, Type *self);                                         \
    static UiWord name(UiGraph *graph, void *self) {                                               \
        return name##_body(graph, (Type *)self);                                                   \
    }                                                                                              \
    static UiWord name##_body(UiGraph *graph, Type *self)
