// Values of native modules that the runtime makes: those of kind STATE in abi/modules.def.
#include "base/check.h"
#include "runtime/core/class.h"
#include "runtime/core/dict.h"
#include "runtime/core/error.h"
#include "runtime/core/file.h"
#include "runtime/core/foreign.h"
#include "runtime/core/list.h"
#include "runtime/core/module.h"
#include "runtime/core/native.h"
#include "runtime/core/set.h"
#include "runtime/core/str.h"
#include "runtime/core/unit_module.h"

static Value text(RtState *rt, const char *content) {
    return value_from_ref(str_from_text(rt, content));
}

static Value version_info(RtState *rt) {
    static const char *const names[] = {"major", "minor", "micro", "releaselevel", "serial"};
    Value items[] = {value_from_small(3), value_from_small(14), value_from_small(0),
                     value_from_ref(str_from_text(rt, "final")), value_from_small(0)};
    return struct_sequence_new(rt, "sys.version_info", names, items, 5);
}

static Value implementation(RtState *rt) {
    static const char *const names[] = {"name", "version"};
    Value items[] = {value_from_ref(str_from_text(rt, "krait")), version_info(rt)};
    return struct_sequence_new(rt, "types.SimpleNamespace", names, items, 2);
}

static Value float_info(RtState *rt) {
    static const char *const names[] = {"max",     "max_exp",    "max_10_exp", "min",
                                        "min_exp", "min_10_exp", "dig",        "mant_dig",
                                        "epsilon", "radix",      "rounds"};
    Value items[] = {value_box_f64(rt, 0x1.fffffffffffffp1023),
                     value_from_small(1024),
                     value_from_small(308),
                     value_box_f64(rt, 0x1p-1022),
                     value_from_small(-1021),
                     value_from_small(-307),
                     value_from_small(15),
                     value_from_small(53),
                     value_box_f64(rt, 0x1p-52),
                     value_from_small(2),
                     value_from_small(1)};
    return struct_sequence_new(rt, "sys.float_info", names, items, 11);
}

// The names of hashlib's functions, as a frozenset.
static Value hash_names(RtState *rt) {
    PART_MAKE(PART_NATIVE + NATIVE_HASHLIB_MD5);
    PART_MAKE(PART_NATIVE + NATIVE_HASHLIB_SHA1);
    PART_MAKE(PART_NATIVE + NATIVE_HASHLIB_SHA224);
    PART_MAKE(PART_NATIVE + NATIVE_HASHLIB_SHA256);
    PART_MAKE(PART_NATIVE + NATIVE_HASHLIB_SHA384);
    PART_MAKE(PART_NATIVE + NATIVE_HASHLIB_SHA512);
    PART_MAKE(PART_NATIVE + NATIVE_HASHLIB_SHA3_224);
    PART_MAKE(PART_NATIVE + NATIVE_HASHLIB_SHA3_256);
    PART_MAKE(PART_NATIVE + NATIVE_HASHLIB_SHA3_384);
    PART_MAKE(PART_NATIVE + NATIVE_HASHLIB_SHA3_512);
    PART_MAKE(PART_NATIVE + NATIVE_HASHLIB_SHAKE_128);
    PART_MAKE(PART_NATIVE + NATIVE_HASHLIB_SHAKE_256);
    PART_MAKE(PART_NATIVE + NATIVE_HASHLIB_BLAKE2B);
    PART_MAKE(PART_NATIVE + NATIVE_HASHLIB_BLAKE2S);
    Set *names = set_new(rt, CLASS_FROZENSET);
    for (u32 native = NATIVE_HASHLIB_MD5; native <= NATIVE_HASHLIB_BLAKE2S; native++) {
        if (native == NATIVE_HASHLIB_NEW) continue;
        Str *name = str_from_text(rt, native_rows[native].name);
        if (!set_add(rt, names, value_from_ref(name))) error_clear(rt);  // a str is hashable
        object_release(rt, name);
    }
    return value_from_ref(names);
}

static Value flags(RtState *rt) {
    static const char *const names[] = {"debug",
                                        "inspect",
                                        "interactive",
                                        "optimize",
                                        "dont_write_bytecode",
                                        "no_user_site",
                                        "no_site",
                                        "ignore_environment",
                                        "verbose",
                                        "bytes_warning",
                                        "quiet",
                                        "hash_randomization",
                                        "isolated",
                                        "dev_mode",
                                        "utf8_mode",
                                        "warn_default_encoding",
                                        "safe_path",
                                        "int_max_str_digits"};
    enum { COUNT = COUNT_OF(names) };
    Value items[COUNT];
    for (u32 i = 0; i < COUNT; i++) items[i] = value_from_small(0);
    items[11] = value_from_small(1);  // as a Python without options has them
    items[13] = items[16] = VALUE_FALSE;
    items[COUNT - 1] = value_from_small(rt_core(rt)->int_digits_limit);
    return struct_sequence_new(rt, "sys.flags", names, items, COUNT);
}

static Value hash_info(RtState *rt) {
    static const char *const names[] = {"width",     "modulus",   "inf",       "nan",   "imag",
                                        "algorithm", "hash_bits", "seed_bits", "cutoff"};
    Value items[] = {
        value_from_small(64),      value_from_int(rt_int_from_i64(rt, (INT64_C(1) << 61) - 1)),
        value_from_small(314159),  value_from_small(0),
        value_from_small(1000003), text(rt, "siphash13"),
        value_from_small(64),      value_from_small(128),
        value_from_small(0)};
    return struct_sequence_new(rt, "sys.hash_info", names, items, COUNT_OF(names));
}

static Value int_info(RtState *rt) {
    static const char *const names[] = {"bits_per_digit", "sizeof_digit", "default_max_str_digits",
                                        "str_digits_check_threshold"};
    Value items[] = {value_from_small(32), value_from_small(4), value_from_small(4300),
                     value_from_small(640)};
    return struct_sequence_new(rt, "sys.int_info", names, items, COUNT_OF(names));
}

static Value platform(RtState *rt) {
    return text(rt, sizeof(void *) == 4 ? "wasm" : "linux");
}

static Value version(RtState *rt) {
    return text(rt, "3.14.0 (Krait) [C]");
}

static Value argv(RtState *rt) {
    PART_MAKE(PART_ARGV);
    return value_retain(rt_core(rt)->argv);
}

static Value empty_list(RtState *rt) {
    return value_from_ref(list_new(rt, SLOT_VALUE, 0));
}

static Value empty_dict(RtState *rt) {
    return value_from_ref(dict_new(rt, 0));
}

static Value modules(RtState *rt) {
    return value_retain(value_from_ref(module_table(rt)));
}

static Value standard_input(RtState *rt) {
    return file_standard(rt, 0);
}

static Value standard_output(RtState *rt) {
    return file_standard(rt, 1);
}

static Value standard_error(RtState *rt) {
    return file_standard(rt, 2);
}

static Value is_true(RtState *rt) {
    (void)rt;
    return VALUE_TRUE;
}

static Value none(RtState *rt) {
    (void)rt;
    return VALUE_NONE;
}

static Value native_module_names(RtState *rt) {
    static const char *const names[] = {
#define MODULE(NAME, name) name,
#include "abi/modules.def"
    };
    Tuple *tuple = tuple_new(rt, COUNT_OF(names));
    for (u32 i = 0; i < COUNT_OF(names); i++)
        tuple->items[i] = value_from_ref(str_intern_text(rt, names[i]));
    return value_from_ref(tuple);
}

static const struct {
    const char *name;
    Value (*make)(RtState *rt);
} makers[] = {
    {"__stderr__", standard_error},
    {"__stdin__", standard_input},
    {"__stdout__", standard_output},
    {"algorithms_available", hash_names},
    {"algorithms_guaranteed", hash_names},
    {"argv", argv},
    {"builtin_module_names", native_module_names},
    {"callbacks", empty_list},
    {"dont_write_bytecode", is_true},
    {"flags", flags},
    {"float_info", float_info},
    {"garbage", empty_list},
    {"hash_info", hash_info},
    {"implementation", implementation},
    {"int_info", int_info},
    {"js", foreign_root},
    {"meta_path", empty_list},
    {"modules", modules},
    {"orig_argv", argv},
    {"path", empty_list},
    {"path_hooks", empty_list},
    {"path_importer_cache", empty_dict},
    {"platform", platform},
    {"pycache_prefix", none},
    {"stderr", standard_error},
    {"stdin", standard_input},
    {"stdout", standard_output},
    {"version", version},
    {"version_info", version_info},
    {"warnoptions", empty_list},
};

Value module_value_make(RtState *rt, const char *name) {
    for (u32 i = 0; i < COUNT_OF(makers); i++) {
        if (slice_equal(slice_of_text(makers[i].name), slice_of_text(name)))
            return makers[i].make(rt);
    }
    CHECK(false);  // a value of modules.def that nobody makes
    return VALUE_NONE;
}
