#include "runtime/core/class_build.h"

#include "runtime/core/descriptor.h"
#include "runtime/core/dict.h"
#include "runtime/core/error.h"
#include "runtime/core/exception.h"
#include "runtime/core/list.h"
#include "runtime/core/native.h"
#include "runtime/core/native_class.h"
#include "runtime/core/open.h"
#include "runtime/core/str.h"

#include <string.h>

// ---- bases

static bool is_extensible(RtState *rt, u32 layout) {
    switch (layout) {
    case CLASS_OBJECT:
    case CLASS_TYPE:
    case CLASS_INT:
    case CLASS_FLOAT:
    case CLASS_COMPLEX:
    case CLASS_STR:
    case CLASS_BYTES:
    case CLASS_BYTEARRAY:
    case CLASS_LIST:
    case CLASS_TUPLE:
    case CLASS_DICT:
    case CLASS_SET:
    case CLASS_FROZENSET:
    case CLASS_REVERSED:
    case CLASS_ENUMERATE:
    case CLASS_ZIP:
    case CLASS_MAP:
    case CLASS_FILTER:
    case CLASS_SUPER:
    case CLASS_PROPERTY:
    case CLASS_STATICMETHOD:
    case CLASS_CLASSMETHOD: return true;
    case CLASS_UNION:
    case CLASS_FRAME:
    case CLASS_NAMESPACE:
    case CLASS_REGEX_FLAG: return false;
    default: break;
    }
    if (layout >= CLASS_BASE_EXCEPTION) return true;
    return native_class_row(layout) && class_get(rt, layout)->new_native != NATIVE_COUNT;
}

static bool check_base(RtState *rt, Value base) {
    if (!value_is_class(base)) {
        error_text(rt, CLASS_TYPE_ERROR, "bases must be types");
        return false;
    }
    const RtClass *holder = value_ref(base);
    bool is_closed = holder->id >= CLASS_USER_FIRST && !class_id_is_open(holder->id);
    if (is_closed) {
        error_format(rt, CLASS_TYPE_ERROR,
                     "class '%S' was compiled as one that no class made at run time extends",
                     holder->name);
        return false;
    }
    if (is_extensible(rt, holder->layout_id)) return true;
    error_format(rt, CLASS_TYPE_ERROR, "type '%S' is not an acceptable base type", holder->name);
    return false;
}

static bool check_once(RtState *rt, const Tuple *bases, u32 index) {
    for (u32 i = 0; i < index; i++) {
        if (bases->items[i] != bases->items[index]) continue;
        error_format(rt, CLASS_TYPE_ERROR, "duplicate base class %S",
                     ((RtClass *)value_ref(bases->items[i]))->name);
        return false;
    }
    return true;
}

// Slots of names and the struct of a built-in class: what no other base may disagree with. The
// dict's word does not count.
static u32 own_words(const RtClass *holder) {
    return holder->field_count;
}

static u32 layout_base(u32 layout) {
    static const u16 bases[] = {
#define CLASS(NAME, text, BASE) [CLASS_##NAME] = CLASS_##BASE,
#include "abi/classes.def"
#undef CLASS
#define EXCEPTION(NAME, text, BASE) [CLASS_##NAME] = CLASS_##BASE,
#include "abi/exceptions.def"
#undef EXCEPTION
    };
    return bases[layout];
}

// Exceptions that have more than arguments, in CPython in fields of their own.
static bool has_own_fields(u32 layout) {
    switch (layout) {
    case CLASS_BASE_EXCEPTION:
    case CLASS_BASE_EXCEPTION_GROUP:
    case CLASS_SYSTEM_EXIT:
    case CLASS_ATTRIBUTE_ERROR:
    case CLASS_IMPORT_ERROR:
    case CLASS_NAME_ERROR:
    case CLASS_OS_ERROR:
    case CLASS_STOP_ITERATION:
    case CLASS_SYNTAX_ERROR:
    case CLASS_UNICODE_DECODE_ERROR:
    case CLASS_UNICODE_ENCODE_ERROR:
    case CLASS_UNICODE_TRANSLATE_ERROR: return true;
    default: return false;
    }
}

// Most exceptions are a BaseException with another name: two of them do not disagree.
static u32 struct_of(u32 layout) {
    if (layout < CLASS_BASE_EXCEPTION || layout >= CLASS_BUILTIN_COUNT) return layout;
    while (!has_own_fields(layout)) layout = layout_base(layout);
    return layout;
}

static bool is_layout_of(u32 layout, u32 ancestor) {
    layout = struct_of(layout);
    ancestor = struct_of(ancestor);
    while (layout != ancestor && layout != CLASS_OBJECT) layout = layout_base(layout);
    return layout == ancestor;
}

// The class that brought the last of the slots.
static const RtClass *slots_from(RtState *rt, const RtClass *holder) {
    while (holder->base_id != CLASS_OBJECT) {
        const RtClass *base = class_get(rt, holder->base_id);
        if (own_words(base) != own_words(holder)) break;
        holder = base;
    }
    return holder;
}

// The base whose struct the instances extend, or NULL: TypeError.
static RtClass *best_base(RtState *rt, const Tuple *bases) {
    RtClass *best = value_ref(bases->items[0]);
    for (u32 i = 1; i < bases->len; i++) {
        RtClass *other = value_ref(bases->items[i]);
        bool is_same = struct_of(other->layout_id) == struct_of(best->layout_id);
        bool is_wider = !is_same && is_layout_of(other->layout_id, best->layout_id);
        bool is_longer = is_same && own_words(other) > own_words(best);
        RtClass *less = is_wider || is_longer ? best : other;
        if (is_wider || is_longer) best = other;
        bool is_conflict =
            !is_layout_of(best->layout_id, less->layout_id) ||
            (own_words(less) > 0 && !class_is_subclass(rt, best->id, slots_from(rt, less)->id));
        if (!is_conflict) continue;
        error_text(rt, CLASS_TYPE_ERROR, "multiple bases have instance lay-out conflict");
        return NULL;
    }
    return best;
}

RtClass *class_build_meta(RtState *rt, RtClass *meta, const Tuple *bases) {
    for (u32 i = 0; i < bases->len; i++) {
        RtClass *other = class_of(rt, bases->items[i]);
        if (class_is_subclass(rt, meta->id, other->id)) continue;
        if (class_is_subclass(rt, other->id, meta->id)) {
            meta = other;
            continue;
        }
        error_text(rt, CLASS_TYPE_ERROR,
                   "metaclass conflict: the metaclass of a derived class must be a (non-strict) "
                   "subclass of the metaclasses of all its bases");
        return NULL;
    }
    return meta;
}

// ---- the words of instances

static bool inherits_dict(const Tuple *bases) {
    for (u32 i = 0; i < bases->len; i++) {
        if (((RtClass *)value_ref(bases->items[i]))->dict_slot != CLASS_NO_DICT) return true;
    }
    return false;
}

static u32 new_dict_slot(RtClass *made) {
    bool has_slots = made->layout_id == CLASS_OBJECT || made->layout_id >= CLASS_BASE_EXCEPTION;
    return has_slots ? made->slot_count++ : (u32)CLASS_SIDE_DICT;
}

static void copy_fields(RtState *rt, RtClass *made, const RtClass *base, u32 extra) {
    made->field_count = base->field_count + extra;
    if (made->field_count == 0) return;
    made->fields = rt_alloc(rt, made->field_count * sizeof(ClassField));
    if (base->field_count)
        memcpy(made->fields, base->fields, base->field_count * sizeof(ClassField));
}

static Str *mangled_slot(RtState *rt, const RtClass *made, Str *name) {
    bool is_private = name->len > 2 && str_get(name, 0) == '_' && str_get(name, 1) == '_' &&
                      str_get(name, name->len - 1) != '_';
    object_retain(name);
    if (!is_private) return str_intern_take(rt, name);
    u32 start = 0;
    while (start < made->name->len && str_get(made->name, start) == '_') start++;
    Str *plain = str_slice(rt, made->name, start, made->name->len - start);
    StrBuilder builder;
    builder_init(&builder, rt);
    builder_format(&builder, "_%S%S", plain, name);
    object_release(rt, plain);
    object_release(rt, name);
    return str_intern_take(rt, builder_finish(&builder));
}

// The names of __slots__, in a list; NULL: exception.
static List *slot_names(RtState *rt, Value slots) {
    if (!value_is_str(slots)) return list_from_value(rt, slots);
    List *names = list_new(rt, SLOT_VALUE, 1);
    list_append(rt, names, slots);
    return names;
}

static bool has_slot(const RtClass *made, const Str *name) {
    const ClassAttribute *own = class_find_own(made, name);
    return own && own->kind == ATTRIBUTE_SLOT;
}

// Objects whose items lie behind their head: CPython has no place for slots there.
static bool is_of_items(u32 layout_id) {
    return layout_id == CLASS_INT || layout_id == CLASS_TUPLE || layout_id == CLASS_BYTES ||
           layout_id == CLASS_TYPE;
}

static bool add_slots(RtState *rt, RtClass *made, const RtClass *base, Value slots) {
    bool has_slots = made->layout_id == CLASS_OBJECT || made->layout_id >= CLASS_BASE_EXCEPTION;
    List *names = slot_names(rt, slots);
    if (!names) return false;
    u32 count = 0, first = base->field_count;
    copy_fields(rt, made, base, names->len);
    bool is_good = true;
    for (u32 i = 0; i < names->len && is_good; i++) {
        Value name = list_slots(names)[i];
        if (!value_is_str(name)) {
            error_format(rt, CLASS_TYPE_ERROR, "__slots__ items must be strings, not '%T'", name);
            is_good = false;
        } else if (str_is(value_str(name), "__dict__")) {
            if (made->dict_slot == CLASS_NO_DICT) made->dict_slot = new_dict_slot(made);
        } else if (str_is(value_str(name), "__weakref__")) {
            made->is_weak = true;
        } else {
            Str *text = mangled_slot(rt, made, value_str(name));
            // That a class has no docstring is said after this.
            if (has_slots && str_is(text, "__doc__")) class_remove(rt, made, text);
            if (!has_slots && !is_of_items(made->layout_id)) {
                // Their attributes are in a dict beside the object, whatever they are called.
                if (made->dict_slot == CLASS_NO_DICT) made->dict_slot = new_dict_slot(made);
            } else if (!has_slots) {
                error_format(rt, CLASS_TYPE_ERROR,
                             "nonempty __slots__ not supported for subtype of '%S'", base->name);
                is_good = false;
            } else if (has_slot(made, text)) {
                // Named twice: once is enough.
            } else if (class_find_own(made, text)) {
                error_format(rt, CLASS_VALUE_ERROR,
                             "'%S' in __slots__ conflicts with class variable", text);
                is_good = false;
            } else {
                made->fields[first + count++] = (ClassField){text, made->slot_count, SLOT_VALUE};
                class_add(rt, made, text, ATTRIBUTE_SLOT)->number = made->slot_count++;
            }
            object_release(rt, text);  // the intern table keeps it
        }
    }
    u32 room = made->field_count;
    made->field_count = first + count;
    if (room != made->field_count)
        made->fields = rt_realloc(rt, made->fields, room * sizeof(ClassField),
                                  made->field_count * sizeof(ClassField));
    object_release(rt, names);
    return is_good;
}

// ---- the namespace

static void adopt_attribute(RtState *rt, RtClass *made, Str *name, Value value) {
    static const char *const static_names[] = {"__new__"};
    static const char *const class_names[] = {"__init_subclass__", "__class_getitem__"};
    bool is_function = value_is(value, CLASS_FUNCTION);
    AttributeKind kind = is_function ? ATTRIBUTE_METHOD : ATTRIBUTE_OPEN;
    if (is_function && str_is(name, static_names[0])) kind = ATTRIBUTE_STATIC;
    for (u32 i = 0; is_function && i < COUNT_OF(class_names); i++) {
        if (str_is(name, class_names[i])) kind = ATTRIBUTE_CLASS;
    }
    class_add(rt, made, name, kind)->value = value_retain(value);
}

void class_set_open_attribute(RtState *rt, RtClass *holder, Str *name, Value value) {
    adopt_attribute(rt, holder, name, value);
    if (str_is(name, "__del__")) holder->has_finalizer = rt_core(rt)->has_finalizers = true;
}

static bool fill_attributes(RtState *rt, RtClass *made, Dict *space) {
    u32 at = 0;
    bool has_eq = false, has_hash = false;
    for (DictEntry *entry; (entry = dict_next(space, &at));) {
        if (!value_is_str(entry->key)) continue;
        Str *name = str_intern_take(rt, value_ref(value_retain(entry->key)));
        bool is_hidden = str_is(name, "__classcell__") || name == rt_name(rt, NAME_QUALNAME);
        has_eq |= name == rt_name(rt, NAME_EQ);
        has_hash |= name == rt_name(rt, NAME_HASH);
        if (!is_hidden) class_set_open_attribute(rt, made, name, entry->value);
        object_release(rt, name);  // the intern table keeps it
    }
    if (has_eq && !has_hash)
        class_add(rt, made, rt_name(rt, NAME_HASH), ATTRIBUTE_OPEN)->value = VALUE_NONE;
    if (!class_find_own(made, rt_name(rt, NAME_DOC)))
        class_add(rt, made, rt_name(rt, NAME_DOC), ATTRIBUTE_OPEN)->value = VALUE_NONE;
    return true;
}

static bool take_qualname(RtState *rt, RtClass *made, Dict *space) {
    Value qualname = dict_get_name(rt, space, rt_name(rt, NAME_QUALNAME));
    Value module = dict_get_name(rt, space, rt_name(rt, NAME_MODULE));
    if (qualname != VALUE_UNDEFINED && !value_is_str(qualname)) {
        error_format(rt, CLASS_TYPE_ERROR, "type __qualname__ must be a str, not %T", qualname);
        return false;
    }
    if (qualname != VALUE_UNDEFINED && value_ref(qualname) != made->name)
        made->qualname = value_ref(value_retain(qualname));
    if (value_is_str(module)) made->module = value_ref(value_retain(module));
    return true;
}

static bool lay_out(RtState *rt, RtClass *made, const RtClass *base, Dict *space) {
    Value slots = dict_get_name(rt, space, rt_name(rt, NAME_SLOTS));
    made->slot_count = base->slot_count;
    made->dict_slot = base->dict_slot;
    if (made->dict_slot == CLASS_NO_DICT && inherits_dict(made->bases))
        made->dict_slot = new_dict_slot(made);
    if (slots != VALUE_UNDEFINED) return add_slots(rt, made, base, slots);
    copy_fields(rt, made, base, 0);
    // CPython has no place for them behind items of variable number.
    made->is_weak = made->layout_id != CLASS_INT && made->layout_id != CLASS_TUPLE &&
                    made->layout_id != CLASS_BYTES;
    if (made->dict_slot == CLASS_NO_DICT && made->layout_id != CLASS_TYPE)
        made->dict_slot = new_dict_slot(made);
    return true;
}

// ---- what is called when the class is there

static bool set_cell(RtState *rt, RtClass *made, Dict *space) {
    Value setter = dict_get_name(rt, space, rt_name(rt, NAME_CLASSCELL));
    if (setter == VALUE_UNDEFINED) return true;
    Value self = value_from_ref(made);
    ResultWord result = call_value(rt, setter, &self, 1);
    if (!result.is_error) value_release(rt, result.value);
    return !result.is_error;
}

static bool set_names(RtState *rt, RtClass *made, Dict *space) {
    bool is_good = true;
    Dict *copy = dict_copy(rt, space);
    u32 at = 0;
    for (DictEntry *entry; is_good && (entry = dict_next(copy, &at));) {
        if (!value_is_open(entry->value) || value_is_class(entry->value)) continue;
        ClassAttribute *hook = class_find_user(rt, entry->value, NAME_SET_NAME);
        if (!hook) continue;
        Value args[] = {value_from_ref(made), entry->key};
        ResultWord result = call_attribute(rt, hook, entry->value, args, 2);
        if (!result.is_error) value_release(rt, result.value);
        is_good = !result.is_error;
    }
    object_release(rt, copy);
    return is_good;
}

static bool init_subclass(RtState *rt, RtClass *made, KeywordArgs keywords) {
    Str *name = rt_name(rt, NAME_INIT_SUBCLASS);
    ClassAttribute *hook = class_find_behind(rt, made, made, name);
    if (!hook || hook->kind == ATTRIBUTE_NATIVE) {
        if (keywords.count == 0) return true;
        error_format(rt, CLASS_TYPE_ERROR, "%S.__init_subclass__() takes no keyword arguments",
                     made->name);
        return false;
    }
    ResultWord bound = attribute_bind_to_class(rt, hook, made, name);
    if (bound.is_error) return false;
    ResultWord result = call_value_kw(rt, bound.value, NULL, 0, keywords.items, keywords.count);
    value_release(rt, bound.value);
    if (!result.is_error) value_release(rt, result.value);
    return !result.is_error;
}

static void join_bases(RtState *rt, RtClass *made) {
    for (u32 i = 0; i < made->bases->len; i++) {
        RtClass *base = value_ref(made->bases->items[i]);
        value_stack_push(rt, &base->subclasses, value_from_ref(made));
        made->has_finalizer |= base->has_finalizer;
        made->is_weak |= base->is_weak;
    }
}

ResultWord class_build(RtState *rt, RtClass *meta, Str *name, Tuple *bases, Value space,
                       KeywordArgs keywords) {
    Value object = value_from_ref(class_get(rt, CLASS_OBJECT));
    Tuple *all = bases->len ? bases : tuple_from(rt, &object, 1);
    if (bases->len) object_retain(bases);
    bool is_good = true;
    for (u32 i = 0; i < all->len && is_good; i++)
        is_good = check_base(rt, all->items[i]) && check_once(rt, all, i);
    RtClass *base = is_good ? best_base(rt, all) : NULL;
    if (!base) {
        object_release(rt, all);
        return word_error();
    }
    object_retain(name);
    RtClass *made = class_new_open(rt, base->layout_id, name);
    Dict *dict = value_ref(space);
    made->head.class_id = meta->id;
    made->base_id = base->id;
    made->bases = all;
    // A class that fails on the way stays: something may know it already.
    is_good = class_build_mro(rt, made) && take_qualname(rt, made, dict) &&
              fill_attributes(rt, made, dict) && lay_out(rt, made, base, dict);
    if (!is_good) return word_error();
    join_bases(rt, made);
    is_good =
        set_cell(rt, made, dict) && set_names(rt, made, dict) && init_subclass(rt, made, keywords);
    return is_good ? word_ok(value_of(made)) : word_error();
}
