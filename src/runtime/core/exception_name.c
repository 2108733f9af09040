// NameError of names that nothing defines: what may be meant instead.
#include "runtime/core/builder.h"
#include "runtime/core/error.h"
#include "runtime/core/exception.h"
#include "runtime/core/list.h"
#include "runtime/core/native.h"

static bool has_attribute(RtState *rt, Value self, Str *name) {
    if (self == VALUE_UNDEFINED) return false;
    ResultWord names = rt_native_OBJECT_DIR(rt, &self);
    if (names.is_error) return error_clear(rt), false;
    const List *list = value_ref(names.value);
    bool is_found = false;
    for (i64 i = 0; i < list->len && !is_found; i++) {
        Value item = list_slots(list)[i];
        is_found = value_is(item, CLASS_STR) && str_equal(value_ref(item), name);
    }
    value_release(rt, names.value);
    return is_found;
}

void rt_raise_unknown_name(RtState *rt, void *name, void *names, void *addresses, u32 is_module) {
    const Value *values = addresses;
    const Tuple *near = names;
    Value meant = VALUE_NONE;
    if (has_attribute(rt, values[near->len], name)) {
        StrBuilder builder;
        builder_init(&builder, rt);
        builder_format(&builder, "self.%S", name);
        meant = value_from_ref(builder_finish(&builder));
    }
    for (u32 i = 0; meant == VALUE_NONE && i < near->len; i++) {
        if (values[i] != VALUE_UNDEFINED) meant = value_retain(near->items[i]);
    }
    error_format(rt, CLASS_NAME_ERROR, "name '%S' is not defined", name);
    Tuple *about = tuple_new(rt, 3);
    about->items[0] = value_retain(value_from_ref(name));
    about->items[1] = meant;
    about->items[2] = value_from_bool(is_module != 0);
    value_assign_take(rt, &((Exception *)value_ref(rt->exception))->extra, value_from_ref(about));
}

void exception_put_meant(StrBuilder *builder, const Tuple *about) {
    if (!about || about->len != 3) return;
    bool has_meant = about->items[1] != VALUE_NONE;
    if (has_meant) builder_format(builder, ". Did you mean: '%S'?", value_ref(about->items[1]));
    if (about->items[2] == VALUE_TRUE)
        builder_format(builder, "%s forget to import '%S'?",
                       has_meant ? " Or did you" : ". Did you", value_ref(about->items[0]));
}
