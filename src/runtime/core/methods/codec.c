// str.encode, bytes.decode, str(bytes, encoding): UTF-8, Latin-1 and ASCII with the handlers
// strict, ignore, replace, backslashreplace, surrogateescape and xmlcharrefreplace.
#include "runtime/core/methods/codec.h"
#include "runtime/core/methods/codec_priv.h"

#include "runtime/core/builder.h"
#include "runtime/core/error.h"
#include "runtime/core/list.h"
#include "runtime/core/native.h"
#include "text/utf8.h"

#include <string.h>

enum { NAME_BYTES = 32 };

// Lower case, with _ and blanks as '-'.
static void normalize(const Str *name, char out[NAME_BYTES]) {
    u32 len = 0;
    for (u32 i = 0; i < name->len && len + 1 < NAME_BYTES; i++) {
        u32 point = str_get(name, i);
        if (point >= 'A' && point <= 'Z') point += 32;
        if (point == '_' || point == ' ') point = '-';
        out[len++] = point < 0x80 ? (char)point : '?';
    }
    out[len] = 0;
}

static bool is_one_of(const char *name, const char *const *names) {
    for (; *names; names++) {
        if (slice_equal(slice_of_text(name), slice_of_text(*names))) return true;
    }
    return false;
}

static Codec find_codec(RtState *rt, Value encoding) {
    static const char *const utf8[] = {"utf-8", "utf8", "u8", "utf", "cp65001", NULL};
    static const char *const latin1[] = {"latin-1", "latin1", "iso-8859-1", "iso8859-1", "8859",
                                         "l1",      "latin",  "cp819",      NULL};
    static const char *const ascii[] = {"ascii", "us-ascii", "646", NULL};
    if (encoding == VALUE_UNDEFINED) return CODEC_UTF8;
    if (!value_is_str(encoding)) {
        error_format(rt, CLASS_TYPE_ERROR, "argument 'encoding' must be str, not %T", encoding);
        return CODEC_UNKNOWN;
    }
    char name[NAME_BYTES];
    normalize(value_str(encoding), name);
    if (is_one_of(name, utf8)) return CODEC_UTF8;
    if (is_one_of(name, latin1)) return CODEC_LATIN1;
    if (is_one_of(name, ascii)) return CODEC_ASCII;
    Codec wide = codec_wide_find(name);
    if (wide != CODEC_UNKNOWN) return wide;
    error_format(rt, CLASS_LOOKUP_ERROR, "unknown encoding: %S", value_str(encoding));
    return CODEC_UNKNOWN;
}

static Handler find_handler(RtState *rt, Value errors) {
    if (errors == VALUE_UNDEFINED) return HANDLER_STRICT;
    if (!value_is_str(errors)) {
        error_format(rt, CLASS_TYPE_ERROR, "argument 'errors' must be str, not %T", errors);
        return HANDLER_UNKNOWN;
    }
    static const char *const names[] = {"strict",           "ignore",          "replace",
                                        "backslashreplace", "surrogateescape", "xmlcharrefreplace",
                                        "surrogatepass"};
    for (u32 i = 0; i < COUNT_OF(names); i++) {
        if (str_is(value_str(errors), names[i])) return (Handler)i;
    }
    error_format(rt, CLASS_LOOKUP_ERROR, "unknown error handler name '%S'", value_str(errors));
    return HANDLER_UNKNOWN;
}

// What `encoding` and `errors` mean; their types are looked at before their names. False: an error.
static bool find_both(RtState *rt, Value encoding, Value errors, Codec *codec, Handler *handler) {
    if (errors != VALUE_UNDEFINED && !value_is_str(errors)) {
        if (encoding == VALUE_UNDEFINED || value_is_str(encoding))
            find_handler(rt, errors);
        else
            find_codec(rt, encoding);
        return false;
    }
    *codec = find_codec(rt, encoding);
    if (*codec == CODEC_UNKNOWN) return false;
    *handler = find_handler(rt, errors);
    return *handler != HANDLER_UNKNOWN;
}

// UnicodeEncodeError and UnicodeDecodeError have five arguments, from which str() makes the
// message.
void codec_raise(RtState *rt, u32 class_id, const char *codec, Value object, u32 start, u32 end,
                 const char *reason) {
    Tuple *args = tuple_new(rt, 5);
    args->items[0] = value_from_ref(str_from_text(rt, codec));
    args->items[1] = value_retain(object);
    args->items[2] = value_from_small(start);
    args->items[3] = value_from_small(end);
    args->items[4] = value_from_ref(str_from_text(rt, reason));
    ResultWord error = rt_call(rt, rt_class_value(rt, class_id), 5, args->items);
    object_release(rt, args);
    if (!error.is_error) error_set_take(rt, error.value);
}

// ---- encode

void codec_put(ByteSink *sink, const char *text, u32 len) {
    for (u32 i = 0; i < len; i++) bytearray_append(sink->rt, sink->out, (u8)text[i]);
}

static void put_escape(ByteSink *sink, Handler handler, u32 point) {
    char text[16];
    u32 len = 0;
    if (handler == HANDLER_XML) {
        text[len++] = '&';
        text[len++] = '#';
        u32 scale = 1;
        while (point / scale >= 10) scale *= 10;
        for (; scale > 0; scale /= 10) text[len++] = (char)('0' + point / scale % 10);
        text[len++] = ';';
    } else {
        u32 digits = point < 0x100 ? 2 : point < 0x10000 ? 4 : 8;
        text[len++] = '\\';
        text[len++] = digits == 2 ? 'x' : digits == 4 ? 'u' : 'U';
        for (u32 i = digits; i-- > 0;) text[len++] = "0123456789abcdef"[point >> 4 * i & 15];
    }
    codec_put(sink, text, len);
}

// What the handler does with a character that the codec does not have. False: strict.
bool codec_handle_encode(ByteSink *sink, Handler handler, Codec codec, u32 point) {
    switch (handler) {
    case HANDLER_IGNORE: return true;
    case HANDLER_REPLACE: codec_put(sink, "?", 1); return true;
    case HANDLER_BACKSLASH:
    case HANDLER_XML: put_escape(sink, handler, point); return true;
    case HANDLER_SURROGATE:
        if (point < 0xdc80 || point > 0xdcff) return false;
        bytearray_append(sink->rt, sink->out, (u8)point);
        return true;
    case HANDLER_PASS: {
        if (codec != CODEC_UTF8) return false;
        u8 bytes[4];
        u32 len = utf8_encode(point, bytes);
        codec_put(sink, (const char *)bytes, len);
        return true;
    }
    default: return false;
    }
}

static bool is_encodable(Codec codec, u32 point) {
    if (codec == CODEC_ASCII) return point < 0x80;
    return codec == CODEC_LATIN1 ? point < 0x100 : point < 0xd800 || point > 0xdfff;
}

static void raise_encode(RtState *rt, Codec codec, Str *str, u32 start) {
    static const char *const names[] = {"utf-8", "latin-1", "ascii"};
    static const char *const reasons[] = {"surrogates not allowed", "ordinal not in range(256)",
                                          "ordinal not in range(128)"};
    u32 end = start + 1;
    while (end < str->len && !is_encodable(codec, str_get(str, end))) end++;
    codec_raise(rt, CLASS_UNICODE_ENCODE_ERROR, names[codec], value_from_ref(str), start, end,
                reasons[codec]);
}

static ResultWord encode_slowly(RtState *rt, Str *str, Codec codec, Handler handler) {
    ByteSink sink = {rt, bytes_new(rt, CLASS_BYTEARRAY, 0)};
    for (u32 i = 0; i < str->len; i++) {
        u32 point = str_get(str, i);
        if (is_encodable(codec, point)) {
            u8 bytes[4] = {(u8)point};
            codec_put(&sink, (const char *)bytes,
                      codec == CODEC_UTF8 ? utf8_encode(point, bytes) : 1);
        } else if (!codec_handle_encode(&sink, handler, codec, point)) {
            object_release(rt, sink.out);
            raise_encode(rt, codec, str, i);
            return word_error();
        }
    }
    BytesObject *result = bytes_from(rt, CLASS_BYTES, bytes_view(sink.out));
    object_release(rt, sink.out);
    return result ? word_object(result) : word_error();
}

ResultWord codec_encode(RtState *rt, Str *str, Value encoding, Value errors) {
    Codec codec;
    Handler handler;
    if (!find_both(rt, encoding, errors, &codec, &handler)) return word_error();
    if (codec >= CODEC_UTF16) return codec_wide_encode(rt, str, codec, handler);
    usize surrogate;
    usize size = utf8_size_of_chars(str->data, str->width, str->len, &surrogate);
    bool is_ascii = size == str->len;
    if (codec == CODEC_UTF8 ? surrogate < str->len
                            : !is_ascii && !(codec == CODEC_LATIN1 && str->width == 1)) {
        return encode_slowly(rt, str, codec, handler);
    }
    BytesObject *bytes = bytes_new(rt, CLASS_BYTES, codec == CODEC_UTF8 ? size : str->len);
    if (!bytes) return word_error();
    if (codec == CODEC_UTF8) {
        utf8_from_chars(str->data, str->width, str->len, bytes->data);
    } else {
        for (u32 i = 0; i < str->len; i++) bytes->data[i] = (u8)str_get(str, i);
    }
    return word_object(bytes);
}

// ---- decode

// False: strict.
bool codec_handle_decode(StrBuilder *out, Handler handler, Slice bad) {
    PART_MAKE(PART_WIDE);
    for (usize i = 0; i < bad.len; i++) {
        switch (handler) {
        case HANDLER_IGNORE: break;
        case HANDLER_REPLACE:
            if (i == 0) builder_char(out, 0xfffd);
            break;
        case HANDLER_BACKSLASH:
            builder_text(out, "\\x");
            builder_hex(out, bad.data[i], 2);
            break;
        case HANDLER_SURROGATE:
            if (bad.data[i] < 0x80) return false;
            builder_char(out, 0xdc00u + bad.data[i]);
            break;
        default: return false;
        }
    }
    return true;
}

static ResultWord decode_utf8(RtState *rt, Slice data, Value object, Handler handler) {
    PART_MAKE(PART_WIDE);
    Utf8Scan scan = utf8_scan(data);
    if (scan.error == UTF8_OK) {
        Str *str = str_try_new(rt, scan.char_count, scan.width);
        if (!str) return word_error();
        utf8_to_chars(data, scan.width, str->data);
        str->is_ascii = scan.is_ascii;
        return word_object(str);
    }
    StrBuilder out;
    builder_init(&out, rt);
    usize at = 0;
    while (at < data.len) {
        Utf8Scan rest = utf8_scan(slice_from(data, at));
        Str *good = str_from_utf8(
            rt,
            slice_range(data, at, at + (rest.error == UTF8_OK ? data.len - at : rest.error_start)));
        builder_str(&out, good);
        object_release(rt, good);
        if (rest.error == UTF8_OK) break;
        usize start = at + rest.error_start, end = at + rest.error_end;
        if (!codec_handle_decode(&out, handler, slice_range(data, start, end))) {
            builder_deinit(&out);
            codec_raise(rt, CLASS_UNICODE_DECODE_ERROR, "utf-8", object, (u32)start, (u32)end,
                        utf8_error_text(rest.error));
            return word_error();
        }
        at = end;
    }
    return word_object(builder_finish(&out));
}

static ResultWord decode_single(RtState *rt, Slice data, Value object, Codec codec,
                                Handler handler) {
    StrBuilder out;
    builder_init(&out, rt);
    for (usize i = 0; i < data.len; i++) {
        if (codec == CODEC_LATIN1 || data.data[i] < 0x80) {
            builder_char(&out, data.data[i]);
        } else if (!codec_handle_decode(&out, handler, slice_range(data, i, i + 1))) {
            builder_deinit(&out);
            codec_raise(rt, CLASS_UNICODE_DECODE_ERROR, "ascii", object, (u32)i, (u32)i + 1,
                        "ordinal not in range(128)");
            return word_error();
        }
    }
    return word_object(builder_finish(&out));
}

ResultWord codec_decode(RtState *rt, BytesObject *bytes, Value encoding, Value errors) {
    PART_MAKE(PART_WIDE);
    Codec codec;
    Handler handler;
    if (!find_both(rt, encoding, errors, &codec, &handler)) return word_error();
    Value object = value_from_ref(bytes);
    Slice data = bytes_view(bytes);
    if (codec == CODEC_UTF8_SIGNED) {
        bool is_signed = slice_starts_with(data, SLICE_LITERAL("\xef\xbb\xbf"));
        return decode_utf8(rt, slice_from(data, is_signed ? 3 : 0), object, handler);
    }
    if (codec >= CODEC_UTF16) return codec_wide_decode(rt, data, object, codec, handler);
    if (codec == CODEC_UTF8) return decode_utf8(rt, data, object, handler);
    return decode_single(rt, bytes_view(bytes), object, codec, handler);
}

ResultWord rt_native_STR_ENCODE(RtState *rt, const Value *args) {
    return codec_encode(rt, value_str(args[0]), args[1], args[2]);
}

ResultWord rt_native_BYTES_DECODE(RtState *rt, const Value *args) {
    return codec_decode(rt, value_ref(args[0]), args[1], args[2]);
}
