// RegexFlag: an int whose repr names its bits.
#include "runtime/core/builder.h"
#include "runtime/core/error.h"
#include "runtime/core/int.h"
#include "runtime/core/native.h"
#include "runtime/lib/regex_object.h"

typedef struct {
    Object head;
    i64 flags;
} FlagObject;
NATIVE_CLASS_CHECK(FlagObject, REGEX_FLAG);

enum { FLAG_ALL = 0x1fe };

static const struct {
    const char *name;
    u32 flag;
} by_definition[] = {
    {"ASCII", REGEX_ASCII},     {"IGNORECASE", REGEX_IGNORECASE}, {"LOCALE", REGEX_LOCALE},
    {"UNICODE", REGEX_UNICODE}, {"MULTILINE", REGEX_MULTILINE},   {"DOTALL", REGEX_DOTALL},
    {"VERBOSE", REGEX_VERBOSE}, {"DEBUG", REGEX_DEBUG},
};

Value regex_flag_new(RtState *rt, u32 flags) {
    FlagObject *made = native_object_new(rt, CLASS_REGEX_FLAG);
    made->flags = flags;
    return value_from_ref(made);
}

static void put_joined(StrBuilder *builder, const char *prefix, const char *name, bool *is_first) {
    if (!*is_first) builder_char(builder, '|');
    *is_first = false;
    builder_text(builder, prefix);
    builder_text(builder, name);
}

static void put_rest(StrBuilder *builder, u32 rest, bool is_first) {
    if (!rest) return;
    if (!is_first) builder_char(builder, '|');
    builder_text(builder, "0x");
    builder_hex(builder, rest, 1);
}

// As Pattern's repr has them: by bits.
void regex_put_flags(StrBuilder *builder, u32 flags) {
    bool is_first = true;
    for (u32 flag = 2; flag <= REGEX_ASCII; flag *= 2) {
        for (u32 i = 0; i < COUNT_OF(by_definition); i++) {
            if ((flags & flag) && by_definition[i].flag == flag)
                put_joined(builder, "re.", by_definition[i].name, &is_first);
        }
    }
    put_rest(builder, flags & ~(u32)FLAG_ALL, is_first);
}

static Value flag_names(RtState *rt, u32 flags, const char *prefix) {
    StrBuilder builder;
    bool is_first = true;
    builder_init(&builder, rt);
    if (!flags) put_joined(&builder, prefix, "NOFLAG", &is_first);
    for (u32 i = 0; i < COUNT_OF(by_definition); i++) {
        if (flags & by_definition[i].flag)
            put_joined(&builder, prefix, by_definition[i].name, &is_first);
    }
    put_rest(&builder, flags & ~(u32)FLAG_ALL, is_first);
    return value_from_ref(builder_finish(&builder));
}

static u32 flags_in(Value value) {
    return (u32)((FlagObject *)value_ref(value))->flags;
}

u32 regex_flags_of(RtState *rt, Value flags, bool *is_error) {
    if (flags == VALUE_UNDEFINED || flags == value_from_small(0)) return 0;
    if (value_is(flags, CLASS_REGEX_FLAG)) return flags_in(flags);
    if (value_is_small_int(flags)) return (u32)value_small(flags);
    if (value_is_bool(flags)) return flags == VALUE_TRUE;
    error_format(rt, CLASS_TYPE_ERROR, "unsupported operand type(s) for &: '%T' and 'int'", flags);
    *is_error = true;
    return 0;
}

// ---- operations
static bool operand(Value value, u32 *flags) {
    if (value_is(value, CLASS_REGEX_FLAG)) {
        *flags = flags_in(value);
    } else if (value_is_small_int(value)) {
        *flags = (u32)value_small(value);
    } else {
        return false;
    }
    return true;
}

ResultWord rt_native_FLAG_OR(RtState *rt, const Value *args) {
    u32 other;
    if (!operand(args[1], &other)) return word_ok(VALUE_NOT_IMPLEMENTED);
    return word_ok(regex_flag_new(rt, flags_in(args[0]) | other));
}

ResultWord rt_native_FLAG_AND(RtState *rt, const Value *args) {
    u32 other;
    if (!operand(args[1], &other)) return word_ok(VALUE_NOT_IMPLEMENTED);
    return word_ok(regex_flag_new(rt, flags_in(args[0]) & other));
}

ResultWord rt_native_FLAG_XOR(RtState *rt, const Value *args) {
    u32 other;
    if (!operand(args[1], &other)) return word_ok(VALUE_NOT_IMPLEMENTED);
    return word_ok(regex_flag_new(rt, flags_in(args[0]) ^ other));
}

ResultWord rt_native_FLAG_ROR(RtState *rt, const Value *args) {
    return rt_native_FLAG_OR(rt, args);
}

ResultWord rt_native_FLAG_RAND(RtState *rt, const Value *args) {
    return rt_native_FLAG_AND(rt, args);
}

ResultWord rt_native_FLAG_RXOR(RtState *rt, const Value *args) {
    return rt_native_FLAG_XOR(rt, args);
}

// CPython complements within the bits of all flags, bit 0 among them.
ResultWord rt_native_FLAG_INVERT(RtState *rt, const Value *args) {
    return word_ok(regex_flag_new(rt, ~flags_in(args[0]) & (FLAG_ALL | 1)));
}

ResultWord rt_native_FLAG_EQ(RtState *rt, const Value *args) {
    (void)rt;
    u32 other;
    if (!operand(args[1], &other)) return word_ok(VALUE_NOT_IMPLEMENTED);
    return word_ok(value_from_bool(flags_in(args[0]) == other));
}

ResultWord rt_native_FLAG_INDEX(RtState *rt, const Value *args) {
    (void)rt;
    return word_ok(value_from_small(flags_in(args[0])));
}

ResultWord rt_native_FLAG_INT(RtState *rt, const Value *args) {
    return rt_native_FLAG_INDEX(rt, args);
}

ResultWord rt_native_FLAG_HASH(RtState *rt, const Value *args) {
    return rt_native_FLAG_INDEX(rt, args);
}

ResultWord rt_native_FLAG_VALUE(RtState *rt, const Value *args) {
    return rt_native_FLAG_INDEX(rt, args);
}

ResultWord rt_native_FLAG_BOOL(RtState *rt, const Value *args) {
    (void)rt;
    return word_ok(value_from_bool(flags_in(args[0]) != 0));
}

ResultWord rt_native_FLAG_NAME(RtState *rt, const Value *args) {
    return word_ok(flag_names(rt, flags_in(args[0]), ""));
}

ResultWord rt_native_FLAG_REPR(RtState *rt, const Value *args) {
    return word_ok(flag_names(rt, flags_in(args[0]), "re."));
}

ResultWord rt_native_FLAG_STR(RtState *rt, const Value *args) {
    return rt_native_FLAG_REPR(rt, args);
}

// An int's, where something is asked for.
ResultWord rt_native_FLAG_FORMAT(RtState *rt, const Value *args) {
    if (value_is_str(args[1]) && value_str(args[1])->len == 0) return rt_native_FLAG_REPR(rt, args);
    ResultRef text = rt_format(rt, value_from_small(flags_in(args[0])), args[1]);
    return text.is_error ? word_error() : word_object(text.value);
}

ResultWord rt_native_FLAG_NEW(RtState *rt, const Value *args) {
    bool is_error = false;
    u32 flags = regex_flags_of(rt, args[0], &is_error);
    return is_error ? word_error() : word_ok(regex_flag_new(rt, flags));
}
