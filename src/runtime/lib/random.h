// runtime/lib/random.h — a generator of module random, and the distributions on it
// (random_distribution.c).
#pragma once

#include "runtime/core/count.h"
#include "runtime/core/result.h"
#include "text/mt19937.h"

typedef struct {
    Object head;
    u64 bytes;       // behind this word: how the runtime frees native states
    bool has_gauss;  // gauss() makes two numbers at once and keeps one
    f64 gauss;
    Mt19937 twister;
} RandomObject;

RandomObject *random_new(RtState *rt);  // seeded from the host

// Arguments as in natives.def, without self.
ResultWord random_uniform(RtState *rt, RandomObject *self, const Value *args);
ResultWord random_triangular(RtState *rt, RandomObject *self, const Value *args);
ResultWord random_gauss(RtState *rt, RandomObject *self, const Value *args);
ResultWord random_normalvariate(RtState *rt, RandomObject *self, const Value *args);
ResultWord random_expovariate(RtState *rt, RandomObject *self, const Value *args);
ResultWord random_lognormvariate(RtState *rt, RandomObject *self, const Value *args);
ResultWord random_vonmisesvariate(RtState *rt, RandomObject *self, const Value *args);
ResultWord random_gammavariate(RtState *rt, RandomObject *self, const Value *args);
ResultWord random_betavariate(RtState *rt, RandomObject *self, const Value *args);
ResultWord random_paretovariate(RtState *rt, RandomObject *self, const Value *args);
ResultWord random_weibullvariate(RtState *rt, RandomObject *self, const Value *args);
