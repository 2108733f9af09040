#include "runtime/core/module.h"

#include "runtime/core/builder.h"
#include "runtime/core/call.h"
#include "runtime/core/class.h"
#include "runtime/core/dict.h"
#include "runtime/core/error.h"
#include "runtime/core/file.h"
#include "runtime/core/list.h"
#include "runtime/core/native.h"
#include "runtime/core/native_class.h"
#include "runtime/core/seal.h"
#include "runtime/core/str.h"
#include "runtime/core/unit_module.h"

#include <string.h>

static const char *const module_names[] = {
#define MODULE(NAME, name) name,
#include "abi/modules.def"
};

typedef enum {
    CONSTANT_FLOAT,
    CONSTANT_INT,
    CONSTANT_STR,
    CONSTANT_FLAG,
    CONSTANT_CLASS,
    CONSTANT_STATE
} ConstantKind;

#define CONSTANT_OF_FLOAT(value) {.number = (value)}
#define CONSTANT_OF_INT(value) {.integer = (value)}
#define CONSTANT_OF_CLASS(value) {.integer = (value)}
#define CONSTANT_OF_STR(value) {.text = (value)}
#define CONSTANT_OF_FLAG(value) {.integer = (value)}
#define CONSTANT_OF_STATE(value) {.integer = 0}

static const struct {
    u32 module;
    const char *name;
    ConstantKind kind;
    union {
        f64 number;
        i64 integer;
        const char *text;
    } value;
} constants[] = {
#define MODULE_VALUE(MODULE, name, KIND, type, value)                                              \
    {NATIVE_OWNER_MODULE_##MODULE, name, CONSTANT_##KIND, CONSTANT_OF_##KIND(value)},
#include "abi/modules.def"
};

// ---- struct sequences
Value struct_sequence_new(RtState *rt, const char *type_name, const char *const *names,
                          const Value *items, u32 count) {
    StructSequence *sequence = object_new(rt, sizeof *sequence, CLASS_STRUCT_SEQUENCE);
    Tuple *item_tuple = tuple_new(rt, count), *name_tuple = tuple_new(rt, count);
    for (u32 i = 0; i < count; i++) {
        item_tuple->items[i] = items[i];
        name_tuple->items[i] = value_from_ref(str_intern_text(rt, names[i]));
    }
    sequence->items = value_from_ref(item_tuple);
    sequence->names = value_from_ref(name_tuple);
    sequence->type_name = value_from_ref(str_from_text(rt, type_name));
    return value_from_ref(sequence);
}

Value struct_sequence_attribute(RtState *rt, StructSequence *sequence, const Str *name) {
    (void)rt;
    Tuple *names = value_ref(sequence->names), *items = value_ref(sequence->items);
    for (u32 i = 0; i < names->len; i++) {
        if (value_ref(names->items[i]) == name) return value_retain(items->items[i]);
    }
    return VALUE_UNDEFINED;
}

// Made by the native behind re.RegexFlag: the class is the library's.
static Value regex_flag(RtState *rt, i64 bits) {
    Value argument = value_from_small(bits);
    return native_functions[NATIVE_FLAG_NEW](rt, &argument).value;
}

static void add_constants(RtState *rt, ModuleObject *module) {
    Dict *dict = value_ref(module->dict);
    for (u32 i = 0; i < COUNT_OF(constants); i++) {
        if (constants[i].module != NATIVE_OWNER_BUILTINS + 1 + module->number) continue;
        Value value = VALUE_NONE;
        switch (constants[i].kind) {
        case CONSTANT_FLOAT: value = value_box_f64(rt, constants[i].value.number); break;
        case CONSTANT_INT:
            value = value_from_int(rt_int_from_i64(rt, constants[i].value.integer));
            break;
        case CONSTANT_STR:
            value = value_from_ref(str_from_text(rt, constants[i].value.text));
            break;
        case CONSTANT_FLAG: value = regex_flag(rt, constants[i].value.integer); break;
        case CONSTANT_CLASS: value = rt_class_value(rt, (u32)constants[i].value.integer); break;
        case CONSTANT_STATE: value = module_value_make(rt, constants[i].name); break;
        }
        Str *name = str_intern_text(rt, constants[i].name);
        rt_dict_set_str(rt, dict, name, value);
        object_release(rt, name);
    }
}

// operator.__add__ is operator.add, operator.__and__ is operator.and_.
static void add_special(RtState *rt, ModuleObject *module, const char *text, Value function) {
    usize len = strlen(text) - (text[strlen(text) - 1] == '_');
    StrBuilder builder;
    builder_init(&builder, rt);
    builder_text(&builder, "__");
    builder_ascii(&builder, text, (u32)len);
    builder_text(&builder, "__");
    Str *name = str_intern_take(rt, builder_finish(&builder));
    rt_dict_set_str(rt, value_ref(module->dict), name, value_retain(function));
    object_release(rt, name);
}

static void add_functions(RtState *rt, ModuleObject *module) {
    native_class_show(rt, NATIVE_OWNER_BUILTINS + 1 + module->number, module->dict);
    for (u32 native = 0; native < NATIVE_COUNT; native++) {
        bool is_ours = native_rows[native].owner == NATIVE_OWNER_BUILTINS + 1 + module->number;
        if (!is_ours || !native_rows[native].name) continue;
        Value function = native == NATIVE_RANDOM_NEW
                             ? rt_class_value(rt, CLASS_RANDOM)
                             : rt_native_function(rt, native, VALUE_UNDEFINED).value;
        bool is_special = native >= NATIVE_OPERATOR_LT && native <= NATIVE_OPERATOR_CALL;
        if (is_special) add_special(rt, module, native_rows[native].name, function);
        Str *name = str_intern_text(rt, native_rows[native].name);
        rt_dict_set_str(rt, value_ref(module->dict), name, function);
        object_release(rt, name);
    }
}

const char *module_name(u32 owner) {
    return module_names[owner - NATIVE_OWNER_BUILTINS - 1];
}

Value module_get(RtState *rt, u32 number) {
    Value *place = &rt_core(rt)->modules[number];
    if (*place == VALUE_UNDEFINED) {
        ModuleObject *module = object_new(rt, sizeof *module, CLASS_MODULE);
        module->number = number;
        module->name = str_intern_text(rt, module_names[number]);
        module->dict = value_from_ref(dict_new(rt, 16));
        module->info = module->places = VALUE_NONE;
        *place = value_from_ref(module);
        rt_dict_set_str(rt, module_table(rt), module->name, value_retain(*place));
        add_functions(rt, module);
        add_constants(rt, module);
    }
    return value_retain(*place);
}

Value rt_module_value(RtState *rt, void *name) {
    static const struct {
        const char *module, *alias;
    } aliases[] = {
        {"", ""},  // there may be no rows
#define MODULE_ALIAS(module, alias) {module, alias},
#include "abi/modules.def"
    };
    for (u32 i = 0; i < COUNT_OF(aliases); i++) {
        if (!str_is(name, aliases[i].alias)) continue;
        Str *text = str_from_text(rt, aliases[i].module);
        Value module = rt_module_value(rt, text);
        object_release(rt, text);
        rt_dict_set_str(rt, module_table(rt), name, value_retain(module));
        return module;
    }
    for (u32 i = 0; i < MODULE_COUNT; i++) {
        if (str_is(name, module_names[i])) return module_get(rt, i);
    }
    Value found = rt_dict_get_str(rt, unit_module_table(rt), name);
    if (found != VALUE_UNDEFINED) return found;
    rt_fatal(rt, "a module that does not exist");  // the compiler knows the table
}

// types.ModuleType(name, doc=None)
ResultWord rt_native_NEW_MODULE(RtState *rt, const Value *args) {
    static const char *const absent[] = {"__package__", "__loader__", "__spec__"};
    if (!value_is_str(args[0]))
        return error_format(rt, CLASS_TYPE_ERROR, "module() argument 'name' must be str, not %T",
                            args[0]);
    ModuleObject *module = object_new(rt, sizeof *module, CLASS_MODULE);
    Dict *dict = dict_new(rt, 8);
    module->number = MODULE_FREE;
    module->name = value_ref(value_retain(args[0]));
    module->dict = value_from_ref(dict);
    module->info = module->places = VALUE_NONE;
    rt_dict_set_str(rt, dict, rt_name(rt, NAME_NAME), value_retain(args[0]));
    Value doc = args[1] == VALUE_UNDEFINED ? VALUE_NONE : value_retain(args[1]);
    rt_dict_set_str(rt, dict, rt_name(rt, NAME_DOC), doc);
    for (u32 i = 0; i < COUNT_OF(absent); i++) {
        Str *name = str_intern_text(rt, absent[i]);
        rt_dict_set_str(rt, dict, name, VALUE_NONE);
        object_release(rt, name);
    }
    return word_object(module);
}

static ResultWord free_module_getattr(RtState *rt, ModuleObject *module, Str *name) {
    if (name == rt_name(rt, NAME_DICT)) return word_ok(value_retain(module->dict));
    Value getter = rt_dict_get_str(rt, value_ref(module->dict), rt_name(rt, NAME_GETATTR));
    if (getter != VALUE_UNDEFINED) {
        Value argument = value_from_ref(name);
        ResultWord found = call_value(rt, getter, &argument, 1);
        value_release(rt, getter);
        return found;
    }
    Value own = rt_dict_get_str(rt, value_ref(module->dict), rt_name(rt, NAME_NAME));
    if (!value_is_str(own))
        error_format(rt, CLASS_ATTRIBUTE_ERROR, "module has no attribute '%S'", name);
    else
        error_format(rt, CLASS_ATTRIBUTE_ERROR, "module '%S' has no attribute '%S'", value_ref(own),
                     name);
    value_release(rt, own);
    return word_error();
}

ResultWord module_getattr(RtState *rt, Value value, Str *name) {
    ModuleObject *module = value_ref(value);
    if (module->number == MODULE_OF_UNIT) return unit_module_getattr(rt, module, name);
    Value found = rt_dict_get_str(rt, value_ref(module->dict), name);
    seal_ask_value(rt, name);
    if (found != VALUE_UNDEFINED) return word_ok(found);
    if (module->number == MODULE_FREE) return free_module_getattr(rt, module, name);
    if (name == rt_name(rt, NAME_NAME)) return word_ok(value_of(module->name));
    if (name == rt_name(rt, NAME_DOC)) return word_ok(VALUE_NONE);
    return error_format(rt, CLASS_ATTRIBUTE_ERROR, "module '%S' has no attribute '%S'",
                        module->name, name);
}

// Variables of compiled modules stay: what reads them trusts that they are there.
u32 module_delattr(RtState *rt, Value value, Str *name) {
    ModuleObject *module = value_ref(value);
    Value found = rt_dict_get_str(rt, value_ref(module->dict), name);
    if (found == VALUE_UNDEFINED) {
        error_format(rt, CLASS_ATTRIBUTE_ERROR, "module '%S' has no attribute '%S'", module->name,
                     name);
        return 1;
    }
    value_release(rt, found);
    return rt_dict_delete(rt, value_ref(module->dict), value_from_ref(name)).is_error;
}

u32 module_setattr(RtState *rt, Value value, Str *name, Value content) {
    ModuleObject *module = value_ref(value);
    if (module->number == MODULE_OF_UNIT) return unit_module_setattr(rt, module, name, content);
    seal_ask(rt, "a variable of a module");
    rt_dict_set_str(rt, value_ref(module->dict), name, value_retain(content));
    // print() and input() go to what these names hold.
    static const char *const streams[] = {"stdin", "stdout", "stderr"};
    for (u32 i = 0; i < 3; i++) {
        if (str_is(module->name, "sys") && str_is(name, streams[i]))
            file_replace_standard(rt, i, content);
    }
    return 0;
}
