// Module binascii: hexadecimal and base64 text, checksums.
#include "runtime/core/int.h"
#include "runtime/core/methods/argument.h"
#include "runtime/lib/buffer.h"
#include "runtime/lib/iterator.h"

// ASCII text or bytes. False: exception.
static bool text_view(RtState *rt, Value value, Slice *view) {
    if (!value_is_str(value))
        return buffer_view(rt, value, "argument should be bytes, buffer or ASCII string, not '%T'",
                           view);
    const Str *text = value_str(value);
    bool is_ascii = text->width == 1;
    for (u32 i = 0; is_ascii && i < text->len; i++) is_ascii = text->data[i] < 0x80;
    *view = (Slice){text->data, is_ascii ? text->len : 0};
    if (!is_ascii)
        error_text(rt, CLASS_VALUE_ERROR, "string argument should contain only ASCII characters");
    return is_ascii;
}

// ---- hexadecimal
static const char hex_digits[] = "0123456789abcdef";

static bool separator_of(RtState *rt, Value value, u8 *separator) {
    Slice view;
    if (value_is_str(value))
        view = (Slice){value_str(value)->data, value_str(value)->len};
    else if (!buffer_view(rt, value, buffer_needed, &view))
        return false;
    if (view.len != 1) {
        error_text(rt, CLASS_VALUE_ERROR, "sep must be length 1.");
        return false;
    }
    *separator = view.data[0];
    bool is_ascii = *separator < 0x80 && !(value_is_str(value) && value_str(value)->width > 1);
    if (!is_ascii) error_text(rt, CLASS_VALUE_ERROR, "sep must be ASCII.");
    return is_ascii;
}

static ResultWord to_hex(RtState *rt, const Value *args) {
    Slice view;
    u8 separator = 0;
    i64 group = 1;
    if (!buffer_view(rt, args[0], buffer_needed, &view)) return word_error();
    bool is_separated = !argument_is_absent(args[1]);
    if (is_separated && !separator_of(rt, args[1], &separator)) return word_error();
    if (!argument_is_absent(args[2]) && !int_size(rt, args[2], &group)) return word_error();
    usize len = view.len, size = (usize)(group < 0 ? -group : group);
    bool has_separators = is_separated && size > 0 && len > size;
    usize total = 2 * len + (has_separators ? (len - 1) / size : 0);
    BytesObject *made = bytes_new(rt, CLASS_BYTES, total);
    if (!made) return word_error();
    // A positive group counts from the right.
    usize first = has_separators && group > 0 && len % size ? len % size : size, at = 0;
    for (usize i = 0; i < len; i++) {
        bool is_new = has_separators && i >= first && (i - first) % size == 0;
        if (is_new) made->data[at++] = separator;
        made->data[at++] = (u8)hex_digits[view.data[i] >> 4];
        made->data[at++] = (u8)hex_digits[view.data[i] & 15];
    }
    return word_object(made);
}

ResultWord rt_native_BINASCII_HEXLIFY(RtState *rt, const Value *args) {
    return to_hex(rt, args);
}

ResultWord rt_native_BINASCII_B2A_HEX(RtState *rt, const Value *args) {
    return to_hex(rt, args);
}

static int digit_of(u8 byte) {
    if (byte >= '0' && byte <= '9') return byte - '0';
    byte |= 32;
    return byte >= 'a' && byte <= 'f' ? byte - 'a' + 10 : -1;
}

static ResultWord from_hex(RtState *rt, const Value *args) {
    Slice view;
    if (!text_view(rt, args[0], &view)) return word_error();
    if (view.len % 2) return error_text(rt, CLASS_BINASCII_ERROR, "Odd-length string");
    BytesObject *made = bytes_new(rt, CLASS_BYTES, view.len / 2);
    if (!made) return word_error();
    for (usize i = 0; i < view.len / 2; i++) {
        int high = digit_of(view.data[2 * i]), low = digit_of(view.data[2 * i + 1]);
        if (high < 0 || low < 0) {
            object_release(rt, made);
            return error_text(rt, CLASS_BINASCII_ERROR, "Non-hexadecimal digit found");
        }
        made->data[i] = (u8)(high << 4 | low);
    }
    return word_object(made);
}

ResultWord rt_native_BINASCII_UNHEXLIFY(RtState *rt, const Value *args) {
    return from_hex(rt, args);
}

ResultWord rt_native_BINASCII_A2B_HEX(RtState *rt, const Value *args) {
    return from_hex(rt, args);
}

// ---- base64
static const char base64_digits[] =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

ResultWord rt_native_BINASCII_B2A_BASE64(RtState *rt, const Value *args) {
    Slice view;
    bool has_newline;
    if (!buffer_view(rt, args[0], buffer_needed, &view) ||
        !argument_truth(rt, args[1], true, &has_newline))
        return word_error();
    BytesObject *made = bytes_new(rt, CLASS_BYTES, (view.len + 2) / 3 * 4 + has_newline);
    if (!made) return word_error();
    u8 *out = made->data;
    for (usize i = 0; i < view.len; i += 3) {
        usize left = view.len - i;
        u32 bits = (u32)view.data[i] << 16;
        if (left > 1) bits |= (u32)view.data[i + 1] << 8;
        if (left > 2) bits |= view.data[i + 2];
        *out++ = (u8)base64_digits[bits >> 18];
        *out++ = (u8)base64_digits[bits >> 12 & 63];
        *out++ = left > 1 ? (u8)base64_digits[bits >> 6 & 63] : '=';
        *out++ = left > 2 ? (u8)base64_digits[bits & 63] : '=';
    }
    if (has_newline) *out = '\n';
    return word_object(made);
}

static int base64_digit(u8 byte) {
    if (byte >= 'A' && byte <= 'Z') return byte - 'A';
    if (byte >= 'a' && byte <= 'z') return byte - 'a' + 26;
    if (byte >= '0' && byte <= '9') return byte - '0' + 52;
    return byte == '+' ? 62 : byte == '/' ? 63 : -1;
}

typedef struct {
    u8 *out;
    usize digit_count, len;
    u32 bits, pads;
    bool has_ended;
} Base64;

// What is wrong with the next character under strict rules, or NULL.
static const char *base64_complaint(const Base64 *b, u8 byte, bool is_first) {
    if (byte == '=') {
        if (is_first) return "Leading padding not allowed";
        if (b->has_ended) return "Excess data after padding";
        return b->digit_count % 4 < 2 ? "Discontinuous padding not allowed" : NULL;
    }
    if (base64_digit(byte) < 0) return "Only base64 data is allowed";
    if (b->has_ended) return "Excess data after padding";
    return b->pads ? "Discontinuous padding not allowed" : NULL;
}

static void base64_take(Base64 *b, u8 byte) {
    if (byte == '=') {
        b->pads++;
        if (b->digit_count % 4 >= 2 && b->digit_count % 4 + b->pads >= 4) b->has_ended = true;
        return;
    }
    int digit = base64_digit(byte);
    if (digit < 0) return;
    b->pads = 0;
    b->bits = b->bits << 6 | (u32)digit;
    u32 place = (u32)(b->digit_count++ % 4);
    if (place > 0) b->out[b->len++] = (u8)(b->bits >> (6 - 2 * place));
}

ResultWord rt_native_BINASCII_A2B_BASE64(RtState *rt, const Value *args) {
    Slice view;
    bool is_strict;
    if (!text_view(rt, args[0], &view) || !argument_truth(rt, args[1], false, &is_strict))
        return word_error();
    usize room = view.len / 4 * 3 + 3;
    u8 *memory = rt_alloc(rt, room);
    Base64 b = {.out = memory};
    const char *complaint = NULL;
    for (usize i = 0; i < view.len && !complaint; i++) {
        if (is_strict) complaint = base64_complaint(&b, view.data[i], i == 0);
        if (!is_strict && b.has_ended) break;
        if (!complaint) base64_take(&b, view.data[i]);
    }
    ResultWord result = word_error();
    usize rest = b.digit_count % 4;
    if (complaint) {
        error_text(rt, CLASS_BINASCII_ERROR, complaint);
    } else if (rest != 0 && !b.has_ended) {
        if (rest == 1)
            error_format(rt, CLASS_BINASCII_ERROR,
                         "Invalid base64-encoded string: number of data characters (%d) cannot be "
                         "1 more than a multiple of 4",
                         (i64)b.digit_count);
        else
            error_text(rt, CLASS_BINASCII_ERROR, "Incorrect padding");
    } else {
        result = word_object(bytes_from(rt, CLASS_BYTES, (Slice){memory, b.len}));
    }
    rt_free_memory(rt, memory, room);
    return result;
}

// ---- checksums
static bool start_of(RtState *rt, Value value, u32 otherwise, u32 *start) {
    *start = otherwise;
    if (argument_is_absent(value)) return true;
    ResultWord word = int_index(rt, value, "'%T' object cannot be interpreted as an integer");
    if (word.is_error) return false;
    IntWord low = rt_int_and(rt, (IntWord)word.value, UINT32_MAX);
    *start = (u32)low;
    int_release(rt, (IntWord)word.value);
    return true;
}

ResultWord rt_native_BINASCII_CRC32(RtState *rt, const Value *args) {
    Slice view;
    u32 crc;
    if (!buffer_view(rt, args[0], buffer_needed, &view) || !start_of(rt, args[1], 0, &crc))
        return word_error();
    u32 table[16];
    for (u32 i = 0; i < 16; i++) {
        u32 word = i;
        for (u32 k = 0; k < 4; k++) word = word >> 1 ^ (word & 1 ? 0xedb88320u : 0);
        table[i] = word;
    }
    crc = ~crc;
    for (usize i = 0; i < view.len; i++) {
        crc ^= view.data[i];
        crc = crc >> 4 ^ table[crc & 15];
        crc = crc >> 4 ^ table[crc & 15];
    }
    return word_ok(value_from_small((i64)(u32)~crc));
}

ResultWord rt_native_BINASCII_CRC_HQX(RtState *rt, const Value *args) {
    Slice view;
    u32 crc;
    if (!buffer_view(rt, args[0], buffer_needed, &view) || !start_of(rt, args[1], 0, &crc))
        return word_error();
    crc &= 0xffff;
    for (usize i = 0; i < view.len; i++) {
        crc ^= (u32)view.data[i] << 8;
        for (u32 k = 0; k < 8; k++) crc = (crc << 1 ^ (crc & 0x8000 ? 0x1021 : 0)) & 0xffff;
    }
    return word_ok(value_from_small((i64)crc));
}
