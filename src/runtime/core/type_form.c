#include "runtime/core/type_form.h"

#include "runtime/core/builder.h"
#include "runtime/core/call.h"
#include "runtime/core/dict.h"
#include "runtime/core/error.h"
#include "runtime/core/list.h"
#include "runtime/core/native.h"
#include "runtime/core/native_class.h"

#include "base/stack.h"

typedef struct {
    Object head;
    Value origin, args;
} GenericAlias;
NATIVE_CLASS_CHECK(GenericAlias, GENERIC_ALIAS);

typedef struct {
    Object head;
    Value args;
} Union;
NATIVE_CLASS_CHECK(Union, UNION);

// ---- making

static GenericAlias *alias_new(RtState *rt, Value origin, Value key) {
    GenericAlias *alias = native_object_new(rt, CLASS_GENERIC_ALIAS);
    alias->origin = value_retain(origin);
    alias->args =
        value_is(key, CLASS_TUPLE) ? value_retain(key) : value_from_ref(tuple_from(rt, &key, 1));
    return alias;
}

Value type_form_of_class(RtState *rt, RtClass *holder, Value key) {
    static const u32 generic[] = {CLASS_LIST,
                                  CLASS_TUPLE,
                                  CLASS_DICT,
                                  CLASS_SET,
                                  CLASS_TYPE,
                                  CLASS_FROZENSET,
                                  CLASS_ENUMERATE,
                                  CLASS_SLICE,
                                  CLASS_BASE_EXCEPTION_GROUP,
                                  CLASS_EXCEPTION_GROUP};
    for (u32 i = 0; i < COUNT_OF(generic); i++) {
        if (holder->id == generic[i])
            return value_from_ref(alias_new(rt, value_from_ref(holder), key));
    }
    return VALUE_UNDEFINED;
}
PART_ONLY(type_form_of_class, PART_CLASS_VALUES);

static bool is_type(Value value) {
    return value == VALUE_NONE || value_is_class(value) || value_is(value, CLASS_GENERIC_ALIAS) ||
           value_is(value, CLASS_UNION);
}

// False: an exception.
static bool add_member(RtState *rt, List *members, Value value) {
    if (value_is(value, CLASS_UNION)) {
        const Tuple *inner = value_ref(((Union *)value_ref(value))->args);
        for (u32 i = 0; i < inner->len; i++) {
            if (!add_member(rt, members, inner->items[i])) return false;
        }
        return true;
    }
    if (value == VALUE_NONE) value = value_from_ref(class_get(rt, CLASS_NONE));
    for (u32 i = 0; i < members->len; i++) {
        Value known = list_slots(members)[i];
        ResultI32 is_same = known == value ? i32_ok(1) : rt_compare_bool(rt, known, value, RT_EQ);
        if (is_same.is_error) return false;
        if (is_same.value) return true;
    }
    list_append(rt, members, value);
    return true;
}

ResultWord type_form_union(RtState *rt, Value left, Value right) {
    bool is_union = is_type(left) && is_type(right) && (left != VALUE_NONE || right != VALUE_NONE);
    if (!is_union) return word_ok(VALUE_NOT_IMPLEMENTED);
    List *members = list_new(rt, SLOT_VALUE, 2);
    ResultWord result = word_error();
    if (add_member(rt, members, left) && add_member(rt, members, right)) {
        if (members->len == 1) {
            result = word_ok(value_retain(list_slots(members)[0]));
        } else {
            Union *made = native_object_new(rt, CLASS_UNION);
            made->args = value_from_ref(tuple_from(rt, list_slots(members), members->len));
            result = word_object(made);
        }
    }
    object_release(rt, members);
    return result;
}

// NULL: it is no union.
static const Tuple *members_peek(Value value) {
    return value_is(value, CLASS_UNION) ? value_ref(((Union *)value_ref(value))->args) : NULL;
}

// ---- text

static bool put_type(StrBuilder *builder, Value value) {
    RtState *rt = builder->rt;
    if (value == VALUE_ELLIPSIS) {
        builder_text(builder, "...");
        return true;
    }
    if (value_is_class(value)) {
        const RtClass *holder = value_ref(value);
        if (holder->id == CLASS_NONE) {
            builder_text(builder, "None");
            return true;
        }
        if (holder->module && !str_is(holder->module, "builtins"))
            builder_format(builder, "%S.", holder->module);
        builder_str(builder, holder->qualname);
        return true;
    }
    ResultRef text = rt_repr(rt, value);
    if (text.is_error) return false;
    builder_str(builder, text.value);
    object_release(rt, text.value);
    return true;
}

static bool put_types(StrBuilder *builder, const Tuple *types, const char *between) {
    for (u32 i = 0; i < types->len; i++) {
        if (i) builder_text(builder, between);
        if (!put_type(builder, types->items[i])) return false;
    }
    return true;
}

static ResultWord finish(StrBuilder *builder, bool is_good) {
    if (is_good) return word_object(builder_finish(builder));
    builder_deinit(builder);
    return word_error();
}

ResultWord rt_native_GENERIC_ALIAS_REPR(RtState *rt, const Value *args) {
    const GenericAlias *alias = value_ref(args[0]);
    const Tuple *types = value_ref(alias->args);
    StrBuilder builder;
    builder_init(&builder, rt);
    bool is_good = put_type(&builder, alias->origin);
    builder_char(&builder, '[');
    if (types->len == 0) builder_text(&builder, "()");
    is_good = is_good && put_types(&builder, types, ", ");
    builder_char(&builder, ']');
    return finish(&builder, is_good);
}

ResultWord rt_native_UNION_REPR(RtState *rt, const Value *args) {
    StrBuilder builder;
    builder_init(&builder, rt);
    return finish(&builder, put_types(&builder, members_peek(args[0]), " | "));
}

// ---- aliases

ResultWord rt_native_GENERIC_ALIAS_NEW(RtState *rt, const Value *args) {
    return word_object(alias_new(rt, args[0], args[1]));
}

ResultWord rt_native_GENERIC_ALIAS_ORIGIN(RtState *rt, const Value *args) {
    (void)rt;
    return word_ok(value_retain(((GenericAlias *)value_ref(args[0]))->origin));
}

ResultWord rt_native_GENERIC_ALIAS_ARGS(RtState *rt, const Value *args) {
    (void)rt;
    return word_ok(value_retain(((GenericAlias *)value_ref(args[0]))->args));
}

// ---- parameters

static bool is_parameter(RtState *rt, Value type) {
    if (value_class(type) < CLASS_USER_FIRST || value_is_class(type)) return false;
    Str *mark = str_intern_text(rt, "__typing_subst__");
    bool is_marked = class_find(rt, class_of(rt, type), mark) != NULL;
    object_release(rt, mark);
    return is_marked;
}

// The parameters that a form has inside; NULL: none. Owned.
static Tuple *inner_parameters(RtState *rt, Value form) {
    bool is_form = value_is(form, CLASS_GENERIC_ALIAS) || value_is(form, CLASS_UNION);
    if (!is_form && (value_class(form) < CLASS_USER_FIRST || value_is_class(form))) return NULL;
    Str *name = str_intern_text(rt, "__parameters__");
    ResultWord found = rt_getattr(rt, form, name);
    object_release(rt, name);
    if (found.is_error) {
        error_clear(rt);
        return NULL;
    }
    if (value_is(found.value, CLASS_TUPLE)) return value_ref(found.value);
    value_release(rt, found.value);
    return NULL;
}

static bool holds(const List *found, Value type) {
    for (u32 i = 0; i < found->len; i++) {
        if (list_slots(found)[i] == type) return true;
    }
    return false;
}

static ResultWord parameters_of(RtState *rt, const Tuple *types) {
    List *found = list_new(rt, SLOT_VALUE, 0);
    for (u32 i = 0; i < types->len; i++) {
        Value type = types->items[i];
        if (is_parameter(rt, type)) {
            if (!holds(found, type)) list_append(rt, found, type);
            continue;
        }
        Tuple *inner = inner_parameters(rt, type);
        if (!inner) continue;
        for (u32 k = 0; k < inner->len; k++) {
            if (!holds(found, inner->items[k])) list_append(rt, found, inner->items[k]);
        }
        object_release(rt, inner);
    }
    Tuple *parameters = tuple_from(rt, found->len ? list_slots(found) : NULL, found->len);
    object_release(rt, found);
    return word_object(parameters);
}

ResultWord rt_native_GENERIC_ALIAS_PARAMETERS(RtState *rt, const Value *args) {
    return parameters_of(rt, value_ref(((GenericAlias *)value_ref(args[0]))->args));
}

static Value replaced(const Tuple *parameters, const Tuple *given, Value type) {
    for (u32 i = 0; i < parameters->len; i++) {
        if (parameters->items[i] == type) return given->items[i];
    }
    return type;
}

// `type` with what is given for the parameters; those of a form inside become its own brackets.
static ResultWord substituted(RtState *rt, Value type, const Tuple *parameters,
                              const Tuple *given) {
    if (is_parameter(rt, type)) return word_ok(value_retain(replaced(parameters, given, type)));
    Tuple *inner = inner_parameters(rt, type);
    if (!inner || inner->len == 0) {
        if (inner) object_release(rt, inner);
        return word_ok(value_retain(type));
    }
    Tuple *key = tuple_new(rt, inner->len);
    for (u32 i = 0; i < inner->len; i++)
        key->items[i] = value_retain(replaced(parameters, given, inner->items[i]));
    ResultWord made = rt_getitem(rt, type, value_from_ref(key));
    object_release(rt, key);
    object_release(rt, inner);
    return made;
}

static ResultWord substituted_all(RtState *rt, const Tuple *types, const Tuple *parameters,
                                  const Tuple *given) {
    Tuple *made = tuple_new(rt, types->len);
    for (u32 i = 0; i < types->len; i++) {
        ResultWord one = substituted(rt, types->items[i], parameters, given);
        if (one.is_error) {
            object_release(rt, made);
            return one;
        }
        made->items[i] = one.value;
    }
    return word_object(made);
}

// Which parameters `form` has, and how many `key` gives.
static bool fits(RtState *rt, Value form, u32 wanted, u32 given) {
    if (wanted == given && wanted > 0) return true;
    ResultRef shown = rt_repr(rt, form);
    if (shown.is_error) return false;
    if (wanted == 0) {
        error_format(rt, CLASS_TYPE_ERROR, "%S is not a generic class", shown.value);
    } else if (given < wanted) {
        error_format(rt, CLASS_TYPE_ERROR,
                     "Too few arguments for %S; actual %u, expected at least %u", shown.value,
                     given, given + 1);
    } else {
        error_format(rt, CLASS_TYPE_ERROR, "Too many arguments for %S; actual %u, expected %u",
                     shown.value, given, wanted);
    }
    object_release(rt, shown.value);
    return false;
}

// The types of `form` with `key` for its parameters.
static ResultWord applied(RtState *rt, Value form, const Tuple *types, Value key) {
    ResultWord found = parameters_of(rt, types);
    Tuple *parameters = value_ref(found.value);
    Tuple *given =
        value_is(key, CLASS_TUPLE) ? value_ref(value_retain(key)) : tuple_from(rt, &key, 1);
    ResultWord made = fits(rt, form, parameters->len, given->len)
                          ? substituted_all(rt, types, parameters, given)
                          : word_error();
    object_release(rt, given);
    object_release(rt, parameters);
    return made;
}

ResultWord rt_native_GENERIC_ALIAS_GETITEM(RtState *rt, const Value *args) {
    const GenericAlias *alias = value_ref(args[0]);
    ResultWord types = applied(rt, args[0], value_ref(alias->args), args[1]);
    if (types.is_error) return types;
    GenericAlias *made = alias_new(rt, alias->origin, types.value);
    value_release(rt, types.value);
    return word_object(made);
}

ResultWord rt_native_GENERIC_ALIAS_MRO_ENTRIES(RtState *rt, const Value *args) {
    return word_object(tuple_from(rt, &((GenericAlias *)value_ref(args[0]))->origin, 1));
}

ResultWord rt_native_GENERIC_ALIAS_CALL(RtState *rt, const Value *args) {
    const Tuple *given = value_ref(args[1]);
    const Dict *named = value_ref(args[2]);
    KeywordArg *keywords = rt_alloc(rt, (named->len + 1) * sizeof *keywords);
    u32 count = 0, at = 0;
    for (const DictEntry *entry; (entry = dict_next(named, &at)) != NULL;)
        keywords[count++] = (KeywordArg){entry->key, entry->value};
    Value origin = ((GenericAlias *)value_ref(args[0]))->origin;
    ResultWord made = call_value_kw(rt, origin, given->items, given->len, keywords, count);
    rt_free_memory(rt, keywords, (named->len + 1) * sizeof *keywords);
    return made;
}

// What the class itself has.
ResultWord rt_native_GENERIC_ALIAS_GETATTR(RtState *rt, const Value *args) {
    return rt_getattr(rt, ((GenericAlias *)value_ref(args[0]))->origin, value_ref(args[1]));
}

ResultWord rt_native_GENERIC_ALIAS_EQ(RtState *rt, const Value *args) {
    if (!value_is(args[1], CLASS_GENERIC_ALIAS)) return word_ok(VALUE_NOT_IMPLEMENTED);
    const GenericAlias *left = value_ref(args[0]), *right = value_ref(args[1]);
    ResultI32 is_same = rt_compare_bool(rt, left->origin, right->origin, RT_EQ);
    if (!is_same.is_error && is_same.value)
        is_same = rt_compare_bool(rt, left->args, right->args, RT_EQ);
    return is_same.is_error ? word_error() : word_ok(value_from_bool(is_same.value));
}

ResultWord rt_native_GENERIC_ALIAS_HASH(RtState *rt, const Value *args) {
    const GenericAlias *alias = value_ref(args[0]);
    ResultWord origin = rt_native_HASH(rt, &alias->origin);
    ResultWord types = origin.is_error ? origin : rt_native_HASH(rt, &alias->args);
    if (types.is_error) return word_error();
    bool is_small = value_is_small_int(origin.value) && value_is_small_int(types.value);
    Value hash = is_small ? origin.value ^ types.value : value_from_small(0);
    value_release(rt, origin.value);
    value_release(rt, types.value);
    return word_ok(hash);
}

ResultWord rt_native_GENERIC_ALIAS_OR(RtState *rt, const Value *args) {
    return type_form_union(rt, args[0], args[1]);
}

ResultWord rt_native_GENERIC_ALIAS_ROR(RtState *rt, const Value *args) {
    return type_form_union(rt, args[1], args[0]);
}

// ---- unions

ResultWord rt_native_UNION_ARGS(RtState *rt, const Value *args) {
    (void)rt;
    return word_ok(value_retain(((Union *)value_ref(args[0]))->args));
}

ResultWord rt_native_UNION_PARAMETERS(RtState *rt, const Value *args) {
    return parameters_of(rt, members_peek(args[0]));
}

ResultWord rt_native_UNION_GETITEM(RtState *rt, const Value *args) {
    ResultWord types = applied(rt, args[0], members_peek(args[0]), args[1]);
    if (types.is_error) return types;
    const Tuple *members = value_ref(types.value);
    ResultWord made = word_ok(value_retain(members->items[0]));
    for (u32 i = 1; !made.is_error && i < members->len; i++) {
        Value left = made.value;
        made = rt_or(rt, left, members->items[i]);
        value_release(rt, left);
    }
    value_release(rt, types.value);
    return made;
}

static int is_member(RtState *rt, const Tuple *members, Value type) {
    for (u32 i = 0; i < members->len; i++) {
        ResultI32 is_same = rt_compare_bool(rt, members->items[i], type, RT_EQ);
        if (is_same.is_error) return -1;
        if (is_same.value) return 1;
    }
    return 0;
}

ResultWord rt_native_UNION_EQ(RtState *rt, const Value *args) {
    const Tuple *left = members_peek(args[0]), *right = members_peek(args[1]);
    if (!right) return word_ok(VALUE_NOT_IMPLEMENTED);
    for (u32 i = 0; left->len == right->len && i < left->len; i++) {
        int answer = is_member(rt, right, left->items[i]);
        if (answer < 0) return word_error();
        if (answer == 0) return word_ok(VALUE_FALSE);
    }
    return word_ok(value_from_bool(left->len == right->len));
}

// The order of the members does not matter.
ResultWord rt_native_UNION_HASH(RtState *rt, const Value *args) {
    const Tuple *members = members_peek(args[0]);
    u64 hash = members->len;
    for (u32 i = 0; i < members->len; i++) {
        ResultWord one = rt_hash(rt, members->items[i]);
        if (one.is_error) return word_error();
        hash += (u64)one.value;
    }
    return word_ok(value_from_small((i64)(hash >> 4)));
}

// isinstance(x, a | b), issubclass(c, a | b)
ResultWord rt_native_UNION_INSTANCECHECK(RtState *rt, const Value *args) {
    Value given[] = {args[1], ((Union *)value_ref(args[0]))->args};
    return rt_native_ISINSTANCE(rt, given);
}

ResultWord rt_native_UNION_SUBCLASSCHECK(RtState *rt, const Value *args) {
    Value given[] = {args[1], ((Union *)value_ref(args[0]))->args};
    return rt_native_ISSUBCLASS(rt, given);
}

ResultWord rt_native_GENERIC_ALIAS_INSTANCECHECK(RtState *rt, const Value *args) {
    (void)args;
    return error_text(rt, CLASS_TYPE_ERROR,
                      "isinstance() argument 2 cannot be a parameterized generic");
}

ResultWord rt_native_GENERIC_ALIAS_SUBCLASSCHECK(RtState *rt, const Value *args) {
    (void)args;
    return error_text(rt, CLASS_TYPE_ERROR,
                      "issubclass() argument 2 cannot be a parameterized generic");
}

ResultWord rt_native_UNION_OR(RtState *rt, const Value *args) {
    return type_form_union(rt, args[0], args[1]);
}

ResultWord rt_native_UNION_ROR(RtState *rt, const Value *args) {
    return type_form_union(rt, args[1], args[0]);
}
