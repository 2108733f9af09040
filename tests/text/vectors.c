// Answers questions about src/text on standard input, one a line: an operation and its arguments,
// separated by blanks. tests/text/run asks them by the hundred thousand and compares with what
// python3 says.
//
// Floats travel as 16 hexadecimal digits of their bits, big integers in hexadecimal with a sign,
// text in hexadecimal bytes.
#include "text/bigint.h"
#include "text/float_text.h"
#include "text/math.h"
#include "text/mt19937.h"
#include "text/unicode.h"
#include "text/utf8.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ARGS_MAX = 8, LINE_BYTES = 1 << 20, LIMBS = 1 << 15, SCRATCH_LIMBS = 1 << 19 };

typedef struct {
    char *args[ARGS_MAX];
    u32 limbs[6][LIMBS];
    u32 scratch[SCRATCH_LIMBS];
    u32 *owned[3];  // of exactly the size a header tells, so that a sanitizer sees what is beyond
    char out[LINE_BYTES];
} Session;

static f64 float_arg(const Session *session, u32 index) {
    u64 bits = strtoull(session->args[index], NULL, 16);
    f64 number;
    memcpy(&number, &bits, sizeof number);
    return number;
}

static i64 int_arg(const Session *session, u32 index) {
    return strtoll(session->args[index], NULL, 0);
}

static Slice text_arg(Session *session, u32 index) {
    char *text = session->args[index];
    if (text[0] == '-') return slice_make(text, 0);
    usize len = strlen(text) / 2;
    for (usize i = 0; i < len; i++) {
        char pair[3] = {text[2 * i], text[2 * i + 1], 0};
        text[i] = (char)strtoul(pair, NULL, 16);
    }
    return slice_make(text, len);
}

static BigIntView big_arg(Session *session, u32 index) {
    BigIntView view;
    const char *text = session->args[index];
    if (!bigint_parse(session->limbs[index], slice_make(text, strlen(text)), 16, &view,
                      session->scratch))
        abort();
    return view;
}

// Fresh limbs of exactly `count`; those given out before in this place are gone.
static u32 *exact(Session *session, u32 place, usize count) {
    free(session->owned[place]);
    session->owned[place] = malloc((count > 0 ? count : 1) * sizeof(u32));
    if (session->owned[place] == NULL) abort();
    return session->owned[place];
}

static void put_float(f64 number) {
    u64 bits;
    memcpy(&bits, &number, sizeof bits);
    if (number != number) {
        puts("nan");
    } else {
        printf("%016llx\n", (unsigned long long)bits);
    }
}

static void put_big(Session *session, BigIntView view) {
    usize len = bigint_print(session->out, view, 16, session->scratch);
    printf("%.*s\n", (int)len, session->out);
}

static void put_text(const char *text, usize len) {
    printf("%.*s\n", (int)len, text);
}

typedef struct {
    const char *name;
    f64 (*one)(f64);
    f64 (*two)(f64, f64);
} MathRow;

static const MathRow math_rows[] = {
    {"sin", math_sin, NULL},
    {"cos", math_cos, NULL},
    {"tan", math_tan, NULL},
    {"asin", math_asin, NULL},
    {"acos", math_acos, NULL},
    {"atan", math_atan, NULL},
    {"sinh", math_sinh, NULL},
    {"cosh", math_cosh, NULL},
    {"tanh", math_tanh, NULL},
    {"asinh", math_asinh, NULL},
    {"acosh", math_acosh, NULL},
    {"atanh", math_atanh, NULL},
    {"exp", math_exp, NULL},
    {"exp2", math_exp2, NULL},
    {"expm1", math_expm1, NULL},
    {"log", math_log, NULL},
    {"log2", math_log2, NULL},
    {"log10", math_log10, NULL},
    {"log1p", math_log1p, NULL},
    {"cbrt", math_cbrt, NULL},
    {"erf", math_erf, NULL},
    {"erfc", math_erfc, NULL},
    {"gamma", math_gamma, NULL},
    {"lgamma", math_lgamma, NULL},
    {"sqrt", math_sqrt, NULL},
    {"rint", math_round_even, NULL},
    {"atan2", NULL, math_atan2},
    {"pow", NULL, math_pow},
    {"hypot", NULL, math_hypot},
    {"fmod", NULL, math_fmod},
    {"remainder", NULL, math_remainder},
    {"nextafter", NULL, math_nextafter},
    {"pymod", NULL, math_python_mod},
    {"pydiv", NULL, math_python_floordiv},
};

static bool run_math(const Session *session, const char *op) {
    for (usize i = 0; i < COUNT_OF(math_rows); i++) {
        if (strcmp(op, math_rows[i].name) != 0) continue;
        f64 x = float_arg(session, 1);
        put_float(math_rows[i].one != NULL ? math_rows[i].one(x)
                                           : math_rows[i].two(x, float_arg(session, 2)));
        return true;
    }
    if (strcmp(op, "fma") == 0) {
        put_float(math_fma(float_arg(session, 1), float_arg(session, 2), float_arg(session, 3)));
    } else if (strcmp(op, "ldexp") == 0) {
        put_float(math_ldexp(float_arg(session, 1), int_arg(session, 2)));
    } else if (strcmp(op, "frexp") == 0) {
        i32 exponent;
        f64 mantissa = math_frexp(float_arg(session, 1), &exponent);
        printf("%d ", exponent);
        put_float(mantissa);
    } else if (strcmp(op, "modf") == 0) {
        f64 whole;
        f64 fraction = math_modf(float_arg(session, 1), &whole);
        put_float(whole == 0 ? fraction + whole : fraction);
    } else {
        return false;
    }
    return true;
}

static bool run_float(Session *session, const char *op) {
    if (strcmp(op, "repr") == 0) {
        put_text(session->out, text_float_repr(session->out, float_arg(session, 1)));
    } else if (strcmp(op, "format") == 0) {
        f64 number = float_arg(session, 1);
        char type = session->args[2][0];
        u32 precision = (u32)int_arg(session, 3);
        usize len =
            text_float_format(session->out, number, type, precision, (u32)int_arg(session, 4));
        if (len > text_float_format_bytes(number, type, precision)) abort();
        put_text(session->out, len);
    } else if (strcmp(op, "round") == 0) {
        put_float(text_float_round(float_arg(session, 1), int_arg(session, 2)));
    } else if (strcmp(op, "parse") == 0) {
        f64 number;
        if (text_float_parse(text_arg(session, 1), &number)) {
            put_float(number);
        } else {
            puts("bad");
        }
    } else if (strcmp(op, "hex") == 0) {
        put_text(session->out, text_float_hex(session->out, float_arg(session, 1)));
    } else if (strcmp(op, "fromhex") == 0) {
        f64 number;
        TextFloatHexStatus status = text_float_fromhex(text_arg(session, 1), &number);
        if (status == TEXT_FLOAT_HEX_OK) {
            put_float(number);
        } else {
            puts(status == TEXT_FLOAT_HEX_INVALID ? "bad" : "overflow");
        }
    } else if (strcmp(op, "floathash") == 0) {
        printf("%lld\n", (long long)text_float_hash(float_arg(session, 1)));
    } else if (strcmp(op, "ratio") == 0) {
        i64 mantissa;
        i32 exponent;
        text_float_ratio(float_arg(session, 1), &mantissa, &exponent);
        printf("%lld %d\n", (long long)mantissa, exponent);
    } else {
        return false;
    }
    return true;
}

static bool run_big_bits(Session *session, const char *op) {
    BigIntView left = big_arg(session, 1);
    BigIntView right = session->args[2] != NULL ? big_arg(session, 2) : left;
    usize widest = left.count > right.count ? left.count : right.count;
    if (strcmp(op, "and") == 0) {
        put_big(session, bigint_and(exact(session, 0, widest + 1), left, right));
    } else if (strcmp(op, "or") == 0) {
        put_big(session, bigint_or(exact(session, 0, widest + 1), left, right));
    } else if (strcmp(op, "xor") == 0) {
        put_big(session, bigint_xor(exact(session, 0, widest + 1), left, right));
    } else if (strcmp(op, "not") == 0) {
        put_big(session, bigint_not(exact(session, 0, left.count + 1), left));
    } else if (strcmp(op, "shl") == 0) {
        u64 bits = (u64)int_arg(session, 2);
        u32 *result = exact(session, 0, (usize)bigint_shift_left_limbs(left, bits));
        put_big(session, bigint_shift_left(result, left, bits));
    } else if (strcmp(op, "shr") == 0) {
        u32 *result = exact(session, 0, left.count + 1);
        put_big(session, bigint_shift_right(result, left, (u64)int_arg(session, 2)));
    } else if (strcmp(op, "bits") == 0) {
        printf("%llu %llu %lld\n", (unsigned long long)bigint_bit_length(left),
               (unsigned long long)bigint_bit_count(left), (long long)bigint_hash(left));
    } else {
        return false;
    }
    return true;
}

static bool run_big_numbers(Session *session, const char *op) {
    u32 *result = session->limbs[4];
    BigIntView left = big_arg(session, 1);
    if (strcmp(op, "tofloat") == 0) {
        f64 number;
        if (bigint_to_f64(left, &number)) {
            put_float(number);
        } else {
            puts("overflow");
        }
    } else if (strcmp(op, "fromfloat") == 0) {
        u32 *limbs = exact(session, 0, BIGINT_LIMBS_OF_F64);
        put_big(session, bigint_from_f64(limbs, float_arg(session, 2)));
    } else if (strcmp(op, "cmpfloat") == 0) {
        printf("%d\n", bigint_compare_f64(left, float_arg(session, 2)));
    } else if (strcmp(op, "truediv") == 0) {
        f64 number;
        BigIntView right = big_arg(session, 2);
        u32 *scratch = exact(session, 2, bigint_ratio_scratch(left.count, right.count));
        if (bigint_ratio(left, right, &number, scratch)) {
            put_float(number);
        } else {
            puts("overflow");
        }
    } else if (strcmp(op, "print") == 0) {
        u32 base = (u32)int_arg(session, 2);
        u32 *scratch = exact(session, 2, bigint_print_scratch(left, base));
        usize len = bigint_print(session->out, left, base, scratch);
        if (len > bigint_print_bytes(left, base)) abort();
        put_text(session->out, len);
    } else if (strcmp(op, "bytes") == 0) {
        usize len = (usize)int_arg(session, 2);
        MutSlice bytes = {(u8 *)session->out, len};
        bool is_big_endian = session->args[3][0] == 'b', is_signed = session->args[4][0] == 's';
        if (!bigint_to_bytes(left, bytes, is_big_endian, is_signed)) {
            puts("overflow");
        } else {
            put_big(session, bigint_from_bytes(result, slice_make(bytes.data, len), is_big_endian,
                                               is_signed));
        }
    } else {
        return false;
    }
    return true;
}

static bool run_big_division(Session *session, const char *op, BigIntView left, BigIntView right) {
    u32 *scratch = exact(session, 2, bigint_divide_scratch(left.count, right.count));
    if (strcmp(op, "div") == 0) {
        u32 *quotient = exact(session, 0, left.count + 1);
        u32 *rest = exact(session, 1, right.count + 1);
        put_big(session, bigint_divide(quotient, rest, left, right, scratch).quotient);
    } else if (strcmp(op, "mod") == 0) {
        u32 *rest = exact(session, 1, right.count + 1);
        put_big(session, bigint_divide(NULL, rest, left, right, scratch).remainder);
    } else if (strcmp(op, "gcd") == 0) {
        u32 *result = exact(session, 0, left.count > right.count ? left.count : right.count);
        scratch = exact(session, 2, bigint_gcd_scratch(left.count, right.count));
        put_big(session, bigint_gcd(result, left, right, scratch));
    } else if (strcmp(op, "isqrt") == 0) {
        scratch = exact(session, 2, bigint_isqrt_scratch(left.count));
        put_big(session, bigint_isqrt(exact(session, 0, left.count / 2 + 2), left, scratch));
    } else if (strcmp(op, "powmod") == 0) {
        BigIntView modulus = big_arg(session, 3);
        u32 *result = exact(session, 0, modulus.count + 1);
        scratch = exact(session, 2, bigint_powmod_scratch(left, modulus));
        put_big(session, bigint_powmod(result, left, right, modulus, scratch));
    } else if (strcmp(op, "inverse") == 0) {
        BigIntView inverse;
        u32 *result = exact(session, 0, right.count + 1);
        scratch = exact(session, 2, bigint_inverse_scratch(left, right));
        if (bigint_inverse(result, left, right, &inverse, scratch)) {
            put_big(session, inverse);
        } else {
            puts("none");
        }
    } else {
        return run_big_bits(session, op) || run_big_numbers(session, op);
    }
    return true;
}

static bool run_big(Session *session, const char *op) {
    BigIntView left = big_arg(session, 1);
    BigIntView right = session->args[2] != NULL ? big_arg(session, 2) : left;
    usize widest = left.count > right.count ? left.count : right.count;
    if (strcmp(op, "add") == 0) {
        put_big(session, bigint_add(exact(session, 0, widest + 1), left, right));
    } else if (strcmp(op, "sub") == 0) {
        put_big(session, bigint_sub(exact(session, 0, widest + 1), left, right));
    } else if (strcmp(op, "mul") == 0 || strcmp(op, "square") == 0) {
        u32 *scratch = exact(session, 2, bigint_mul_scratch(left.count, right.count));
        put_big(session,
                bigint_mul(exact(session, 0, left.count + right.count), left, right, scratch));
    } else if (strcmp(op, "cmp") == 0) {
        printf("%d\n", bigint_compare(left, right));
    } else if (strcmp(op, "bigpow") == 0) {
        u64 exponent = bigint_low_u64(right);
        u32 *scratch = exact(session, 2, bigint_pow_scratch(left, exponent));
        u32 *result = exact(session, 0, (usize)bigint_pow_limbs(left, exponent));
        put_big(session, bigint_pow(result, left, exponent, scratch));
    } else {
        return run_big_division(session, op, left, right);
    }
    return true;
}

static void run_bigparse(Session *session) {
    Slice text = text_arg(session, 1);
    BigIntView view;
    if (bigint_parse(exact(session, 0, bigint_parse_limbs(text.len)), text,
                     (u32)int_arg(session, 2), &view, session->scratch)) {
        if (view.count > bigint_parse_limbs(text.len)) abort();
        put_big(session, view);
    } else {
        puts("bad");
    }
}

static void put_mapping(u32 (*map)(u32, u32 *), u32 point) {
    u32 points[UNICODE_MAPPING_MAX];
    u32 count = map(point, points);
    for (u32 i = 0; i < count; i++) printf("%s%x", i == 0 ? " " : ",", points[i]);
}

// All properties of the code points from args[1] to before args[2], a line each.
static void run_unicode(const Session *session) {
    static bool (*const properties[])(u32) = {
        unicode_is_alpha,      unicode_is_decimal, unicode_is_digit,     unicode_is_numeric,
        unicode_is_alnum,      unicode_is_space,   unicode_is_printable, unicode_is_upper,
        unicode_is_lower,      unicode_is_title,   unicode_is_id_start,  unicode_is_id_continue,
        unicode_is_line_break,
    };
    for (u32 point = (u32)int_arg(session, 1); point < (u32)int_arg(session, 2); point++) {
        for (usize i = 0; i < COUNT_OF(properties); i++) putchar(properties[i](point) ? '1' : '0');
        printf(" %d %d", unicode_decimal_value(point), unicode_digit_value(point));
        put_mapping(unicode_to_upper, point);
        put_mapping(unicode_to_lower, point);
        put_mapping(unicode_to_title, point);
        put_mapping(unicode_casefold, point);
        putchar('\n');
    }
}

static void run_utf8(Session *session) {
    Slice text = text_arg(session, 1);
    Utf8Scan scan = utf8_scan(text);
    if (scan.error != UTF8_OK) {
        printf("%zu %zu %s\n", scan.error_start, scan.error_end, utf8_error_text(scan.error));
        return;
    }
    utf8_to_chars(text, scan.width, session->limbs[3]);
    usize surrogate;
    usize size = utf8_size_of_chars(session->limbs[3], scan.width, scan.char_count, &surrogate);
    usize len = utf8_from_chars(session->limbs[3], scan.width, scan.char_count, (u8 *)session->out);
    if (surrogate != scan.char_count || size != len || len != text.len ||
        memcmp(session->out, text.data, len) != 0) {
        abort();
    }
    printf("%zu %u %d", scan.char_count, scan.width, scan.is_ascii);
    for (usize i = 0; i < scan.char_count; i++) {
        printf(" %x", utf8_char_at(session->limbs[3], scan.width, i));
    }
    putchar('\n');
}

// args: a key of big-integer limbs; then how many of each kind of number.
static void run_random(Session *session) {
    Mt19937 twister;
    BigIntView seed = big_arg(session, 1);
    static const u32 zero[] = {0};
    mt19937_seed(&twister, seed.count > 0 ? seed.limbs : zero, seed.count > 0 ? seed.count : 1);
    for (i64 i = 0; i < int_arg(session, 2); i++) put_float(mt19937_f64(&twister));
    for (u32 bits = 1; bits < 200; bits += 7) {
        mt19937_bits(&twister, bits, session->limbs[4]);
        put_big(session, bigint_view(session->limbs[4], (bits + 31) / 32, false));
    }
}

static bool run(Session *session) {
    const char *op = session->args[0];
    if (run_float(session, op) || run_math(session, op)) return true;
    if (strcmp(op, "unicode") == 0) {
        run_unicode(session);
    } else if (strcmp(op, "utf8") == 0) {
        run_utf8(session);
    } else if (strcmp(op, "random") == 0) {
        run_random(session);
    } else if (strcmp(op, "bigparse") == 0) {
        run_bigparse(session);
    } else {
        return run_big(session, op);
    }
    return true;
}

int main(void) {
    Session *session = calloc(1, sizeof *session);
    char *line = malloc(LINE_BYTES);
    if (session == NULL || line == NULL) return 2;
    while (fgets(line, LINE_BYTES, stdin) != NULL) {
        memset(session->args, 0, sizeof session->args);
        u32 count = 0;
        for (char *part = strtok(line, " \n"); part != NULL && count < ARGS_MAX;
             part = strtok(NULL, " \n")) {
            session->args[count++] = part;
        }
        if (count == 0 || !run(session)) {
            fprintf(stderr, "vectors: unknown operation\n");
            return 2;
        }
    }
    for (u32 place = 0; place < COUNT_OF(session->owned); place++) free(session->owned[place]);
    free(line);
    free(session);
    return 0;
}
