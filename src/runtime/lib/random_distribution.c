// Distributions of module random, drawing in CPython's order (Lib/random.py documents the sources
// of each method).
#include "runtime/core/error.h"
#include "runtime/lib/math_argument.h"
#include "runtime/lib/random.h"
#include "text/math.h"

static const f64 PI = 3.141592653589793, TWO_PI = 6.283185307179586;

static f64 draw(RandomObject *self) {
    return mt19937_f64(&self->twister);
}

// A float argument or its default. False: exception.
static bool number(RtState *rt, Value value, f64 if_absent, f64 *result) {
    *result = if_absent;
    return value == VALUE_UNDEFINED || math_argument(rt, value, result);
}

static ResultWord boxed(RtState *rt, f64 result) {
    return word_ok(value_box_f64(rt, result));
}

static ResultWord domain_error(RtState *rt) {
    return error_text(rt, CLASS_VALUE_ERROR, "math domain error");
}

// a + (b - a) * random(), in Python's own arithmetic: int arguments stay ints until they meet the
// float.
ResultWord random_uniform(RtState *rt, RandomObject *self, const Value *args) {
    f64 a, b;
    if (!number(rt, args[0], 0, &a) || !number(rt, args[1], 0, &b)) return word_error();
    return boxed(rt, a + (b - a) * draw(self));
}

ResultWord random_triangular(RtState *rt, RandomObject *self, const Value *args) {
    f64 low, high, mode = 0;
    if (!number(rt, args[0], 0, &low) || !number(rt, args[1], 1, &high)) return word_error();
    f64 u = draw(self), c = 0.5;
    if (args[2] != VALUE_UNDEFINED && args[2] != VALUE_NONE) {
        if (!number(rt, args[2], 0, &mode)) return word_error();
        if (high == low) return boxed(rt, low);
        c = (mode - low) / (high - low);
    }
    if (u > c) {
        u = 1.0 - u;
        c = 1.0 - c;
        f64 swap = low;
        low = high;
        high = swap;
    }
    return boxed(rt, low + (high - low) * math_sqrt(u * c));
}

static f64 gauss(RandomObject *self, f64 mu, f64 sigma) {
    f64 z;
    if (self->has_gauss) {
        z = self->gauss;
        self->has_gauss = false;
    } else {
        f64 angle = draw(self) * TWO_PI;
        f64 radius = math_sqrt(-2.0 * math_log(1.0 - draw(self)));
        z = math_cos(angle) * radius;
        self->gauss = math_sin(angle) * radius;
        self->has_gauss = true;
    }
    return mu + z * sigma;
}

ResultWord random_gauss(RtState *rt, RandomObject *self, const Value *args) {
    f64 mu, sigma;
    if (!number(rt, args[0], 0, &mu) || !number(rt, args[1], 1, &sigma)) return word_error();
    return boxed(rt, gauss(self, mu, sigma));
}

static f64 normal(RandomObject *self, f64 mu, f64 sigma) {
    static const f64 MAGIC = 1.7155277699214135;  // 4 * exp(-0.5) / sqrt(2)
    for (;;) {
        f64 u1 = draw(self), u2 = 1.0 - draw(self);
        f64 z = MAGIC * (u1 - 0.5) / u2;
        if (z * z / 4.0 <= -math_log(u2)) return mu + z * sigma;
    }
}

ResultWord random_normalvariate(RtState *rt, RandomObject *self, const Value *args) {
    f64 mu, sigma;
    if (!number(rt, args[0], 0, &mu) || !number(rt, args[1], 1, &sigma)) return word_error();
    return boxed(rt, normal(self, mu, sigma));
}

ResultWord random_lognormvariate(RtState *rt, RandomObject *self, const Value *args) {
    f64 mu, sigma;
    if (!number(rt, args[0], 0, &mu) || !number(rt, args[1], 1, &sigma)) return word_error();
    f64 result = math_exp(normal(self, mu, sigma));
    if (result - result != 0) return error_text(rt, CLASS_OVERFLOW_ERROR, "math range error");
    return boxed(rt, result);
}

ResultWord random_expovariate(RtState *rt, RandomObject *self, const Value *args) {
    f64 lambda;
    if (!number(rt, args[0], 1, &lambda)) return word_error();
    f64 logarithm = -math_log(1.0 - draw(self));
    if (lambda == 0) return error_text(rt, CLASS_ZERO_DIVISION_ERROR, "float division by zero");
    return boxed(rt, logarithm / lambda);
}

ResultWord random_vonmisesvariate(RtState *rt, RandomObject *self, const Value *args) {
    f64 mu, kappa;
    if (!number(rt, args[0], 0, &mu) || !number(rt, args[1], 0, &kappa)) return word_error();
    if (kappa <= 1e-6) return boxed(rt, TWO_PI * draw(self));
    f64 s = 0.5 / kappa, r = s + math_sqrt(1.0 + s * s), z;
    for (;;) {
        z = math_cos(PI * draw(self));
        f64 d = z / (r + z), u2 = draw(self);
        if (u2 < 1.0 - d * d || u2 <= (1.0 - d) * math_exp(d)) break;
    }
    f64 q = 1.0 / r, f = (q + z) / (1.0 + q * z);
    f64 angle = draw(self) > 0.5 ? mu + math_acos(f) : mu - math_acos(f);
    return boxed(rt, math_python_mod(angle, TWO_PI));
}

// Cheng 1977 for alpha > 1, Ahrens and Dieter 1974 (GS) below 1.
static f64 gamma_draw(RandomObject *self, f64 alpha, f64 beta) {
    static const f64 LOG4 = 1.3862943611198906, SG_MAGIC = 2.504077396776274;
    if (alpha > 1.0) {
        f64 root = math_sqrt(2.0 * alpha - 1.0), b = alpha - LOG4, c = alpha + root;
        for (;;) {
            f64 u1 = draw(self);
            if (!(1e-7 < u1 && u1 < 0.9999999)) continue;
            f64 u2 = 1.0 - draw(self);
            f64 v = math_log(u1 / (1.0 - u1)) / root;
            f64 x = alpha * math_exp(v), z = u1 * u1 * u2, r = b + c * v - x;
            if (r + SG_MAGIC - 4.5 * z >= 0.0 || r >= math_log(z)) return x * beta;
        }
    }
    if (alpha == 1.0) return -math_log(1.0 - draw(self)) * beta;
    for (;;) {
        f64 u = draw(self), b = (2.718281828459045 + alpha) / 2.718281828459045, p = b * u;
        f64 x = p <= 1.0 ? math_pow(p, 1.0 / alpha) : -math_log((b - p) / alpha);
        f64 u1 = draw(self);
        if (p > 1.0 ? u1 <= math_pow(x, alpha - 1.0) : u1 <= math_exp(-x)) return x * beta;
    }
}

ResultWord random_gammavariate(RtState *rt, RandomObject *self, const Value *args) {
    f64 alpha, beta;
    if (!number(rt, args[0], 0, &alpha) || !number(rt, args[1], 0, &beta)) return word_error();
    if (alpha <= 0.0 || beta <= 0.0) {
        return error_text(rt, CLASS_VALUE_ERROR, "gammavariate: alpha and beta must be > 0.0");
    }
    return boxed(rt, gamma_draw(self, alpha, beta));
}

ResultWord random_betavariate(RtState *rt, RandomObject *self, const Value *args) {
    f64 alpha, beta;
    if (!number(rt, args[0], 0, &alpha) || !number(rt, args[1], 0, &beta)) return word_error();
    if (alpha <= 0.0 || beta <= 0.0) {
        return error_text(rt, CLASS_VALUE_ERROR, "gammavariate: alpha and beta must be > 0.0");
    }
    f64 y = gamma_draw(self, alpha, 1.0);
    if (y == 0) return boxed(rt, 0.0);
    return boxed(rt, y / (y + gamma_draw(self, beta, 1.0)));
}

ResultWord random_paretovariate(RtState *rt, RandomObject *self, const Value *args) {
    f64 alpha;
    if (!number(rt, args[0], 0, &alpha)) return word_error();
    f64 u = 1.0 - draw(self);
    if (alpha == 0) return error_text(rt, CLASS_ZERO_DIVISION_ERROR, "float division by zero");
    return boxed(rt, math_pow(u, -1.0 / alpha));
}

ResultWord random_weibullvariate(RtState *rt, RandomObject *self, const Value *args) {
    f64 alpha, beta;
    if (!number(rt, args[0], 0, &alpha) || !number(rt, args[1], 0, &beta)) return word_error();
    f64 u = 1.0 - draw(self);
    if (beta == 0) return error_text(rt, CLASS_ZERO_DIVISION_ERROR, "float division by zero");
    f64 result = alpha * math_pow(-math_log(u), 1.0 / beta);
    return result != result ? domain_error(rt) : boxed(rt, result);
}
