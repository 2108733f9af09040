#include "runtime/core/file.h"

#include "runtime/core/builder.h"
#include "runtime/core/call.h"
#include "runtime/core/error.h"
#include "runtime/core/exception.h"
#include "runtime/core/int.h"
#include "runtime/core/list.h"
#include "runtime/core/native.h"
#include "text/utf8.h"

#include <string.h>

static const u8 *find_newline(const u8 *data, usize len) {
    for (usize i = 0; i < len; i++) {
        if (data[i] == '\n') return data + i;
    }
    return NULL;
}

void file_init(RtState *rt) {
    RtCore *core = rt_core(rt);
    for (u32 i = 0; i < 3; i++) {
        TextFile *file = object_new(rt, sizeof *file, CLASS_TEXT_FILE);
        file->number = i;
        file->is_closed = false;
        core->files[i] = value_from_ref(file);
    }
    core->streams.output = rt_alloc(rt, OUTPUT_BYTES);
    const RtHost *host = core->host;
    core->streams.is_line_buffered = host->is_terminal && host->is_terminal(host->context, 1);
}

void file_deinit(RtState *rt) {
    RtCore *core = rt_core(rt);
    for (u32 i = 0; i < 3; i++) value_release(rt, core->files[i]);
    rt_free_memory(rt, core->streams.output, OUTPUT_BYTES);
    rt_free_memory(rt, core->streams.input, INPUT_BYTES);
    core->streams = (Streams){0};
}

Value file_standard(RtState *rt, u32 number) {
    PART_MAKE(PART_FILES);
    return value_retain(rt_core(rt)->files[number]);
}

void file_replace_standard(RtState *rt, u32 number, Value value) {
    PART_MAKE(PART_FILES);
    value_assign_take(rt, &rt_core(rt)->files[number], value_retain(value));
}

static bool write_out(RtState *rt, u32 number, const u8 *data, usize len) {
    const RtHost *host = rt_core(rt)->host;
    Status status =
        host->write ? host->write(host->context, (i32)number, data, len) : STATUS_UNSUPPORTED;
    if (status == STATUS_OK) return true;
    if (status == STATUS_PEER_DEAD)
        error_text(rt, CLASS_BROKEN_PIPE_ERROR, "[Errno 32] Broken pipe");
    else if (status == STATUS_NO_SPACE)
        error_text(rt, CLASS_OS_ERROR, "[Errno 28] No space left on device");
    else
        error_host(rt, status);
    return false;
}

bool file_flush(RtState *rt, u32 number) {
    Streams *streams = &rt_core(rt)->streams;
    if (number != 1 || streams->output_len == 0) return true;
    u32 len = streams->output_len;
    streams->output_len = 0;
    return write_out(rt, 1, streams->output, len);
}

bool file_write_bytes(RtState *rt, u32 number, Slice bytes) {
    if (number != 1) return write_out(rt, number, bytes.data, bytes.len);
    Streams *streams = &rt_core(rt)->streams;
    if (bytes.len > OUTPUT_BYTES - streams->output_len && !file_flush(rt, 1)) return false;
    if (bytes.len > OUTPUT_BYTES) return write_out(rt, 1, bytes.data, bytes.len);
    memcpy(streams->output + streams->output_len, bytes.data, bytes.len);
    streams->output_len += (u32)bytes.len;
    if (streams->is_line_buffered && find_newline(bytes.data, bytes.len)) return file_flush(rt, 1);
    return true;
}

static bool surrogate_error(RtState *rt, const Str *str, usize at) {
    Value args[5] = {value_from_ref(str_from_text(rt, "utf-8")), value_from_ref(str),
                     value_from_small((i64)at), value_from_small((i64)at + 1),
                     value_from_ref(str_from_text(rt, "surrogates not allowed"))};
    error_set_take(rt, value_from_ref(exception_new(rt, CLASS_UNICODE_ENCODE_ERROR, args, 5)));
    value_release(rt, args[0]);
    value_release(rt, args[4]);
    return false;
}

bool file_write_str(RtState *rt, u32 number, const Str *str) {
    if (str->is_ascii) return file_write_bytes(rt, number, slice_make(str->data, str->len));
    usize surrogate;
    utf8_size_of_chars(str->data, str->width, str->len, &surrogate);
    if (surrogate < str->len && number != 2) return surrogate_error(rt, str, surrogate);
    usize len, capacity;
    u8 *utf8 = str_utf8(rt, str, &len, &capacity);
    bool is_good = file_write_bytes(rt, number, slice_make(utf8, len));
    rt_free_memory(rt, utf8, capacity);
    return is_good;
}

// ---- input
static bool fill_input(RtState *rt) {  // false: exception; nothing there afterwards: the end
    RtCore *core = rt_core(rt);
    Streams *streams = &core->streams;
    if (!streams->input) streams->input = rt_alloc(rt, INPUT_BYTES);
    streams->input_start = streams->input_len = 0;
    if (streams->is_input_at_end) return true;
    if (!file_flush(rt, 1)) return false;
    usize len = 0;
    const RtHost *host = core->host;
    Status status = host->read ? host->read(host->context, 0, streams->input, INPUT_BYTES, &len)
                               : STATUS_UNSUPPORTED;
    if (status != STATUS_OK) {
        error_host(rt, status);
        return false;
    }
    streams->input_len = (u32)len;
    return true;
}

typedef struct {
    u8 *data;
    usize len, capacity;
} ByteText;

static void byte_text_append(RtState *rt, ByteText *text, const u8 *data, usize len) {
    if (text->len + len > text->capacity) {
        usize capacity = (text->len + len) * 2;
        text->data = rt_realloc(rt, text->data, text->capacity, capacity);
        text->capacity = capacity;
    }
    memcpy(text->data + text->len, data, len);
    text->len += len;
}

// Decodes, with "\r\n" and "\r" as "\n".
static ResultWord decode_take(RtState *rt, ByteText text) {
    usize to = 0;
    for (usize i = 0; i < text.len; i++) {
        u8 byte = text.data[i];
        if (byte == '\r') {
            if (i + 1 < text.len && text.data[i + 1] == '\n') i++;
            byte = '\n';
        }
        text.data[to++] = byte;
    }
    Slice bytes = slice_make(text.data, to);
    Utf8Scan scan = utf8_scan(bytes);
    ResultWord result;
    if (scan.error != UTF8_OK) {
        StrBuilder digits;
        builder_init(&digits, rt);
        builder_hex(&digits, bytes.data[scan.error_start], 2);
        Str *byte = builder_finish(&digits);
        result = error_format(rt, CLASS_UNICODE_DECODE_ERROR,
                              "'utf-8' codec can't decode byte 0x%S in position %d: %s", byte,
                              (i64)scan.error_start, utf8_error_text(scan.error));
        object_release(rt, byte);
    } else {
        PART_MAKE(PART_WIDE);
        result = word_object(str_from_utf8(rt, bytes));
    }
    rt_free_memory(rt, text.data, text.capacity);
    return result;
}

// Reads up to `limit` bytes, and not past a newline when `is_line`.
static ResultWord read_text(RtState *rt, i64 limit, bool is_line) {
    Streams *streams = &rt_core(rt)->streams;
    ByteText text = {NULL, 0, 0};
    while (limit < 0 || (i64)text.len < limit) {
        if (streams->input_start == streams->input_len) {
            if (!fill_input(rt)) {
                rt_free_memory(rt, text.data, text.capacity);
                return word_error();
            }
            if (streams->input_len == 0) break;
        }
        const u8 *data = streams->input + streams->input_start;
        usize len = streams->input_len - streams->input_start;
        if (limit >= 0 && len > (usize)(limit - (i64)text.len))
            len = (usize)(limit - (i64)text.len);
        const u8 *newline = is_line ? find_newline(data, len) : NULL;
        if (newline) len = (usize)(newline - data) + 1;
        byte_text_append(rt, &text, data, len);
        streams->input_start += (u32)len;
        if (newline) break;
    }
    return decode_take(rt, text);
}

ResultWord file_next_line(RtState *rt, Value value) {
    TextFile *file = value_ref(value);
    if (file->number != 0) return error_text(rt, CLASS_OS_ERROR, "not readable");
    ResultWord line = read_text(rt, -1, true);
    if (line.is_error || value_str(line.value)->len > 0) return line;
    value_release(rt, line.value);
    return word_ok(VALUE_UNDEFINED);
}
PART_ONLY(file_next_line, PART_FILES);

// ---- methods
static TextFile *open_file(RtState *rt, Value value, bool is_for_reading) {
    TextFile *file = value_ref(value);
    if (file->is_closed) {
        error_text(rt, CLASS_VALUE_ERROR, "I/O operation on closed file.");
        return NULL;
    }
    if (is_for_reading == (file->number == 0)) return file;
    error_text(rt, CLASS_OS_ERROR, is_for_reading ? "not readable" : "not writable");
    return NULL;
}

ResultWord rt_native_FILE_WRITE(RtState *rt, const Value *args) {
    if (!value_is_str(args[1]))
        return error_format(rt, CLASS_TYPE_ERROR, "write() argument must be str, not %T", args[1]);
    TextFile *file = open_file(rt, args[0], false);
    if (!file || !file_write_str(rt, file->number, value_str(args[1]))) return word_error();
    return word_ok(value_from_small(value_str(args[1])->len));
}

ResultWord rt_native_FILE_WRITELINES(RtState *rt, const Value *args) {
    List *lines = list_from_value(rt, args[1]);
    if (!lines) return word_error();
    ResultWord result = word_ok(VALUE_NONE);
    for (u32 i = 0; i < lines->len && !result.is_error; i++) {
        Value pair[2] = {args[0], list_slots(lines)[i]};
        result = rt_native_FILE_WRITE(rt, pair);
    }
    object_release(rt, lines);
    return result.is_error ? result : word_ok(VALUE_NONE);
}

static bool size_argument(RtState *rt, Value value, i64 *size) {
    *size = -1;
    if (value == VALUE_UNDEFINED || value == VALUE_NONE) return true;
    ResultWord word = int_index(rt, value, "argument should be integer or None, not '%T'");
    if (word.is_error) return false;
    *size = rt_int_to_index(rt, (IntWord)word.value);
    int_release(rt, (IntWord)word.value);
    return true;
}

static ResultWord read_method(RtState *rt, const Value *args, bool is_line) {
    i64 size;
    if (!open_file(rt, args[0], true) || !size_argument(rt, args[1], &size)) return word_error();
    return read_text(rt, size, is_line);
}

ResultWord rt_native_FILE_READ(RtState *rt, const Value *args) {
    return read_method(rt, args, false);
}

ResultWord rt_native_FILE_READLINE(RtState *rt, const Value *args) {
    return read_method(rt, args, true);
}

ResultWord rt_native_FILE_READLINES(RtState *rt, const Value *args) {
    if (!open_file(rt, args[0], true)) return word_error();
    List *lines = list_from_value(rt, args[0]);
    return lines ? word_object(lines) : word_error();
}

ResultWord rt_native_FILE_FLUSH(RtState *rt, const Value *args) {
    return file_flush(rt, ((TextFile *)value_ref(args[0]))->number) ? word_ok(VALUE_NONE)
                                                                    : word_error();
}

ResultWord rt_native_FILE_CLOSE(RtState *rt, const Value *args) {
    ResultWord result = rt_native_FILE_FLUSH(rt, args);
    ((TextFile *)value_ref(args[0]))->is_closed = true;
    return result;
}

ResultWord rt_native_FILE_ISATTY(RtState *rt, const Value *args) {
    const RtHost *host = rt_core(rt)->host;
    i32 number = (i32)((TextFile *)value_ref(args[0]))->number;
    return word_ok(value_from_bool(host->is_terminal && host->is_terminal(host->context, number)));
}

ResultWord rt_native_FILE_FILENO(RtState *rt, const Value *args) {
    (void)rt;
    return word_ok(value_from_small(((TextFile *)value_ref(args[0]))->number));
}

// ---- print and input
// To a stream of our own, or to anything with a method write.
PART_FUNCTION static bool put_elsewhere(RtState *rt, Value file, NameId method, Value argument) {
    ResultWord result = call_method(rt, file, method, &argument, argument != VALUE_UNDEFINED);
    if (!result.is_error) value_release(rt, result.value);
    return !result.is_error;
}
PART_ONLY(put_elsewhere, PART_FILES);

static bool put(RtState *rt, Value file, const Str *str) {
    if (LIKELY(value_is(file, CLASS_TEXT_FILE))) {
        TextFile *text_file = open_file(rt, file, false);
        return text_file && file_write_str(rt, text_file->number, str);
    }
    return put_elsewhere(rt, file, NAME_WRITE, value_from_ref(str));
}

static bool print_separator(RtState *rt, Value value, const char *name, Str **str) {
    *str = NULL;
    if (value == VALUE_UNDEFINED || value == VALUE_NONE) return true;
    if (!value_is_str(value)) {
        error_format(rt, CLASS_TYPE_ERROR, "%s must be None or a string, not %T", name, value);
        return false;
    }
    *str = value_str(value);
    return true;
}

ResultWord rt_native_PRINT(RtState *rt, const Value *args) {
    Tuple *items = value_ref(args[0]);
    Str *separator, *end;
    if (!print_separator(rt, args[1], "sep", &separator) ||
        !print_separator(rt, args[2], "end", &end))
        return word_error();
    bool has_file = args[3] != VALUE_UNDEFINED && args[3] != VALUE_NONE;
    Value file = value_retain(has_file ? args[3] : rt_core(rt)->files[1]);
    bool is_good = true;
    for (u32 i = 0; i < items->len && is_good; i++) {
        if (i > 0) is_good = put(rt, file, separator ? separator : rt_core(rt)->chars[' ']);
        if (!is_good) break;
        Value item = items->items[i];
        if (value_is(item, CLASS_STR)) {
            is_good = put(rt, file, value_str(item));
            continue;
        }
        ResultRef text = rt_str(rt, item);
        is_good = !text.is_error && put(rt, file, text.value);
        if (!text.is_error) object_release(rt, text.value);
    }
    if (is_good) is_good = put(rt, file, end ? end : rt_core(rt)->chars['\n']);
    if (is_good && args[4] != VALUE_UNDEFINED && args[4] != VALUE_FALSE) {
        if (value_is(file, CLASS_TEXT_FILE)) {
            is_good = file_flush(rt, ((TextFile *)value_ref(file))->number);
        } else {
            is_good = put_elsewhere(rt, file, NAME_FLUSH, VALUE_UNDEFINED);
        }
    }
    value_release(rt, file);
    return is_good ? word_ok(VALUE_NONE) : word_error();
}

static ResultWord prompt_host(RtState *rt, const Str *prompt) {
    const RtHost *host = rt_core(rt)->host;
    usize len = 0, capacity = 0, line_len = 0;
    u8 *text = prompt ? str_utf8(rt, prompt, &len, &capacity) : NULL;
    u8 *line = rt_alloc(rt, INPUT_BYTES);
    Status status = host->prompt(host->context, text, len, line, INPUT_BYTES, &line_len);
    ResultWord result;
    PART_MAKE(PART_WIDE);
    if (status == STATUS_OK)
        result = word_object(str_from_utf8(rt, slice_make(line, line_len)));
    else if (status == STATUS_EMPTY)
        result = error_text(rt, CLASS_EOF_ERROR, "EOF when reading a line");
    else
        result = error_host(rt, status);
    rt_free_memory(rt, text, capacity);
    rt_free_memory(rt, line, INPUT_BYTES);
    return result;
}

ResultWord rt_native_INPUT(RtState *rt, const Value *args) {
    Str *prompt = NULL;
    if (args[0] != VALUE_UNDEFINED) {
        ResultRef text = rt_str(rt, args[0]);
        if (text.is_error) return word_error();
        prompt = text.value;
    }
    ResultWord line = {0, 0};
    bool is_good = true;
    if (rt_core(rt)->host->prompt) {
        is_good = file_flush(rt, 1);
        line = is_good ? prompt_host(rt, prompt) : word_error();
        if (prompt) object_release(rt, prompt);
        return line;
    }
    if (prompt) {
        is_good = put(rt, rt_core(rt)->files[1], prompt);
        object_release(rt, prompt);
    }
    is_good = is_good && file_flush(rt, 1);
    if (!is_good) return word_error();
    line = read_text(rt, -1, true);
    if (line.is_error) return line;
    Str *str = value_str(line.value);
    if (str->len == 0) {
        value_release(rt, line.value);
        return error_text(rt, CLASS_EOF_ERROR, "EOF when reading a line");
    }
    if (str_get(str, str->len - 1) != '\n') return line;
    Str *cut = str_slice(rt, str, 0, str->len - 1);
    value_release(rt, line.value);
    return word_object(cut);
}
