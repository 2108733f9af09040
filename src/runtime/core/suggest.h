// runtime/core/suggest.h — "Did you mean": CPython's edit distance between names.
#pragma once

#include "runtime/core/str.h"

typedef struct {
    const Str *name;  // that nothing has
    const Str *best;  // nearest so far, or NULL
    u32 distance;
} Suggestion;

Suggestion suggest_begin(const Str *name);
// Takes `candidate` when it is near enough and nearer than what came before.
void suggest_try(Suggestion *suggestion, const Str *candidate);
