// Instances of open classes: the struct of the built-in class that they extend, then __init__.
#include "runtime/core/bytes_object.h"
#include "runtime/core/builder.h"
#include "runtime/core/class_build.h"
#include "runtime/core/complex.h"
#include "runtime/core/construct.h"
#include "runtime/core/descriptor.h"
#include "runtime/core/error.h"
#include "runtime/core/exception.h"
#include "runtime/core/list.h"
#include "runtime/core/native.h"
#include "runtime/core/open.h"
#include "runtime/core/set.h"
#include "runtime/core/str.h"
#include "runtime/core/weak.h"

#include "abi/part.h"

#include <string.h>

// ---- structs

PART_FUNCTION static BytesObject *copy_bytes(RtState *rt, const BytesObject *bytes) {
    BytesObject *copy = bytes_new(rt, CLASS_BYTES, bytes->len);
    if (copy && bytes->len) memcpy(copy->data, bytes->data, bytes->len);
    return copy;
}
PART_ONLY(copy_bytes, CLASS_BYTES);

PART_FUNCTION static WeakReference *copy_reference(RtState *rt, WeakReference *shared) {
    Value target = weak_target(shared);
    WeakReference *made = weak_reference(rt, target, shared->callback, false);
    value_release(rt, target);
    return made;
}
PART_ONLY(copy_reference, CLASS_REFERENCE);

PART_FUNCTION static Object *copy_complex(RtState *rt, const ComplexObject *plain) {
    return value_ref(complex_new(rt, plain->number));
}
PART_ONLY(copy_complex, CLASS_COMPLEX);

// An object of its own with the content of `plain`, which is taken.
static Value own_copy(RtState *rt, u32 layout, Value plain) {
    void *made = NULL;
    switch (layout) {
    case CLASS_INT:
    case CLASS_FLOAT: {
        BoxedNumber *box = object_new_of(rt, sizeof *box, layout);
        box->plain = plain;
        return value_from_ref(box);
    }
    case CLASS_STR: {
        const Str *str = value_ref(plain);
        Str *copy = str_new(rt, str->len, str->width);
        memcpy(copy->data, str->data, (usize)str->len * str->width);
        copy->is_ascii = str->is_ascii;
        made = copy;
        break;
    }
    case CLASS_TUPLE: {
        const Tuple *tuple = value_ref(plain);
        Tuple *copy = object_new(rt, sizeof *copy + tuple->len * sizeof(Value), CLASS_TUPLE);
        copy->len = tuple->len;
        copy->hash = 0;
        for (u32 i = 0; i < tuple->len; i++) copy->items[i] = value_retain(tuple->items[i]);
        made = copy;
        break;
    }
    case CLASS_BYTES: made = copy_bytes(rt, value_ref(plain)); break;
    case CLASS_REFERENCE: made = copy_reference(rt, value_ref(plain)); break;
    case CLASS_COMPLEX: made = copy_complex(rt, value_ref(plain)); break;
    case CLASS_FROZENSET: made = set_copy(rt, value_ref(plain), CLASS_FROZENSET); break;
    default: return plain;
    }
    value_release(rt, plain);
    return made ? value_from_ref(made) : VALUE_UNDEFINED;
}

static ResultWord new_struct(RtState *rt, RtClass *holder, const Value *args, u32 count,
                             KeywordArgs keywords) {
    u32 layout = holder->layout_id;
    bool is_filled_later = layout == CLASS_LIST || layout == CLASS_DICT || layout == CLASS_SET ||
                           layout == CLASS_BYTEARRAY || layout == CLASS_COLLECTIONS_DEQUE;
    if (is_filled_later) count = keywords.count = 0;
    u32 native = construct_native(rt, layout);
    ResultWord plain =
        call_native(rt, native, VALUE_UNDEFINED, args, count, keywords.items, keywords.count);
    if (plain.is_error) return plain;
    Value own = own_copy(rt, layout, plain.value);
    if (own == VALUE_UNDEFINED) return word_error();
    // reversed(x) may be what x.__reversed__() gives.
    bool is_foreign = layout == CLASS_REVERSED && !value_is(own, CLASS_REVERSED) &&
                      !value_is(own, CLASS_LIST_REVERSE_ITERATOR);
    if (is_foreign) return word_ok(own);
    ((Object *)value_ref(own))->class_id = holder->id;
    if (holder->has_finalizer) gc_note_finalizable(rt, value_ref(own));
    return word_ok(own);
}

// ---- object.__new__

static bool is_user_defined(RtState *rt, RtClass *holder, NameId name) {
    const ClassAttribute *found = class_find(rt, holder, rt_name(rt, name));
    return found && found->kind != ATTRIBUTE_NATIVE;
}

static bool check_no_args(RtState *rt, RtClass *holder, u32 given) {
    if (given == 0) return true;
    if (is_user_defined(rt, holder, NAME_NEW)) {
        error_text(rt, CLASS_TYPE_ERROR,
                   "object.__new__() takes exactly one argument (the type to instantiate)");
        return false;
    }
    if (is_user_defined(rt, holder, NAME_INIT)) return true;
    error_format(rt, CLASS_TYPE_ERROR, "%S() takes no arguments", holder->name);
    return false;
}

// "Can't instantiate abstract class C without an implementation for abstract methods 'f', 'g'"
static bool check_concrete(RtState *rt, const RtClass *holder) {
    const ClassAttribute *own = class_find_own(holder, rt_name(rt, NAME_ABSTRACTMETHODS));
    if (!own) return true;
    List *names = list_from_value(rt, own->value);
    if (!names) return false;
    u32 count = names->len;
    if (count > 0 && !list_sort(rt, names, VALUE_NONE, false)) {
        StrBuilder builder;
        builder_init(&builder, rt);
        builder_format(&builder,
                       "Can't instantiate abstract class %S without an implementation "
                       "for abstract method%s ",
                       holder->name, count == 1 ? "" : "s");
        for (u32 i = 0; i < count; i++)
            builder_format(&builder, i == 0 ? "'%S'" : ", '%S'", value_ref(list_slots(names)[i]));
        error_built(rt, CLASS_TYPE_ERROR, &builder);
    }
    object_release(rt, names);
    return count == 0;
}

// An instance of a closed class before its __init__.
static ResultWord new_bare(RtState *rt, const RtClass *holder, const Value *args, u32 count) {
    Instance *instance = rt_instance_new(rt, holder->id, holder->slot_count);
    for (u32 i = 0; i < holder->field_count; i++) {
        if (holder->fields[i].kind != SLOT_VALUE) instance->slots[holder->fields[i].slot] = 0;
    }
    bool is_exception = holder->layout_id >= CLASS_BASE_EXCEPTION;
    if (!is_exception || exception_set_args(rt, (Exception *)(void *)instance, args, count))
        return word_object(instance);
    object_release(rt, instance);
    return word_error();
}

ResultWord class_new_instance(RtState *rt, RtClass *holder, const Value *args, u32 count,
                              KeywordArgs keywords) {
    bool is_bare = !class_id_is_open(holder->id) && holder->id >= CLASS_USER_FIRST;
    if (is_bare) return new_bare(rt, holder, args, count);
    if (!class_id_is_open(holder->id))
        return call_class_closed(rt, holder, args, count, keywords.items, keywords.count);
    if (!check_concrete(rt, holder)) return word_error();
    u32 layout = holder->layout_id;
    bool is_exception = layout >= CLASS_BASE_EXCEPTION;
    if (layout == CLASS_OBJECT && !check_no_args(rt, holder, count + keywords.count))
        return word_error();
    if (layout != CLASS_OBJECT && !is_exception)
        return new_struct(rt, holder, args, count, keywords);
    Instance *instance = rt_instance_new(rt, holder->id, holder->slot_count);
    if (!is_exception || exception_set_args(rt, (Exception *)(void *)instance, args, count))
        return word_object(instance);
    object_release(rt, instance);
    return word_error();
}

// ---- type.__call__

static ResultWord make(RtState *rt, RtClass *holder, const Value *args, u32 count,
                       KeywordArgs keywords) {
    ClassAttribute *maker = class_find(rt, holder, rt_name(rt, NAME_NEW));
    if (!maker || maker->kind == ATTRIBUTE_NATIVE)
        return class_new_instance(rt, holder, args, count, keywords);
    ResultWord callee = attribute_bind_to_class(rt, maker, holder, rt_name(rt, NAME_NEW));
    if (callee.is_error) return callee;
    ResultWord result = call_with_first(rt, callee.value, value_from_ref(holder), args, count,
                                        keywords.items, keywords.count);
    value_release(rt, callee.value);
    return result;
}

// The native __init__ of the struct, where it fills what __new__ left empty.
static bool init_struct(RtState *rt, const RtClass *holder, const ClassAttribute *init,
                        Value instance, const Value *args, u32 count, KeywordArgs keywords) {
    bool is_filled =
        holder->layout_id != CLASS_OBJECT && init && init->number != NATIVE_OBJECT_INIT;
    if (!is_filled || holder->layout_id >= CLASS_BASE_EXCEPTION) {
        bool has_extra = keywords.count > 0 && holder->layout_id >= CLASS_BASE_EXCEPTION;
        if (has_extra)
            error_format(rt, CLASS_TYPE_ERROR, "%S() takes no keyword arguments", holder->name);
        return !has_extra;
    }
    ResultWord result =
        call_native(rt, init->number, instance, args, count, keywords.items, keywords.count);
    if (!result.is_error) value_release(rt, result.value);
    return !result.is_error;
}

ResultWord class_instantiate(RtState *rt, RtClass *holder, const Value *args, u32 count,
                             KeywordArgs keywords) {
    gc_codepoint(rt);
    ResultWord made = make(rt, holder, args, count, keywords);
    if (made.is_error || !class_is_subclass(rt, value_class(made.value), holder->id)) return made;
    holder = class_of(rt, made.value);
    ClassAttribute *init = class_find(rt, holder, rt_name(rt, NAME_INIT));
    bool is_good;
    if (init && init->kind != ATTRIBUTE_NATIVE)
        is_good = construct_init(rt, init, made.value, args, count, keywords.items, keywords.count);
    else
        is_good = init_struct(rt, holder, init, made.value, args, count, keywords);
    if (is_good) return made;
    value_release(rt, made.value);
    return word_error();
}
PART_ONLY(class_instantiate, PART_OPEN);
