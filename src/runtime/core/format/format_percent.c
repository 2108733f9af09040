// template % operand: "%-5.2f %(name)s %%", as C's printf with Python's types.
#include "runtime/core/bytes_object.h"
#include "runtime/core/call.h"
#include "runtime/core/error.h"
#include "runtime/core/format.h"
#include "runtime/core/format/format_number.h"
#include "runtime/core/int.h"

typedef struct {
    RtState *rt;
    Str *text;
    u32 at;
    Value operand;
    const Tuple *tuple;  // NULL: the operand itself is the only argument
    u32 next_index;
    bool has_used_mapping;
    bool is_bytes;  // the template was bytes: so are the texts put in
    StrBuilder out;
} Percent;

typedef struct {
    bool is_left, is_zero, is_alternate;
    u8 sign;
    i64 width, precision;  // -1: none
    u32 type;
} Conversion;

static bool fail(Percent *p, u32 class_id, const char *text) {
    error_text_of(p->rt, class_id, text);
    return false;
}

// ---- arguments. Owned, or UNDEFINED and an exception.

static Value next_argument(Percent *p) {
    if (p->tuple && p->next_index < p->tuple->len)
        return value_retain(p->tuple->items[p->next_index++]);
    if (!p->tuple && p->next_index++ == 0) return value_retain(p->operand);
    fail(p, CLASS_TYPE_ERROR, "not enough arguments for format string");
    return VALUE_UNDEFINED;
}

// The template's characters are its bytes. Takes the key.
PART_FUNCTION static Value bytes_key(RtState *rt, Str *key) {
    BytesObject *bytes = bytes_from(rt, CLASS_BYTES, slice_make(key->data, key->len));
    object_release(rt, key);
    return value_from_ref(bytes);
}
PART_ONLY(bytes_key, CLASS_BYTES, CLASS_BYTEARRAY);

static Value keyed_argument(Percent *p) {
    u32 start = ++p->at, depth = 1;
    for (; p->at < p->text->len && depth > 0; p->at++) {
        u32 point = str_get(p->text, p->at);
        if (point == '(') depth++;
        if (point == ')') depth--;
    }
    if (depth > 0) return fail(p, CLASS_VALUE_ERROR, "incomplete format key"), VALUE_UNDEFINED;
    bool is_mapping = !p->tuple && !value_is_str(p->operand) && value_is_ref(p->operand);
    if (!is_mapping) return fail(p, CLASS_TYPE_ERROR, "format requires a mapping"), VALUE_UNDEFINED;
    p->has_used_mapping = true;
    Str *key = str_slice(p->rt, p->text, start, p->at - 1 - start);
    Value wanted = p->is_bytes ? bytes_key(p->rt, key) : value_from_ref(key);
    ResultWord found = rt_getitem(p->rt, p->operand, wanted);
    value_release(p->rt, wanted);
    return found.is_error ? VALUE_UNDEFINED : found.value;
}

// ---- reading a conversion

static u32 peek(const Percent *p) {
    return p->at < p->text->len ? str_get(p->text, p->at) : 0;
}

static void read_flags(Percent *p, Conversion *c) {
    for (;; p->at++) {
        switch (peek(p)) {
        case '-': c->is_left = true; break;
        case '+': c->sign = '+'; break;
        case ' ':
            if (c->sign == 0) c->sign = ' ';
            break;
        case '#': c->is_alternate = true; break;
        case '0': c->is_zero = true; break;
        default: return;
        }
    }
}

static bool read_number(Percent *p, i64 *number, const char *too_big) {
    *number = -1;
    if (peek(p) == '*') {
        p->at++;
        Value value = next_argument(p);
        if (value == VALUE_UNDEFINED) return false;
        bool is_int = value_is_int(value) || value_is_bool(value);
        *number = is_int ? rt_int_to_index(p->rt, value_int_peek(value)) : 0;
        value_release(p->rt, value);
        if (!is_int) return fail(p, CLASS_TYPE_ERROR, "* wants int");
        return *number < INT32_MAX || fail(p, CLASS_VALUE_ERROR, too_big);
    }
    for (; peek(p) >= '0' && peek(p) <= '9'; p->at++) {
        *number = (*number < 0 ? 0 : *number) * 10 + (peek(p) - '0');
        if (*number > INT32_MAX) return fail(p, CLASS_VALUE_ERROR, too_big);
    }
    return true;
}

static bool read_conversion(Percent *p, Conversion *c) {
    read_flags(p, c);
    i64 width;
    if (!read_number(p, &width, "width too big")) return false;
    c->width = width;
    if (width < -1) {
        c->is_left = true;
        c->width = -width;
    }
    c->precision = -1;
    if (peek(p) == '.') {
        p->at++;
        if (!read_number(p, &c->precision, "precision too big")) return false;
        if (c->precision < 0) c->precision = 0;
    }
    while (peek(p) == 'h' || peek(p) == 'l' || peek(p) == 'L') p->at++;
    if (p->at == p->text->len) return fail(p, CLASS_VALUE_ERROR, "incomplete format");
    c->type = str_get(p->text, p->at++);
    return true;
}

// ---- writing

static FormatSpec spec_of(const Conversion *c) {
    FormatSpec spec = {.fill = ' ',
                       .align = c->is_left ? '<' : '>',
                       .sign = c->sign,
                       .is_alternate = c->is_alternate,
                       .width = c->width,
                       .precision = -1,
                       .type = c->type};
    if (c->is_zero && !c->is_left) {
        spec.fill = '0';
        spec.align = '=';
    }
    return spec;
}

// %s and %b of a bytes template: the bytes as characters of the same number.
static ResultRef text_of_bytes(Percent *p, Value value) {
    if (!value_is_bytes(value)) {
        error_format(
            p->rt, CLASS_TYPE_ERROR,
            "%%b requires a bytes-like object, or an object that implements __bytes__, not '%T'",
            value);
        return ref_error();
    }
    const BytesObject *bytes = value_ref(value);
    return ref_ok(str_from_latin1(p->rt, bytes_view(bytes)));
}

static bool put_text(Percent *p, const Conversion *c, Value value) {
    bool is_raw = p->is_bytes && (c->type == 's' || c->type == 'b');
    ResultRef text = is_raw           ? text_of_bytes(p, value)
                     : p->is_bytes    ? rt_ascii(p->rt, value)
                     : c->type == 'r' ? rt_repr(p->rt, value)
                     : c->type == 'a' ? rt_ascii(p->rt, value)
                                      : rt_str(p->rt, value);
    if (text.is_error) return false;
    FormatSpec spec = {
        .fill = ' ', .align = c->is_left ? '<' : '>', .width = c->width, .precision = c->precision};
    format_spec_text(&p->out, &spec, text.value);
    object_release(p->rt, text.value);
    return true;
}

static bool put_char(Percent *p, const Conversion *c, Value value) {
    value = value_plain(value);
    FormatSpec spec = {
        .fill = ' ', .align = c->is_left ? '<' : '>', .width = c->width, .precision = -1};
    if (value_is_str(value) && value_str(value)->len == 1) {
        format_spec_text(&p->out, &spec, value_str(value));
        return true;
    }
    if (value_is_str(value)) {
        error_format(p->rt, CLASS_TYPE_ERROR,
                     "%%c requires an int or a unicode character, not a string of length %d",
                     (i64)value_str(value)->len);
        return false;
    }
    if (!value_is_int(value) && !value_is_bool(value)) {
        error_format(p->rt, CLASS_TYPE_ERROR, "%%c requires an int or a unicode character, not %T",
                     value);
        return false;
    }
    IntWord word = value_int_peek(value);
    if (word < 0 || word > 0x10ffff)
        return fail(p, CLASS_OVERFLOW_ERROR, "%c arg not in range(0x110000)");
    PART_MAKE(PART_WIDE);
    Str *text = str_char(p->rt, (u32)word);
    format_spec_text(&p->out, &spec, text);
    object_release(p->rt, text);
    return true;
}

// A precision asks for that many digits at least: as a string of digits with zeros in front.
static bool put_precise_int(Percent *p, const Conversion *c, Value number) {
    FormatSpec digits_spec = {.fill = '0',
                              .align = '=',
                              .precision = -1,
                              .type = c->type,
                              .sign = c->sign,
                              .is_alternate = c->is_alternate};
    bool is_negative = value_int_peek(number) < 0;
    u32 prefix = (is_negative || c->sign != 0) + (c->is_alternate && c->type != 'd' ? 2u : 0u);
    digits_spec.width = c->precision + prefix;
    bool is_filled = c->is_zero && !c->is_left && c->width > digits_spec.width;
    if (is_filled) digits_spec.width = c->width;
    StrBuilder digits;
    builder_init(&digits, p->rt);
    if (!format_int(&digits, &digits_spec, number)) return builder_deinit(&digits), false;
    Str *text = builder_finish(&digits);
    FormatSpec spec = {
        .fill = ' ', .align = c->is_left ? '<' : '>', .width = c->width, .precision = -1};
    format_spec_text(&p->out, &spec, text);
    object_release(p->rt, text);
    return true;
}

static bool put_int(Percent *p, Conversion *c, Value value) {
    value = value_plain(value);
    bool is_decimal = c->type == 'd' || c->type == 'i' || c->type == 'u';
    u32 written_type = c->type;
    if (is_decimal) c->type = 'd';
    Value number = VALUE_UNDEFINED;
    if (value_is_int(value) || value_is_bool(value)) {
        number = value_retain(value);
    } else if (is_decimal && value_is_float(value)) {
        ResultWord whole = rt_int_from_f64(p->rt, value_f64(value));
        if (whole.is_error) return false;
        number = rt_value_from_int(p->rt, (IntWord)whole.value);
        int_release(p->rt, (IntWord)whole.value);
    } else {
        error_format(p->rt, CLASS_TYPE_ERROR,
                     is_decimal ? "%%%c format: a real number is required, not %T"
                                : "%%%c format: an integer is required, not %T",
                     written_type, value);
        return false;
    }
    FormatSpec spec = spec_of(c);
    bool is_good =
        c->precision > 0 ? put_precise_int(p, c, number) : format_int(&p->out, &spec, number);
    value_release(p->rt, number);
    return is_good;
}

static bool put_float(Percent *p, const Conversion *c, Value value) {
    value = value_plain(value);
    f64 number;
    if (value_is_float(value)) {
        number = value_f64(value);
    } else if (value_is_int(value) || value_is_bool(value)) {
        ResultF64 converted = rt_int_to_f64(p->rt, value_int_peek(value));
        if (converted.is_error) return false;
        number = converted.value;
    } else {
        error_format(p->rt, CLASS_TYPE_ERROR, "must be real number, not %T", value);
        return false;
    }
    FormatSpec spec = spec_of(c);
    spec.precision = c->precision < 0 ? 6 : c->precision;
    return format_f64(&p->out, &spec, number, value);
}

static bool put_conversion(Percent *p, Conversion *c, Value value) {
    switch (c->type) {
    case 'b':
        if (!p->is_bytes) break;
        return put_text(p, c, value);
    case 's':
    case 'r':
    case 'a': return put_text(p, c, value);
    case 'c': return put_char(p, c, value);
    case 'd':
    case 'i':
    case 'u':
    case 'o':
    case 'x':
    case 'X': return put_int(p, c, value);
    case 'e':
    case 'E':
    case 'f':
    case 'F':
    case 'g':
    case 'G': return put_float(p, c, value);
    default: break;
    }
    StrBuilder hex;
    builder_init(&hex, p->rt);
    builder_hex(&hex, c->type, 1);
    Str *text = builder_finish(&hex);
    error_format(p->rt, CLASS_VALUE_ERROR, "unsupported format character '%c' (0x%S) at index %d",
                 c->type >= ' ' ? c->type : '?', text, (i64)p->at - 1);
    object_release(p->rt, text);
    return false;
}

static bool next_piece(Percent *p) {
    u32 plain = p->at;
    while (p->at < p->text->len && str_get(p->text, p->at) != '%') p->at++;
    builder_range(&p->out, p->text, plain, p->at - plain);
    if (p->at == p->text->len) return true;
    p->at++;
    Value value = VALUE_UNDEFINED;
    if (peek(p) == '(') {
        value = keyed_argument(p);
        if (value == VALUE_UNDEFINED) return false;
    }
    Conversion c = {0};
    bool is_good = read_conversion(p, &c);
    if (is_good && c.type == '%') {
        builder_char(&p->out, '%');
    } else if (is_good) {
        if (value == VALUE_UNDEFINED) value = next_argument(p);
        is_good = value != VALUE_UNDEFINED && put_conversion(p, &c, value);
    }
    value_release(p->rt, value);
    return is_good;
}

// What CPython calls a mapping: everything with subscripts, texts and tuples apart.
static bool has_items(RtState *rt, Value operand, bool is_bytes) {
    // table:
    switch (class_id_layout(value_class(operand))) {
    case CLASS_DICT:
    case CLASS_LIST:
    case CLASS_RANGE: return true;
    case CLASS_BYTES:
    case CLASS_BYTEARRAY: return !is_bytes;
    default: return class_find_user(rt, operand, NAME_GETITEM) != NULL;
    }
}

static Str *run(RtState *rt, Str *template, Value operand, bool is_bytes) {
    Percent p = {.rt = rt, .text = template, .operand = operand, .is_bytes = is_bytes};
    if (value_has_layout(operand, CLASS_TUPLE)) p.tuple = value_ref(operand);
    builder_init(&p.out, rt);
    bool is_good = true;
    while (is_good && p.at < template->len) is_good = next_piece(&p);
    // What is left over is an error, unless the operand is a mapping.
    u32 given = p.tuple ? p.tuple->len : 1;
    bool is_mapping = !p.tuple && (has_items(rt, operand, is_bytes) || p.has_used_mapping);
    if (is_good && p.next_index < given && !is_mapping) {
        is_good = fail(&p, CLASS_TYPE_ERROR,
                       is_bytes ? "not all arguments converted during bytes formatting"
                                : "not all arguments converted during string formatting");
    }
    if (is_good) return builder_finish(&p.out);
    builder_deinit(&p.out);
    return NULL;
}

ResultWord format_percent(RtState *rt, Str *template, Value operand) {
    Str *text = run(rt, template, operand, false);
    return text ? word_object(text) : word_error();
}
PART_ONLY(format_percent, PART_PERCENT);

ResultWord format_percent_bytes(RtState *rt, Value template, Value operand) {
    BytesObject *bytes = value_ref(template);
    Str *text = str_from_latin1(rt, bytes_view(bytes));
    Str *result = run(rt, text, operand, true);
    object_release(rt, text);
    if (!result) return word_error();
    BytesObject *made = bytes_new(rt, bytes->head.class_id, result->len);
    for (u32 i = 0; made && i < result->len; i++) made->data[i] = (u8)str_get(result, i);
    object_release(rt, result);
    return made ? word_object(made) : word_error();
}
PART_ONLY(format_percent_bytes, CLASS_BYTES, CLASS_BYTEARRAY);
