// Encodings in units of two or four bytes, UTF-8 behind a mark, and escapes in ASCII.
#include "runtime/core/error.h"
#include "runtime/core/methods/codec.h"
#include "runtime/core/methods/codec_priv.h"
#include "runtime/core/str.h"
#include "text/utf8.h"

#include <string.h>

static const struct {
    const char *name, *shown;
    u8 codec;
} names[] = {
    {"utf-16", "utf-16", CODEC_UTF16},
    {"utf16", "utf-16", CODEC_UTF16},
    {"u16", "utf-16", CODEC_UTF16},
    {"utf-16-le", "utf-16-le", CODEC_UTF16_LE},
    {"utf-16le", "utf-16-le", CODEC_UTF16_LE},
    {"utf-16-be", "utf-16-be", CODEC_UTF16_BE},
    {"utf-16be", "utf-16-be", CODEC_UTF16_BE},
    {"utf-32", "utf-32", CODEC_UTF32},
    {"utf32", "utf-32", CODEC_UTF32},
    {"u32", "utf-32", CODEC_UTF32},
    {"utf-32-le", "utf-32-le", CODEC_UTF32_LE},
    {"utf-32le", "utf-32-le", CODEC_UTF32_LE},
    {"utf-32-be", "utf-32-be", CODEC_UTF32_BE},
    {"utf-32be", "utf-32-be", CODEC_UTF32_BE},
    {"utf-8-sig", "utf-8", CODEC_UTF8_SIGNED},
    {"utf8-sig", "utf-8", CODEC_UTF8_SIGNED},
    {"unicode-escape", "unicodeescape", CODEC_ESCAPE},
    {"unicodeescape", "unicodeescape", CODEC_ESCAPE},
    {"raw-unicode-escape", "rawunicodeescape", CODEC_RAW_ESCAPE},
    {"rawunicodeescape", "rawunicodeescape", CODEC_RAW_ESCAPE},
};

Codec codec_wide_find(const char *name) {
    for (u32 i = 0; i < COUNT_OF(names); i++) {
        if (slice_equal(slice_of_text(name), slice_of_text(names[i].name)))
            return (Codec)names[i].codec;
    }
    return CODEC_UNKNOWN;
}

static const char *shown_name(Codec codec) {
    for (u32 i = 0; i < COUNT_OF(names); i++) {
        if (names[i].codec == codec) return names[i].shown;
    }
    return "";
}

static u32 unit_bytes(Codec codec) {
    return codec >= CODEC_UTF16 && codec <= CODEC_UTF16_BE ? 2 : 4;
}

// ---- encode

static void put_unit(ByteSink *sink, Codec codec, u32 unit) {
    u32 count = unit_bytes(codec);
    bool is_big = codec == CODEC_UTF16_BE || codec == CODEC_UTF32_BE;
    char bytes[4];
    for (u32 i = 0; i < count; i++) bytes[is_big ? count - 1 - i : i] = (char)(u8)(unit >> 8 * i);
    codec_put(sink, bytes, count);
}

static void put_point(ByteSink *sink, Codec codec, u32 point) {
    if (unit_bytes(codec) == 4 || point < 0x10000) {
        put_unit(sink, codec, point);
        return;
    }
    put_unit(sink, codec, 0xd800 + ((point - 0x10000) >> 10));
    put_unit(sink, codec, 0xdc00 + ((point - 0x10000) & 0x3ff));
}

static bool is_surrogate(u32 point) {
    return point >= 0xd800 && point <= 0xdfff;
}

static bool put_handled(ByteSink *sink, Codec codec, Handler handler, u32 point) {
    if (handler == HANDLER_PASS) {
        put_unit(sink, codec, point);
        return true;
    }
    // The bytes of surrogateescape are no units.
    if (handler == HANDLER_SURROGATE) return false;
    ByteSink text = {sink->rt, bytes_new(sink->rt, CLASS_BYTEARRAY, 0)};
    bool is_done = codec_handle_encode(&text, handler, CODEC_ASCII, point);
    Slice made = bytes_view(text.out);
    for (usize i = 0; is_done && i < made.len; i++) put_unit(sink, codec, made.data[i]);
    object_release(sink->rt, text.out);
    return is_done;
}

static bool encode_units(ByteSink *sink, Str *str, Codec codec, Handler handler) {
    if (codec == CODEC_UTF16 || codec == CODEC_UTF32) put_unit(sink, codec, 0xfeff);
    for (u32 i = 0; i < str->len; i++) {
        u32 point = str_get(str, i);
        if (!is_surrogate(point)) {
            put_point(sink, codec, point);
        } else if (!put_handled(sink, codec, handler, point)) {
            u32 end = i + 1;
            while (end < str->len && is_surrogate(str_get(str, end))) end++;
            codec_raise(sink->rt, CLASS_UNICODE_ENCODE_ERROR, shown_name(codec),
                        value_from_ref(str), i, end, "surrogates not allowed");
            return false;
        }
    }
    return true;
}

static void put_hex(ByteSink *sink, char letter, u32 point, u32 digits) {
    char text[10] = {'\\', letter};
    for (u32 i = 0; i < digits; i++)
        text[2 + i] = "0123456789abcdef"[point >> 4 * (digits - 1 - i) & 15];
    codec_put(sink, text, 2 + digits);
}

static void encode_escapes(ByteSink *sink, Str *str, bool is_raw) {
    for (u32 i = 0; i < str->len; i++) {
        u32 point = str_get(str, i);
        char byte = (char)(u8)point;
        const char *known = memchr("\t\n\r\\", (int)(point & 0x7f), 4);
        if (point >= 0x10000) {
            put_hex(sink, 'U', point, 8);
        } else if (point >= 0x100) {
            put_hex(sink, 'u', point, 4);
        } else if (is_raw) {
            codec_put(sink, &byte, 1);
        } else if (known && point < 0x80) {
            char text[2] = {'\\', *known == '\t'   ? 't'
                                  : *known == '\n' ? 'n'
                                  : *known == '\r' ? 'r'
                                                   : '\\'};
            codec_put(sink, text, 2);
        } else if (point < 0x20 || point >= 0x7f) {
            put_hex(sink, 'x', point, 2);
        } else {
            codec_put(sink, &byte, 1);
        }
    }
}

ResultWord codec_wide_encode(RtState *rt, Str *str, Codec codec, Handler handler) {
    ByteSink sink = {rt, bytes_new(rt, CLASS_BYTEARRAY, 0)};
    bool is_good = true;
    if (codec == CODEC_UTF8_SIGNED) {
        ResultWord rest = codec_encode(rt, str, VALUE_UNDEFINED, VALUE_UNDEFINED);
        is_good = !rest.is_error;
        if (is_good) {
            codec_put(&sink, "\xef\xbb\xbf", 3);
            Slice made = bytes_view(value_ref(rest.value));
            codec_put(&sink, (const char *)made.data, (u32)made.len);
            value_release(rt, rest.value);
        }
    } else if (codec == CODEC_ESCAPE || codec == CODEC_RAW_ESCAPE) {
        encode_escapes(&sink, str, codec == CODEC_RAW_ESCAPE);
    } else {
        is_good = encode_units(&sink, str, codec, handler);
    }
    BytesObject *result = is_good ? bytes_from(rt, CLASS_BYTES, bytes_view(sink.out)) : NULL;
    object_release(rt, sink.out);
    return result ? word_object(result) : word_error();
}

// ---- decode

typedef struct {
    StrBuilder out;
    Slice data;
    Value object;
    Codec codec;
    Handler handler;
} Decoder;

// What is wrong in [start, end): handled, or an exception and false.
static bool bad(Decoder *d, usize start, usize end, const char *reason) {
    bool passes = d->handler == HANDLER_PASS && d->codec < CODEC_UTF8_SIGNED;
    if (!passes && codec_handle_decode(&d->out, d->handler, slice_range(d->data, start, end)))
        return true;
    codec_raise(d->out.rt, CLASS_UNICODE_DECODE_ERROR, shown_name(d->codec), d->object, (u32)start,
                (u32)end, reason);
    return false;
}

static u32 unit_at(const Decoder *d, Codec codec, usize at) {
    u32 count = unit_bytes(codec), unit = 0;
    bool is_big = codec == CODEC_UTF16_BE || codec == CODEC_UTF32_BE;
    for (u32 i = 0; i < count; i++)
        unit |= (u32)d->data.data[at + i] << 8 * (is_big ? count - 1 - i : i);
    return unit;
}

// Without an order of its own the text says it; where it starts.
static usize byte_order(Decoder *d) {
    u32 count = unit_bytes(d->codec);
    bool is_open = d->codec == CODEC_UTF16 || d->codec == CODEC_UTF32;
    if (!is_open) return 0;
    Codec little = (Codec)(d->codec + 1), big = (Codec)(d->codec + 2);
    bool has_mark = d->data.len >= count;
    usize start = 0;
    if (has_mark && unit_at(d, big, 0) == 0xfeff) {
        d->codec = big;
        start = count;
    } else {
        if (has_mark && unit_at(d, little, 0) == 0xfeff) start = count;
        d->codec = little;
    }
    return start;
}

static bool decode_utf16(Decoder *d) {
    usize at = byte_order(d), len = d->data.len;
    while (at < len) {
        if (len - at < 2) return bad(d, at, len, "truncated data");
        u32 unit = unit_at(d, d->codec, at);
        bool passes = d->handler == HANDLER_PASS;
        if (!is_surrogate(unit)) {
            builder_char(&d->out, unit);
            at += 2;
            continue;
        }
        bool has_second = unit < 0xdc00 && len - at >= 4;
        u32 second = has_second ? unit_at(d, d->codec, at + 2) : 0;
        if (second >= 0xdc00 && second <= 0xdfff) {
            builder_char(&d->out, 0x10000 + ((unit - 0xd800) << 10) + (second - 0xdc00));
            at += 4;
        } else if (passes) {
            builder_char(&d->out, unit);
            at += 2;
        } else if (unit >= 0xdc00) {
            if (!bad(d, at, at + 2, "illegal encoding")) return false;
            at += 2;
        } else if (!has_second) {
            return bad(d, at, len, "unexpected end of data");
        } else {
            if (!bad(d, at, at + 2, "illegal UTF-16 surrogate")) return false;
            at += 2;
        }
    }
    return true;
}

static bool decode_utf32(Decoder *d) {
    usize at = byte_order(d), len = d->data.len;
    for (; at < len; at += 4) {
        if (len - at < 4) return bad(d, at, len, "truncated data");
        u32 point = unit_at(d, d->codec, at);
        if (is_surrogate(point) && d->handler != HANDLER_PASS) {
            if (!bad(d, at, at + 4, "code point in surrogate code point range(0xd800, 0xe000)"))
                return false;
        } else if (point > 0x10ffff) {
            if (!bad(d, at, at + 4, "code point not in range(0x110000)")) return false;
        } else {
            builder_char(&d->out, point);
        }
    }
    return true;
}

static i32 hex_digit(u8 byte) {
    if (byte >= '0' && byte <= '9') return byte - '0';
    u8 lower = byte | 32;
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

// Digits behind a letter, `*at` behind the letter. False: exception.
static bool decode_hex(Decoder *d, usize *at, usize start, u32 digits) {
    static const char *const reasons[] = {"truncated \\xXX escape", "truncated \\uXXXX escape",
                                          "truncated \\UXXXXXXXX escape"};
    u32 point = 0, count = 0;
    for (; count < digits && *at < d->data.len; count++, (*at)++) {
        i32 digit = hex_digit(d->data.data[*at]);
        if (digit < 0) break;
        point = point << 4 | (u32)digit;
    }
    if (count < digits) return bad(d, start, *at, reasons[digits == 2 ? 0 : digits == 4 ? 1 : 2]);
    if (point > 0x10ffff)
        return bad(d, start, *at,
                   d->codec == CODEC_ESCAPE ? "illegal Unicode character"
                                            : "\\Uxxxxxxxx out of range");
    builder_char(&d->out, point);
    return true;
}

static void decode_octal(Decoder *d, usize *at, u32 first) {
    u32 point = first - '0';
    for (u32 i = 0; i < 2 && *at < d->data.len; i++, (*at)++) {
        u8 byte = d->data.data[*at];
        if (byte < '0' || byte > '7') break;
        point = point << 3 | (byte - '0');
    }
    builder_char(&d->out, point);
}

static bool decode_escape(Decoder *d, usize *at) {
    static const char letters[] = "abfnrtv\\'\"", meanings[] = "\a\b\f\n\r\t\v\\'\"";
    usize start = *at - 1;
    if (*at == d->data.len) return bad(d, start, *at, "\\ at end of string");
    u8 letter = d->data.data[(*at)++];
    const char *known = memchr(letters, letter, sizeof letters - 1);
    if (letter == 'u' || letter == 'U') return decode_hex(d, at, start, letter == 'u' ? 4 : 8);
    if (letter == 'x') return decode_hex(d, at, start, 2);
    if (letter == 'N') return bad(d, start, *at, "malformed \\N character escape");
    if (letter == '\n') return true;
    if (known) {
        builder_char(&d->out, (u8)meanings[known - letters]);
    } else if (letter >= '0' && letter <= '7') {
        decode_octal(d, at, letter);
    } else {
        builder_char(&d->out, '\\');
        builder_char(&d->out, letter);
    }
    return true;
}

static bool decode_raw(Decoder *d, usize *at) {
    usize start = *at - 1;
    u8 letter = *at < d->data.len ? d->data.data[*at] : 0;
    if (letter == 'u' || letter == 'U') {
        (*at)++;
        return decode_hex(d, at, start, letter == 'u' ? 4 : 8);
    }
    builder_char(&d->out, '\\');
    if (letter == '\\') builder_char(&d->out, d->data.data[(*at)++]);
    return true;
}

static bool decode_escapes(Decoder *d) {
    for (usize at = 0; at < d->data.len;) {
        u8 byte = d->data.data[at++];
        if (byte != '\\') {
            builder_char(&d->out, byte);
        } else if (!(d->codec == CODEC_ESCAPE ? decode_escape(d, &at) : decode_raw(d, &at))) {
            return false;
        }
    }
    return true;
}

ResultWord codec_wide_decode(RtState *rt, Slice data, Value object, Codec codec, Handler handler) {
    Decoder d = {.data = data, .object = object, .codec = codec, .handler = handler};
    builder_init(&d.out, rt);
    bool is_good = codec >= CODEC_ESCAPE    ? decode_escapes(&d)
                   : unit_bytes(codec) == 2 ? decode_utf16(&d)
                                            : decode_utf32(&d);
    if (is_good) return word_object(builder_finish(&d.out));
    builder_deinit(&d.out);
    return word_error();
}
