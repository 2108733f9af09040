// Module posix: files, folders and the environment through the host. lib/os.py and lib/io.py stand
// on it.
#include "runtime/core/bytes_object.h"
#include "runtime/core/error.h"
#include "runtime/core/exception.h"
#include "runtime/core/file.h"
#include "runtime/core/int.h"
#include "runtime/core/list.h"
#include "runtime/core/methods/argument.h"
#include "runtime/core/methods/codec.h"
#include "runtime/core/native.h"

#include <string.h>

enum { LIST_BYTES_FIRST = 16 * 1024, POSIX_PATH_BYTES = 4096, ERRNO_NOT_IMPLEMENTED = 38 };

static const struct {
    i64 number;
    const char *text;
    u32 class_id;
} errors[] = {
#define ERRNO(number, text, CLASS) {number, text, CLASS_##CLASS},
#include "runtime/lib/errno.def"
#undef ERRNO
};

static Str *error_message(RtState *rt, i64 number) {
    for (u32 i = 0; i < COUNT_OF(errors); i++) {
        if (errors[i].number == number) return str_from_text(rt, errors[i].text);
    }
    Value value = value_from_small(number);
    ResultRef text = rt_str(rt, value);
    Str *prefix = str_from_text(rt, "Unknown error ");
    Value args[] = {value_from_ref(prefix), value_from_ref(text.value)};
    ResultWord whole = rt_add(rt, args[0], args[1]);
    value_release(rt, args[0]);
    value_release(rt, args[1]);
    return value_ref(whole.value);
}

// OSError of the class that goes with the number; `path` UNDEFINED for none.
static ResultWord raise_number(RtState *rt, i64 number, Value path) {
    u32 class_id = CLASS_OS_ERROR;
    for (u32 i = 0; i < COUNT_OF(errors); i++) {
        if (errors[i].number == number) class_id = errors[i].class_id;
    }
    Value args[] = {value_from_small(number), value_from_ref(error_message(rt, number)), path};
    u32 count = path == VALUE_UNDEFINED ? 2 : 3;
    PART_MAKE(CLASS_OS_ERROR);  // and some of its subclasses, of which nobody asks
    error_set_take(rt, value_from_ref(exception_new_of(rt, class_id, args, count)));
    value_release(rt, args[1]);
    return word_error();
}

static i64 ask(RtState *rt, const HostFileCall *call) {
    const RtHost *host = rt_core(rt)->host;
    return host->file ? host->file(host->context, call) : -ERRNO_NOT_IMPLEMENTED;
}

// ---- paths

typedef struct {
    BytesObject *bytes;  // owned; NULL: exception
    Slice text;
} Path;

static Path path_of(RtState *rt, Value value) {
    Path path = {0};
    if (value_is_bytes(value)) {
        path.bytes = value_ref(value_retain(value));
    } else {
        Str *str = argument_str(rt, value, "expected str, bytes or os.PathLike object, not %T");
        if (!str) return path;
        Value handler = value_from_ref(str_from_text(rt, "surrogateescape"));
        ResultWord encoded = codec_encode(rt, str, VALUE_UNDEFINED, handler);
        value_release(rt, handler);
        if (encoded.is_error) return path;
        path.bytes = value_ref(encoded.value);
    }
    path.text = bytes_view(path.bytes);
    if (path.text.len > 0 && memchr(path.text.data, 0, path.text.len)) {
        object_release(rt, path.bytes);
        path.bytes = NULL;
        error_text(rt, CLASS_VALUE_ERROR, "embedded null byte");
    }
    return path;
}

static Value text_of(RtState *rt, const u8 *data, usize len) {
    BytesObject *bytes = bytes_from(rt, CLASS_BYTES, slice_make(data, len));
    Value handler = value_from_ref(str_from_text(rt, "surrogateescape"));
    ResultWord text = codec_decode(rt, bytes, VALUE_UNDEFINED, handler);
    value_release(rt, handler);
    object_release(rt, bytes);
    return text.value;
}

// Asks with `path`; the result, or -1 and an exception that names it.
static i64 ask_path(RtState *rt, HostFileCall *call, Value value) {
    Path path = path_of(rt, value);
    if (!path.bytes) return -1;
    call->path = path.text.data;
    call->path_len = (u32)path.text.len;
    i64 result = ask(rt, call);
    object_release(rt, path.bytes);
    if (result < 0) raise_number(rt, -result, value);
    return result < 0 ? -1 : result;
}

static bool file_number(RtState *rt, Value value, i64 *number) {
    return argument_c_int(rt, value, -1, number);
}

static ResultWord none_or_error(i64 result) {
    return result < 0 ? word_error() : word_ok(VALUE_NONE);
}

// ---- files

ResultWord rt_native_POSIX_OPEN(RtState *rt, const Value *args) {
    HostFileCall call = {.op = HOST_FILE_OPEN};
    if (!argument_c_int(rt, args[1], 0, &call.number) ||
        !argument_c_int(rt, args[2], 511, &call.extra))
        return word_error();
    i64 file = ask_path(rt, &call, args[0]);
    return file < 0 ? word_error() : word_ok(value_from_small(file));
}

// A call on an open file that gives a number.
static ResultWord on_file(RtState *rt, HostFileCall *call, Value file) {
    if (!file_number(rt, file, &call->number)) return word_error();
    i64 result = ask(rt, call);
    if (result < 0) return raise_number(rt, -result, VALUE_UNDEFINED);
    return word_ok(value_from_small(result));
}

ResultWord rt_native_POSIX_CLOSE(RtState *rt, const Value *args) {
    HostFileCall call = {.op = HOST_FILE_CLOSE};
    ResultWord result = on_file(rt, &call, args[0]);
    return result.is_error ? result : word_ok(VALUE_NONE);
}

ResultWord rt_native_POSIX_READ(RtState *rt, const Value *args) {
    HostFileCall call = {.op = HOST_FILE_READ};
    i64 len;
    if (!argument_count(rt, args[1], 0, &len)) return word_error();
    if (len < 0) return raise_number(rt, 22, VALUE_UNDEFINED);
    BytesObject *bytes = bytes_new(rt, CLASS_BYTES, (u64)len);
    if (!bytes) return word_error();
    call.out = bytes->data;
    call.out_capacity = (u32)len;
    ResultWord result = on_file(rt, &call, args[0]);
    if (!result.is_error && value_small(result.value) == len) return word_ok(value_from_ref(bytes));
    Value short_bytes = VALUE_NONE;
    if (!result.is_error)
        short_bytes = value_from_ref(
            bytes_from(rt, CLASS_BYTES, slice_make(bytes->data, (usize)value_small(result.value))));
    object_release(rt, bytes);
    return result.is_error ? result : word_ok(short_bytes);
}

ResultWord rt_native_POSIX_WRITE(RtState *rt, const Value *args) {
    if (!value_is_bytes(args[1]))
        return error_format(rt, CLASS_TYPE_ERROR, "a bytes-like object is required, not '%T'",
                            args[1]);
    Slice data = bytes_view(value_ref(args[1]));
    HostFileCall call = {.op = HOST_FILE_WRITE, .other = data.data, .other_len = (u32)data.len};
    // What print() wrote comes first.
    i64 number;
    if (!file_number(rt, args[0], &number)) return word_error();
    if ((number == 1 || number == 2) && !file_flush(rt, 1)) return word_error();
    return on_file(rt, &call, args[0]);
}

ResultWord rt_native_POSIX_LSEEK(RtState *rt, const Value *args) {
    HostFileCall call = {.op = HOST_FILE_SEEK};
    i64 whence;
    if (!argument_int(rt, args[1], 0, &call.extra) || !argument_c_int(rt, args[2], 0, &whence))
        return word_error();
    call.whence = (i32)whence;
    return on_file(rt, &call, args[0]);
}

ResultWord rt_native_POSIX_FTRUNCATE(RtState *rt, const Value *args) {
    HostFileCall call = {.op = HOST_FILE_TRUNCATE};
    if (!argument_int(rt, args[1], 0, &call.extra)) return word_error();
    ResultWord result = on_file(rt, &call, args[0]);
    return result.is_error ? result : word_ok(VALUE_NONE);
}

ResultWord rt_native_POSIX_ISATTY(RtState *rt, const Value *args) {
    HostFileCall call = {.op = HOST_FILE_IS_TERMINAL};
    if (!file_number(rt, args[0], &call.number)) return word_error();
    return word_ok(value_from_bool(ask(rt, &call) > 0));
}

static ResultWord stat_tuple(RtState *rt, const i64 *numbers) {
    Tuple *tuple = tuple_new(rt, HOST_STAT_COUNT);
    for (u32 i = 0; i < HOST_STAT_COUNT; i++) tuple->items[i] = int_value_from_i64(rt, numbers[i]);
    return word_ok(value_from_ref(tuple));
}

static ResultWord stat_path(RtState *rt, Value path, i32 whence) {
    i64 numbers[HOST_STAT_COUNT] = {0};
    HostFileCall call = {.op = HOST_FILE_STAT,
                         .whence = whence,
                         .out = (u8 *)numbers,
                         .out_capacity = sizeof numbers};
    return ask_path(rt, &call, path) < 0 ? word_error() : stat_tuple(rt, numbers);
}

ResultWord rt_native_POSIX_STAT(RtState *rt, const Value *args) {
    return stat_path(rt, args[0], 0);
}

ResultWord rt_native_POSIX_LSTAT(RtState *rt, const Value *args) {
    return stat_path(rt, args[0], 1);
}

ResultWord rt_native_POSIX_FSTAT(RtState *rt, const Value *args) {
    i64 numbers[HOST_STAT_COUNT] = {0};
    HostFileCall call = {
        .op = HOST_FILE_STAT_OPEN, .out = (u8 *)numbers, .out_capacity = sizeof numbers};
    ResultWord result = on_file(rt, &call, args[0]);
    return result.is_error ? result : stat_tuple(rt, numbers);
}

// ---- folders and names

ResultWord rt_native_POSIX_UNLINK(RtState *rt, const Value *args) {
    HostFileCall call = {.op = HOST_FILE_REMOVE};
    return none_or_error(ask_path(rt, &call, args[0]));
}

ResultWord rt_native_POSIX_MKDIR(RtState *rt, const Value *args) {
    HostFileCall call = {.op = HOST_FILE_MAKE_FOLDER};
    if (!argument_c_int(rt, args[1], 511, &call.number)) return word_error();
    return none_or_error(ask_path(rt, &call, args[0]));
}

ResultWord rt_native_POSIX_RMDIR(RtState *rt, const Value *args) {
    HostFileCall call = {.op = HOST_FILE_REMOVE_FOLDER};
    return none_or_error(ask_path(rt, &call, args[0]));
}

// OSError of a call with two paths names both.
static ResultWord two_paths(RtState *rt, HostFileCall *call, const Value *args) {
    Path from = path_of(rt, args[0]);
    if (!from.bytes) return word_error();
    Path to = path_of(rt, args[1]);
    if (!to.bytes) {
        object_release(rt, from.bytes);
        return word_error();
    }
    call->path = from.text.data;
    call->path_len = (u32)from.text.len;
    call->other = to.text.data;
    call->other_len = (u32)to.text.len;
    i64 result = ask(rt, call);
    object_release(rt, from.bytes);
    object_release(rt, to.bytes);
    if (result >= 0) return word_ok(VALUE_NONE);
    return raise_number(rt, -result, args[0]);
}

ResultWord rt_native_POSIX_RENAME(RtState *rt, const Value *args) {
    HostFileCall call = {.op = HOST_FILE_RENAME};
    return two_paths(rt, &call, args);
}

ResultWord rt_native_POSIX_SYMLINK(RtState *rt, const Value *args) {
    HostFileCall call = {.op = HOST_FILE_MAKE_LINK};
    return two_paths(rt, &call, args);
}

ResultWord rt_native_POSIX_LINK(RtState *rt, const Value *args) {
    HostFileCall call = {.op = HOST_FILE_MAKE_LINK, .whence = 1};
    return two_paths(rt, &call, args);
}

// Texts with a 0 behind each, as a list; asks again with more room while it is too small.
static ResultWord list_call(RtState *rt, HostFileCall *call, Value path) {
    usize capacity = LIST_BYTES_FIRST;
    for (;;) {
        u8 *data = rt_alloc(rt, capacity);
        call->out = data;
        call->out_capacity = (u32)capacity;
        i64 bytes = path == VALUE_UNDEFINED ? ask(rt, call) : ask_path(rt, call, path);
        if (bytes > (i64)capacity) {
            rt_free_memory(rt, data, capacity);
            capacity = (usize)bytes * 2;
            continue;
        }
        if (bytes < 0) {
            rt_free_memory(rt, data, capacity);
            if (path != VALUE_UNDEFINED) return word_error();
            return raise_number(rt, -bytes, VALUE_UNDEFINED);
        }
        List *list = list_new(rt, SLOT_VALUE, 0);
        for (usize at = 0; at < (usize)bytes;) {
            usize len = strlen((const char *)data + at);
            Value text = text_of(rt, data + at, len);
            list_append(rt, list, text);
            value_release(rt, text);
            at += len + 1;
        }
        rt_free_memory(rt, data, capacity);
        return word_ok(value_from_ref(list));
    }
}

ResultWord rt_native_POSIX_LISTDIR(RtState *rt, const Value *args) {
    HostFileCall call = {.op = HOST_FILE_LIST};
    return list_call(rt, &call, args[0]);
}

ResultWord rt_native_POSIX_ENVIRON(RtState *rt, const Value *args) {
    (void)args;
    HostFileCall call = {.op = HOST_FILE_ENVIRONMENT};
    return list_call(rt, &call, VALUE_UNDEFINED);
}

ResultWord rt_native_POSIX_GETCWD(RtState *rt, const Value *args) {
    (void)args;
    u8 path[POSIX_PATH_BYTES];
    HostFileCall call = {.op = HOST_FILE_FOLDER, .out = path, .out_capacity = sizeof path};
    i64 len = ask(rt, &call);
    if (len < 0) return raise_number(rt, -len, VALUE_UNDEFINED);
    return word_ok(text_of(rt, path, (usize)len));
}

ResultWord rt_native_POSIX_CHDIR(RtState *rt, const Value *args) {
    HostFileCall call = {.op = HOST_FILE_SET_FOLDER};
    return none_or_error(ask_path(rt, &call, args[0]));
}

ResultWord rt_native_POSIX_ACCESS(RtState *rt, const Value *args) {
    HostFileCall call = {.op = HOST_FILE_ACCESS};
    Path path = path_of(rt, args[0]);
    if (!path.bytes) return word_error();
    call.path = path.text.data;
    call.path_len = (u32)path.text.len;
    bool is_good = argument_c_int(rt, args[1], 0, &call.number);
    i64 result = is_good ? ask(rt, &call) : 0;
    object_release(rt, path.bytes);
    return is_good ? word_ok(value_from_bool(result >= 0)) : word_error();
}

ResultWord rt_native_POSIX_CHMOD(RtState *rt, const Value *args) {
    HostFileCall call = {.op = HOST_FILE_SET_MODE};
    if (!argument_c_int(rt, args[1], 0, &call.number)) return word_error();
    return none_or_error(ask_path(rt, &call, args[0]));
}

ResultWord rt_native_POSIX_READLINK(RtState *rt, const Value *args) {
    u8 path[POSIX_PATH_BYTES];
    HostFileCall call = {.op = HOST_FILE_READ_LINK, .out = path, .out_capacity = sizeof path};
    i64 len = ask_path(rt, &call, args[0]);
    return len < 0 ? word_error() : word_ok(text_of(rt, path, (usize)len));
}

ResultWord rt_native_POSIX_UTIME(RtState *rt, const Value *args) {
    HostFileCall call = {.op = HOST_FILE_SET_TIMES};
    if (!argument_int(rt, args[1], 0, &call.number) || !argument_int(rt, args[2], 0, &call.extra))
        return word_error();
    return none_or_error(ask_path(rt, &call, args[0]));
}

// ---- the rest

ResultWord rt_native_POSIX_GETPID(RtState *rt, const Value *args) {
    (void)args;
    HostFileCall call = {.op = HOST_FILE_PROCESS};
    i64 number = ask(rt, &call);
    return number < 0 ? raise_number(rt, -number, VALUE_UNDEFINED)
                      : word_ok(value_from_small(number));
}

ResultWord rt_native_POSIX_URANDOM(RtState *rt, const Value *args) {
    const RtHost *host = rt_core(rt)->host;
    i64 len;
    if (!argument_count(rt, args[0], 0, &len)) return word_error();
    if (len < 0) return error_text(rt, CLASS_VALUE_ERROR, "negative argument not allowed");
    if (!host->random_bytes) return error_host(rt, STATUS_UNSUPPORTED);
    BytesObject *bytes = bytes_new(rt, CLASS_BYTES, (u64)len);
    if (!bytes) return word_error();
    host->random_bytes(host->context, bytes->data, (usize)len);
    return word_ok(value_from_ref(bytes));
}

ResultWord rt_native_POSIX_STRERROR(RtState *rt, const Value *args) {
    i64 number;
    if (!argument_c_int(rt, args[0], 0, &number)) return word_error();
    return word_ok(value_from_ref(error_message(rt, number)));
}
