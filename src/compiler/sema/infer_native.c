// What native functions give, and what flows where through them. Most follow the text in
// natives.def; those marked "special" there have a rule of their own here.
#include "abi/calls.h"
#include "compiler/sema/infer_priv.h"

// ---- result texts

static SemaType fresh(Frame *frame, u32 node_id, SemaKind kind, SemaType first, SemaType second) {
    SemaTypes *types = frame->in->types;
    // Calls whose place is not known share one site: a fresh one at each visit would never end.
    bool is_placed = node_id != SEMA_NONE_INDEX;
    SemaCell cells[2] = {infer_site(frame, node_id, 0), 0};
    cells[1] = kind == SEMA_DICT ? infer_site(frame, node_id, 1) : cells[0];
    // Their contents are unknown: nobody would hear of later growth.
    infer_store(frame->in, cells[0], is_placed ? first : SEMA_OBJECT);
    if (kind == SEMA_DICT) infer_store(frame->in, cells[1], is_placed ? second : SEMA_OBJECT);
    if (!is_placed) {
        sema_type_escape(types, first);
        sema_type_escape(types, second);
    }
    return sema_type_with_cells(types, kind, 0, cells[0], cells[1]);
}

static SemaType content_of(Frame *frame, SemaType self, u32 index) {
    SemaTypes *types = frame->in->types;
    SemaType all = SEMA_BOTTOM;
    for (u32 i = 0; i < sema_member_count(types, self); i++) {
        SemaTypeRow row = types->rows.items[sema_member(types, self, i)];
        bool has_cells = row.kind >= SEMA_LIST && row.kind <= SEMA_DICT;
        all = sema_type_join(types, all,
                             has_cells ? infer_read(frame, row.cells[index]) : SEMA_OBJECT);
    }
    return all;
}

static bool take(Slice *text, const char *word) {
    Slice prefix = slice_of_text(word);
    if (!slice_starts_with(*text, prefix)) return false;
    *text = slice_from(*text, prefix.len);
    return true;
}

typedef struct {
    SemaType self, item;
    u32 node_id;
} TextContext;

static SemaType read_type(Frame *frame, Slice *text, TextContext context);

static u32 read_parts(Frame *frame, Slice *text, TextContext context, SemaType *parts) {
    u32 count = 0;
    while (text->len > 0 && !take(text, "]")) {
        SemaType part = read_type(frame, text, context);
        if (count < SEMA_TUPLE_MAX) parts[count++] = part;
        if (take(text, ", ")) continue;
    }
    return count;
}

static SemaType read_container(Frame *frame, Slice *text, TextContext context, SemaKind kind) {
    SemaType parts[SEMA_TUPLE_MAX] = {SEMA_BOTTOM, SEMA_BOTTOM};
    u32 count = read_parts(frame, text, context, parts);
    if (kind == SEMA_TUPLE) return sema_type_tuple(frame->in->types, parts, count);
    return fresh(frame, context.node_id, kind, parts[0], parts[1]);
}

static SemaType read_type(Frame *frame, Slice *text, TextContext context) {
    static const struct {
        const char *word;
        SemaType type;
    } words[] = {
        {"None", SEMA_NONE},           {"int", SEMA_INT},       {"float", SEMA_FLOAT},
        {"bool", SEMA_BOOL},           {"str", SEMA_STR},       {"bytes", SEMA_BYTES},
        {"bytearray", SEMA_BYTEARRAY}, {"range", SEMA_RANGE},   {"slice", SEMA_SLICE},
        {"file", SEMA_FILE},           {"random", SEMA_RANDOM}, {"object", SEMA_OBJECT},
    };
    if (take(text, "list[")) return read_container(frame, text, context, SEMA_LIST);
    if (take(text, "set[")) return read_container(frame, text, context, SEMA_SET);
    if (take(text, "dict[")) return read_container(frame, text, context, SEMA_DICT);
    if (take(text, "tuple[")) return read_container(frame, text, context, SEMA_TUPLE);
    if (take(text, "bytearray")) return SEMA_BYTEARRAY;
    for (u32 i = 0; i < COUNT_OF(words); i++) {
        if (take(text, words[i].word)) return words[i].type;
    }
    if (take(text, "self")) return context.self;
    if (take(text, "item")) return context.item;
    if (take(text, "E") || take(text, "K")) return content_of(frame, context.self, 0);
    if (take(text, "V")) return content_of(frame, context.self, 1);
    *text = slice_from(*text, text->len);
    return SEMA_OBJECT;
}

SemaType infer_text_type(Frame *frame, Slice text, SemaType self, SemaType item, u32 node_id) {
    return read_type(frame, &text, (TextContext){self, item, node_id});
}

// ---- constructors

u32 infer_native_of_class(u32 class_id) {
    // table:
    switch (class_id) {
    case CLASS_OBJECT: return NATIVE_NEW_OBJECT;
    case CLASS_INT: return NATIVE_NEW_INT;
    case CLASS_FLOAT: return NATIVE_NEW_FLOAT;
    case CLASS_BOOL: return NATIVE_NEW_BOOL;
    case CLASS_STR: return NATIVE_NEW_STR;
    case CLASS_BYTES: return NATIVE_NEW_BYTES;
    case CLASS_BYTEARRAY: return NATIVE_NEW_BYTEARRAY;
    case CLASS_LIST: return NATIVE_NEW_LIST;
    case CLASS_TUPLE: return NATIVE_NEW_TUPLE;
    case CLASS_DICT: return NATIVE_NEW_DICT;
    case CLASS_SET: return NATIVE_NEW_SET;
    case CLASS_FROZENSET: return NATIVE_NEW_FROZENSET;
    case CLASS_RANGE: return NATIVE_NEW_RANGE;
    case CLASS_SLICE: return NATIVE_NEW_SLICE;
    case CLASS_TYPE: return NATIVE_NEW_TYPE;
    case CLASS_ENUMERATE: return NATIVE_NEW_ENUMERATE;
    case CLASS_ZIP: return NATIVE_NEW_ZIP;
    case CLASS_MAP: return NATIVE_NEW_MAP;
    case CLASS_FILTER: return NATIVE_NEW_FILTER;
    case CLASS_REVERSED: return NATIVE_NEW_REVERSED;
    case CLASS_PROPERTY: return NATIVE_NEW_PROPERTY;
    case CLASS_STATICMETHOD: return NATIVE_NEW_STATICMETHOD;
    case CLASS_CLASSMETHOD: return NATIVE_NEW_CLASSMETHOD;
    default: break;
    }
    u32 maker = class_id > CLASS_NATIVE_FIRST && class_id < CLASS_BASE_EXCEPTION
                    ? native_class_maker(class_id)
                    : NATIVE_COUNT;
    return maker == NATIVE_COUNT ? SEMA_NONE_INDEX : maker;
}

// ---- rules

typedef struct {
    Frame *frame;
    Infer *in;
    SemaTypes *types;
    u32 native;
    NativeCall call;
} Rule;

static SemaType arg(const Rule *rule, u32 index) {
    return rule->call.args[index];
}

static bool is_absent(const Rule *rule, u32 index) {
    return rule->call.args[index] == SEMA_UNDEF;
}

// Function objects given to natives for use as `key=`.
static SemaType key_result(const Rule *rule, SemaType key, SemaType item) {
    if (key == SEMA_UNDEF || key == SEMA_NONE) return item;
    return infer_call_value(rule->frame, sema_type_without(rule->types, key, SEMA_NONE), &item, 1);
}

static void order(const Rule *rule, SemaType compared) {
    infer_compared(rule->frame, compared, compared, rule->in->dunder_lt);
    infer_compared(rule->frame, compared, compared, rule->in->dunder_eq);
}

static SemaType iterator(const Rule *rule, u32 class_id, SemaType item) {
    return sema_type_with_part(rule->types, SEMA_ITERATOR, class_id, item);
}

static SemaType made(const Rule *rule, SemaKind kind, SemaType first, SemaType second) {
    return fresh(rule->frame, rule->call.node_id, kind, first, second);
}

static SemaType rule_sorted(const Rule *rule) {
    SemaType items = infer_items(rule->frame, arg(rule, 0));
    order(rule, key_result(rule, arg(rule, 1), items));
    return made(rule, SEMA_LIST, items, SEMA_BOTTOM);
}

static SemaType rule_extreme(const Rule *rule) {
    SemaType items = SEMA_BOTTOM;
    for (u32 i = 0; i < rule->call.rest_count; i++)
        items = sema_type_join(rule->types, items, rule->call.rest[i]);
    if (rule->call.rest_count == 1) items = infer_items(rule->frame, rule->call.rest[0]);
    order(rule, key_result(rule, arg(rule, 1), items));
    return is_absent(rule, 2) ? items : sema_type_join(rule->types, items, arg(rule, 2));
}

static bool is_only(const Rule *rule, SemaType type, SemaKind first, SemaKind second) {
    for (u32 i = 0; i < sema_member_count(rule->types, type); i++) {
        SemaKind kind = sema_type_kind(rule->types, sema_member(rule->types, type, i));
        if (kind != first && kind != second) return false;
    }
    return true;
}

static SemaType rule_sum(const Rule *rule) {
    SemaType items = infer_items(rule->frame, arg(rule, 0));
    SemaType start = is_absent(rule, 1) ? SEMA_INT : arg(rule, 1), total = start;
    // What one, two … additions give, until nothing new comes.
    for (u32 i = 0; i < 4; i++) {
        SemaType next = sema_type_join(
            rule->types, total,
            infer_binary(rule->frame, AST_OP_ADD, total, items, NULL, rule->call.node_id));
        if (next == total) return total;
        total = next;
    }
    sema_type_escape(rule->types, items);
    return sema_type_join(rule->types, total, SEMA_OBJECT);
}

static SemaType rule_abs(const Rule *rule) {
    if (is_only(rule, arg(rule, 0), SEMA_INT, SEMA_BOOL)) return SEMA_INT;
    return is_only(rule, arg(rule, 0), SEMA_FLOAT, SEMA_FLOAT) ? SEMA_FLOAT : SEMA_OBJECT;
}

static SemaType rule_divmod(const Rule *rule) {
    SemaKind kind = sema_type_kind(rule->types, arg(rule, 0));
    bool is_number = kind == SEMA_INT || kind == SEMA_FLOAT || kind == SEMA_BOOL;
    if (!is_number && kind != SEMA_BOTTOM) return SEMA_OBJECT;
    SemaType parts[2] = {
        infer_binary(rule->frame, AST_OP_FLOOR_DIV, arg(rule, 0), arg(rule, 1), NULL,
                     rule->call.node_id),
        infer_binary(rule->frame, AST_OP_MOD, arg(rule, 0), arg(rule, 1), NULL, rule->call.node_id),
    };
    return sema_type_tuple(rule->types, parts, 2);
}

static SemaType rule_pow(const Rule *rule) {
    if (!is_absent(rule, 2) && arg(rule, 2) != SEMA_NONE) {
        bool is_int = sema_type_kind(rule->types, arg(rule, 2)) == SEMA_INT;
        for (u32 i = 0; i < 2; i++) is_int &= is_only(rule, arg(rule, i), SEMA_INT, SEMA_BOOL);
        return is_int ? SEMA_INT : SEMA_OBJECT;
    }
    return infer_binary(rule->frame, AST_OP_POW, arg(rule, 0), arg(rule, 1), NULL,
                        rule->call.node_id);
}

static SemaType rule_round(const Rule *rule) {
    SemaType number = arg(rule, 0), digits = arg(rule, 1);
    bool is_number =
        is_only(rule, number, SEMA_INT, SEMA_FLOAT) || is_only(rule, number, SEMA_BOOL, SEMA_INT);
    if (!is_number) return SEMA_OBJECT;
    if (digits == SEMA_UNDEF || digits == SEMA_NONE) return SEMA_INT;
    SemaType result = is_only(rule, number, SEMA_BOOL, SEMA_INT) ? SEMA_INT : number;
    bool is_int = is_only(rule, digits, SEMA_INT, SEMA_BOOL);
    return is_int ? result : sema_type_join(rule->types, result, SEMA_INT);
}

// ---- property, staticmethod, classmethod

static SemaType descriptor_of(const Rule *rule, u32 class_id, const SemaType parts[3]) {
    SemaType all = sema_type_tuple(rule->types, parts, 3);
    rule->in->has_descriptors = true;
    return sema_type_with_part(rule->types, SEMA_DESCRIPTOR, class_id, all);
}

static SemaType descriptor(const Rule *rule, u32 class_id, SemaType function) {
    const SemaType parts[3] = {function, SEMA_NONE, SEMA_NONE};
    return descriptor_of(rule, class_id, parts);
}

static SemaType rule_property(const Rule *rule) {
    SemaType parts[3];
    for (u32 i = 0; i < 3; i++) parts[i] = is_absent(rule, i) ? SEMA_NONE : arg(rule, i);
    return descriptor_of(rule, CLASS_PROPERTY, parts);
}

// p.getter(f) and its like: a new property with one part changed.
static SemaType rule_accessor(const Rule *rule, u32 place) {
    SemaType all = SEMA_BOTTOM;
    for (u32 i = 0; i < sema_member_count(rule->types, arg(rule, 0)); i++) {
        SemaTypeRow row = rule->types->rows.items[sema_member(rule->types, arg(rule, 0), i)];
        if (row.kind != SEMA_DESCRIPTOR) return SEMA_OBJECT;
        SemaTypeRow tuple = rule->types->rows.items[row.parts[0]];
        SemaType parts[3] = {tuple.parts[0], tuple.parts[1], tuple.parts[2]};
        parts[place] = arg(rule, 1);
        all = sema_type_join(rule->types, all, descriptor_of(rule, CLASS_PROPERTY, parts));
    }
    return all;
}

static SemaType rule_tuple(const Rule *rule) {
    if (is_absent(rule, 0)) return sema_type_tuple(rule->types, NULL, 0);
    SemaKind kind = sema_type_kind(rule->types, arg(rule, 0));
    if (kind == SEMA_TUPLE || kind == SEMA_TUPLE_OF) return arg(rule, 0);
    return sema_type_with_part(rule->types, SEMA_TUPLE_OF, 0,
                               infer_items(rule->frame, arg(rule, 0)));
}

static SemaType rule_collection(const Rule *rule, SemaKind kind) {
    SemaType items = is_absent(rule, 0) ? SEMA_BOTTOM : infer_items(rule->frame, arg(rule, 0));
    if (kind != SEMA_LIST) infer_compared(rule->frame, items, items, rule->in->dunder_eq);
    return made(rule, kind, items, SEMA_BOTTOM);
}

// Keys and values that dict(x) or d.update(x) take over.
static void pairs_of(const Rule *rule, SemaType source, SemaType *key, SemaType *value) {
    *key = *value = SEMA_BOTTOM;
    for (u32 i = 0; i < sema_member_count(rule->types, source); i++) {
        SemaType member = sema_member(rule->types, source, i);
        SemaTypeRow row = rule->types->rows.items[member];
        SemaType one[2];
        if (row.kind == SEMA_INSTANCE || row.kind == SEMA_OBJECT) {
            // A mapping of the program's own: asked for keys() and items.
            infer_dynamic_read(rule->in, names_intern_text(rule->in->program->names, "keys"));
            infer_dynamic_read(rule->in, rule->in->dunder_getitem);
            *key = *value = SEMA_OBJECT;
        }
        if (row.kind == SEMA_UNDEF || row.kind == SEMA_BOTTOM) continue;
        if (row.kind == SEMA_DICT) {
            one[0] = infer_read(rule->frame, row.cells[0]);
            one[1] = infer_read(rule->frame, row.cells[1]);
        } else {
            SemaType item = infer_items(rule->frame, member);
            one[0] = infer_unpacked(rule->frame, item, 0, 0, 2);
            one[1] = infer_unpacked(rule->frame, item, 0, 1, 2);
        }
        *key = sema_type_join(rule->types, *key, one[0]);
        *value = sema_type_join(rule->types, *value, one[1]);
    }
    for (u32 i = 0; i < rule->call.rest_count; i++) {
        *key = sema_type_join(rule->types, *key, SEMA_STR);
        *value = sema_type_join(rule->types, *value, rule->call.rest[i]);
    }
    infer_compared(rule->frame, *key, *key, rule->in->dunder_eq);
}

static SemaType rule_dict(const Rule *rule) {
    SemaType key, value;
    pairs_of(rule, arg(rule, 0), &key, &value);
    return made(rule, SEMA_DICT, key, value);
}

static SemaType rule_update(const Rule *rule) {
    SemaType key, value;
    SemaTypeRow row = rule->types->rows.items[arg(rule, 0)];
    pairs_of(rule, arg(rule, 1), &key, &value);
    infer_store(rule->in, row.cells[0], key);
    infer_store(rule->in, row.cells[1], value);
    SemaType keys = infer_read(rule->frame, row.cells[0]);
    infer_compared(rule->frame, keys, keys, rule->in->dunder_eq);
    return SEMA_NONE;
}

static SemaType rule_fromkeys(const Rule *rule) {
    SemaType keys = infer_items(rule->frame, arg(rule, 0));
    infer_compared(rule->frame, keys, keys, rule->in->dunder_eq);
    return made(rule, SEMA_DICT, keys, is_absent(rule, 1) ? SEMA_NONE : arg(rule, 1));
}

static SemaType rule_zip(const Rule *rule) {
    SemaType parts[SEMA_TUPLE_MAX], all = SEMA_BOTTOM;
    u32 count = rule->call.rest_count;
    for (u32 i = 0; i < count; i++) {
        SemaType items = infer_items(rule->frame, rule->call.rest[i]);
        if (count <= SEMA_TUPLE_MAX) parts[i] = items;
        if (count > SEMA_TUPLE_MAX) all = sema_type_join(rule->types, all, items);
    }
    if (count > SEMA_TUPLE_MAX)
        return iterator(rule, CLASS_ZIP, sema_type_with_part(rule->types, SEMA_TUPLE_OF, 0, all));
    return iterator(rule, CLASS_ZIP, sema_type_tuple(rule->types, parts, count));
}

static SemaType rule_map(const Rule *rule) {
    SemaType parts[SEMA_TUPLE_MAX];
    u32 count = rule->call.rest_count;
    if (count > SEMA_TUPLE_MAX - 2) return SEMA_OBJECT;
    for (u32 i = 0; i < count; i++) parts[i] = infer_items(rule->frame, rule->call.rest[i]);
    return iterator(rule, CLASS_MAP, infer_call_value(rule->frame, arg(rule, 0), parts, count));
}

static SemaType rule_filter(const Rule *rule) {
    SemaType items = infer_items(rule->frame, arg(rule, 1));
    key_result(rule, arg(rule, 0), items);
    infer_truth(rule->frame, items);
    return iterator(rule, CLASS_FILTER, items);
}

static SemaType rule_iter(const Rule *rule) {
    SemaType source = arg(rule, 0);
    if (!is_absent(rule, 1)) {
        SemaType result = infer_call_value(rule->frame, source, NULL, 0);
        infer_compared(rule->frame, result, arg(rule, 1), rule->in->dunder_eq);
        return iterator(rule, CLASS_CALLABLE_ITERATOR, result);
    }
    SemaKind kind = sema_type_kind(rule->types, source);
    if (kind == SEMA_ITERATOR || kind == SEMA_GENERATOR) return source;
    if (sema_type_kind(rule->types, source) == SEMA_INSTANCE) {
        SemaType result = infer_call_method_of(rule->frame, source, rule->in->dunder_iter, NULL, 0);
        if (result != SEMA_BOTTOM) return result;
    }
    SemaType items = infer_items(rule->frame, source);
    if (sema_member_count(rule->types, source) > 1) {
        // Instances among them give what their __iter__ gives.
        sema_type_escape(rule->types, items);
        sema_type_escape(rule->types, source);
        return SEMA_OBJECT;
    }
    return source == SEMA_OBJECT ? SEMA_OBJECT : iterator(rule, CLASS_SEQUENCE_ITERATOR, items);
}

static SemaType rule_next(const Rule *rule) {
    SemaType all = is_absent(rule, 1) ? SEMA_BOTTOM : arg(rule, 1);
    for (u32 i = 0; i < sema_member_count(rule->types, arg(rule, 0)); i++) {
        SemaType member = sema_member(rule->types, arg(rule, 0), i);
        bool is_instance = sema_type_kind(rule->types, member) == SEMA_INSTANCE;
        SemaType item =
            is_instance ? infer_call_method_of(rule->frame, member, rule->in->dunder_next, NULL, 0)
                        : infer_items(rule->frame, member);
        all = sema_type_join(rule->types, all, item);
    }
    return all;
}

// generator.send, .throw, .__next__
static SemaType rule_resume(const Rule *rule) {
    SemaType self = arg(rule, 0);
    infer_dynamic(rule->frame);
    for (u32 i = 1; i < NATIVE_PARAM_MAX && !is_absent(rule, i); i++) {
        if (rule->native == NATIVE_GENERATOR_SEND) break;
        sema_type_escape(rule->types, arg(rule, i));
    }
    for (u32 i = 0; i < sema_member_count(rule->types, self); i++) {
        SemaTypeRow row = rule->types->rows.items[sema_member(rule->types, self, i)];
        if (row.kind != SEMA_GENERATOR || is_absent(rule, 1)) continue;
        InferState *state = rule->in->program->instances.items[row.index]->state;
        if (rule->native == NATIVE_GENERATOR_SEND)
            infer_store(rule->in, state->sent_cell, arg(rule, 1));
    }
    return infer_items(rule->frame, self);
}

static SemaType rule_get(const Rule *rule, bool is_get) {
    SemaType value = content_of(rule->frame, arg(rule, 0), 1);
    if (is_absent(rule, 2)) return is_get ? sema_type_join(rule->types, value, SEMA_NONE) : value;
    return sema_type_join(rule->types, value, arg(rule, 2));
}

static SemaType rule_view(const Rule *rule, u32 class_id) {
    SemaTypeRow row = rule->types->rows.items[arg(rule, 0)];
    if (row.kind != SEMA_DICT) return SEMA_OBJECT;
    return sema_type_with_cells(rule->types, SEMA_VIEW, class_id, row.cells[0], row.cells[1]);
}

// reversed() of an instance asks for its length and its items.
static SemaType rule_reversed(const Rule *rule) {
    SemaType all = SEMA_BOTTOM;
    for (u32 i = 0; i < sema_member_count(rule->types, arg(rule, 0)); i++) {
        SemaType member = sema_member(rule->types, arg(rule, 0), i), index = SEMA_INT;
        bool is_instance = sema_type_kind(rule->types, member) == SEMA_INSTANCE;
        SemaType item = is_instance ? infer_call_method_of(rule->frame, member,
                                                           rule->in->dunder_getitem, &index, 1)
                                    : infer_items(rule->frame, member);
        all = sema_type_join(rule->types, all, item);
    }
    return iterator(rule, CLASS_REVERSED, all);
}

static SemaType class_type(const Rule *rule, SemaType member, bool is_harmless);

// type(x): the classes that x may have.
static SemaType rule_type(const Rule *rule) {
    bool is_harmless = rule->call.node_id == rule->in->harmless_node;
    SemaType all = SEMA_BOTTOM;
    for (u32 i = 0; i < sema_member_count(rule->types, arg(rule, 0)); i++)
        all = sema_type_join(
            rule->types, all,
            class_type(rule, sema_member(rule->types, arg(rule, 0), i), is_harmless));
    return all;
}

static SemaType class_type(const Rule *rule, SemaType member, bool is_harmless) {
    SemaTypeRow row = rule->types->rows.items[member];
    SemaType all = SEMA_BOTTOM;
    const SemaProgram *program = rule->in->program;
    bool is_unknown = row.kind == SEMA_OBJECT || row.kind == SEMA_EXCEPTION;
    if (row.kind == SEMA_BOTTOM) return SEMA_BOTTOM;
    if (row.kind == SEMA_INSTANCE) {
        const SemaClass *class = program->classes.items[row.index];
        for (u32 k = class->index; k <= class->last_subclass; k++) {
            bool is_possible = k == class->index || infer_is_instantiated(rule->frame, k);
            if (is_possible)
                all = sema_type_join(rule->types, all,
                                     sema_type_with_index(rule->types, SEMA_CLASS, k));
        }
        return all;
    }
    // Whoever calls it makes an instance of any class. Only its name or identity is harmless.
    for (u32 k = 0; is_unknown && !is_harmless && k < program->classes.count; k++)
        sema_type_escape(rule->types, sema_type_with_index(rule->types, SEMA_CLASS, k));
    return SEMA_OBJECT;
}

static SemaType rule_union(const Rule *rule) {
    SemaType items = content_of(rule->frame, arg(rule, 0), 0);
    for (u32 i = 0; i < rule->call.rest_count; i++)
        items = sema_type_join(rule->types, items, infer_items(rule->frame, rule->call.rest[i]));
    if (rule->native == NATIVE_SET_SYMMETRIC_DIFFERENCE)
        items = sema_type_join(rule->types, items, infer_items(rule->frame, arg(rule, 1)));
    infer_compared(rule->frame, items, items, rule->in->dunder_eq);
    return made(rule, sema_type_kind(rule->types, arg(rule, 0)), items, SEMA_BOTTOM);
}

static SemaType special(const Rule *rule) {
    // table:
    switch (rule->native) {
    case NATIVE_ABS: return rule_abs(rule);
    case NATIVE_DIVMOD: return rule_divmod(rule);
    case NATIVE_ITER: return rule_iter(rule);
    case NATIVE_MAX:
    case NATIVE_MIN: return rule_extreme(rule);
    case NATIVE_NEXT: return rule_next(rule);
    case NATIVE_POW: return rule_pow(rule);
    case NATIVE_ROUND: return rule_round(rule);
    case NATIVE_SORTED: return rule_sorted(rule);
    case NATIVE_SUM: return rule_sum(rule);
    case NATIVE_NEW_LIST: return rule_collection(rule, SEMA_LIST);
    case NATIVE_NEW_TUPLE: return rule_tuple(rule);
    case NATIVE_NEW_DICT: return rule_dict(rule);
    case NATIVE_NEW_SET: return rule_collection(rule, SEMA_SET);
    case NATIVE_NEW_FROZENSET: return rule_collection(rule, SEMA_FROZENSET);
    case NATIVE_NEW_ENUMERATE: {
        SemaType parts[2] = {SEMA_INT, infer_items(rule->frame, arg(rule, 0))};
        return iterator(rule, CLASS_ENUMERATE, sema_type_tuple(rule->types, parts, 2));
    }
    case NATIVE_GENERATOR_NEXT:
    case NATIVE_GENERATOR_SEND:
    case NATIVE_GENERATOR_THROW: return rule_resume(rule);
    case NATIVE_NEW_PROPERTY: return rule_property(rule);
    case NATIVE_NEW_STATICMETHOD: return descriptor(rule, CLASS_STATICMETHOD, arg(rule, 0));
    case NATIVE_NEW_CLASSMETHOD: return descriptor(rule, CLASS_CLASSMETHOD, arg(rule, 0));
    case NATIVE_PROPERTY_GETTER: return rule_accessor(rule, 0);
    case NATIVE_PROPERTY_SETTER: return rule_accessor(rule, 1);
    case NATIVE_PROPERTY_DELETER: return rule_accessor(rule, 2);
    case NATIVE_NEW_ZIP: return rule_zip(rule);
    case NATIVE_NEW_MAP: return rule_map(rule);
    case NATIVE_NEW_FILTER: return rule_filter(rule);
    case NATIVE_NEW_REVERSED: return rule_reversed(rule);
    case NATIVE_DICT_FROMKEYS: return rule_fromkeys(rule);
    case NATIVE_DICT_GET: return rule_get(rule, true);
    case NATIVE_DICT_POP: return rule_get(rule, false);
    case NATIVE_DICT_ITEMS: return rule_view(rule, CLASS_DICT_ITEMS);
    case NATIVE_DICT_KEYS: return rule_view(rule, CLASS_DICT_KEYS);
    case NATIVE_DICT_VALUES: return rule_view(rule, CLASS_DICT_VALUES);
    case NATIVE_DICT_UPDATE: return rule_update(rule);
    case NATIVE_SET_SYMMETRIC_DIFFERENCE:
    case NATIVE_SET_UNION: return rule_union(rule);
    default: break;
    }
    SemaType made = infer_itertools(rule->frame, rule->native, &rule->call);
    if (made != SEMA_UNDEF) return made;
    for (u32 i = 0; i < NATIVE_PARAM_MAX; i++) {
        if (!is_absent(rule, i)) sema_type_escape(rule->types, arg(rule, i));
    }
    for (u32 i = 0; i < rule->call.rest_count; i++)
        sema_type_escape(rule->types, rule->call.rest[i]);
    return SEMA_OBJECT;
}

// ---- the rest, by the table's text

static void flow(const Rule *rule, const NativeParam *param, SemaType value) {
    SemaTypes *types = rule->types;
    SemaType self = arg(rule, 0);
    u32 index = param->flow == NATIVE_FLOW_V;
    for (u32 i = 0; i < sema_member_count(types, self); i++) {
        SemaTypeRow row = types->rows.items[sema_member(types, self, i)];
        if (row.kind < SEMA_LIST || row.kind > SEMA_DICT) continue;
        bool is_item = param->flow == NATIVE_FLOW_ITEMS || param->flow == NATIVE_FLOW_EACH;
        infer_store(rule->in, row.cells[index], is_item ? infer_items(rule->frame, value) : value);
    }
}

static void flow_args(const Rule *rule, const NativeSig *sig) {
    for (u32 i = 0; i < sig->count; i++) {
        const NativeParam *param = &sig->params[i];
        if (param->is_rest) {
            for (u32 k = 0; param->flow != NATIVE_FLOW_NONE && k < rule->call.rest_count; k++)
                flow(rule, param, rule->call.rest[k]);
        } else if (param->flow != NATIVE_FLOW_NONE) {
            // Only setdefault leaves one out: None is stored.
            flow(rule, param, is_absent(rule, i) ? SEMA_NONE : arg(rule, i));
        }
    }
}

static void escape_funcs(const Rule *rule, SemaType type) {
    for (u32 i = 0; i < sema_member_count(rule->types, type); i++) {
        SemaKind kind = sema_type_kind(rule->types, sema_member(rule->types, type, i));
        bool is_code = kind == SEMA_FUNC || kind == SEMA_METHOD || kind == SEMA_CLASS;
        if (is_code) sema_type_escape(rule->types, sema_member(rule->types, type, i));
    }
}

static bool text_has(Slice text, const char *word) {
    Slice part = slice_of_text(word);
    for (usize i = 0; i + part.len <= text.len; i++) {
        if (slice_starts_with(slice_from(text, i), part)) return true;
    }
    return false;
}

// Equality that methods of containers ask for: in list.index, dict.get, set.add …
static void compare_args(const Rule *rule, const NativeSig *sig) {
    if (!sig->has_self) return;
    for (u32 i = 1; i < sig->count; i++) {
        if (!is_absent(rule, i))
            infer_compared(rule->frame, arg(rule, 0), arg(rule, i), rule->in->dunder_eq);
    }
    for (u32 i = 0; i < rule->call.rest_count; i++)
        infer_compared(rule->frame, arg(rule, 0), rule->call.rest[i], rule->in->dunder_eq);
}

static bool keeps_args(u32 native) {
    return native == NATIVE_GETATTR || native == NATIVE_HASATTR;
}

// Attributes asked for by a name that is not in the text of the program.
void infer_any_attribute(Infer *in) {
    infer_module_read_any(in);
    for (u32 i = 0; i < in->program->classes.count; i++) {
        const SemaClass *class = in->program->classes.items[i];
        for (u32 k = 0; k < class->fields.count; k++)
            infer_dynamic_read(in, class->fields.items[k].name);
        for (u32 k = 0; k < class->methods.count; k++)
            infer_dynamic_read(in, class->methods.items[k].name);
        for (u32 k = 0; k < class->attributes.count; k++)
            infer_dynamic_read(in, class->attributes.items[k].name);
    }
}

// Copies are given all fields of their originals.
static void any_store(Infer *in) {
    infer_any_attribute(in);
    for (u32 i = 0; i < in->program->classes.count; i++) {
        const SemaClass *class = in->program->classes.items[i];
        for (u32 k = 0; k < class->fields.count; k++)
            infer_dynamic_store(in, class->fields.items[k].name, SEMA_OBJECT);
    }
}

// Instances without __iter__ are iterated by __getitem__.
static void note_old_iteration(const Rule *rule, SemaType type) {
    for (u32 i = 0; i < sema_member_count(rule->types, type); i++) {
        SemaType member = sema_member(rule->types, type, i);
        SemaTypeRow row = rule->types->rows.items[member];
        if (row.kind != SEMA_INSTANCE) continue;
        bool has_iter = sema_method_find(rule->in->program, row.index, rule->in->dunder_iter) !=
                        SEMA_NONE_INDEX;
        if (!has_iter) infer_items(rule->frame, member);
    }
}

static void note_effects(const Rule *rule, const NativeSig *sig) {
    if (native_rows[rule->native].effect != RT_EFFECT_ANY) return;
    bool is_inert = true;
    for (u32 i = 0; i < sig->count; i++)
        is_inert &= is_absent(rule, i) || infer_is_inert(rule->frame, arg(rule, i), 0);
    for (u32 i = 0; i < rule->call.rest_count; i++)
        is_inert &= infer_is_inert(rule->frame, rule->call.rest[i], 0);
    if (!is_inert) infer_dynamic(rule->frame);
    if (is_inert) return;
    compare_args(rule, sig);
    for (u32 i = 0; i < sig->count; i++) {
        if (sema_type_has(rule->types, arg(rule, i), SEMA_INSTANCE))
            note_old_iteration(rule, arg(rule, i));
        if (sema_type_has(rule->types, arg(rule, i), SEMA_OBJECT)) {
            infer_dynamic_read(rule->in, rule->in->dunder_len);
            infer_dynamic_read(rule->in, rule->in->dunder_iter);
            infer_dynamic_read(rule->in, rule->in->dunder_next);
            infer_dynamic_read(rule->in, rule->in->dunder_getitem);
        }
    }
}

// Natives of library modules may call any function that they are given; those of core have rules
// of their own.
static bool calls_back(u32 owner) {
    return owner == NATIVE_OWNER_MODULE_JSON || owner > NATIVE_OWNER_MODULE_KRAIT ||
           (owner > CLASS_NATIVE_FIRST && owner < CLASS_BASE_EXCEPTION);
}

// Methods of objects of any class that a native calls by their names.
static void note_methods(Frame *frame, u32 native) {
    static const struct {
        u32 native;
        const char *name;
    } rows[] = {
        {NATIVE_BISECT_INSORT, "insert"}, {NATIVE_BISECT_INSORT_LEFT, "insert"},
        {NATIVE_JSON_DUMP, "write"},      {NATIVE_BISECT_INSORT_RIGHT, "insert"},
        {NATIVE_JSON_DUMP, "__iter__"},   {NATIVE_JSON_DUMP, "iterencode"},
        {NATIVE_JSON_DUMP, "__next__"},   {NATIVE_JSON_DUMPS, "encode"},
        {NATIVE_JSON_LOAD, "read"},       {NATIVE_JSON_LOAD, "decode"},
        {NATIVE_JSON_LOADS, "decode"},
    };
    for (u32 i = 0; i < COUNT_OF(rows); i++) {
        if (rows[i].native == native)
            infer_dynamic_read(frame->in,
                               names_intern_text(frame->in->program->names, rows[i].name));
    }
}

SemaType infer_native(Frame *frame, u32 native, NativeCall call) {
    Rule rule = {frame, frame->in, frame->in->types, native, call};
    NativeSig sig;
    native_sig_read(native, &sig);
    Slice text = slice_of_text(native_rows[native].result);
    note_effects(&rule, &sig);
    flow_args(&rule, &sig);
    if (native == NATIVE_LIST_SORT)
        order(&rule, key_result(&rule, arg(&rule, 1), content_of(frame, arg(&rule, 0), 0)));
    infer_scope_call(frame, native, is_absent(&rule, 0));
    if (native == NATIVE_GETATTR || native == NATIVE_DELATTR || native == NATIVE_MATCH_ARGS)
        infer_any_attribute(frame->in);
    if (native == NATIVE_GETATTR && !is_absent(&rule, 2))
        sema_type_escape(rule.types, arg(&rule, 2));
    if (native == NATIVE_COPYREG_SET_STATE) any_store(frame->in);
    if (native == NATIVE_AITER || native == NATIVE_HIDDEN_AITER || native == NATIVE_ANEXT) {
        infer_dynamic_read(frame->in, names_intern_text(frame->in->program->names, "__aiter__"));
        infer_dynamic_read(frame->in, names_intern_text(frame->in->program->names, "__anext__"));
    }
    note_methods(frame, native);
    if (native == NATIVE_ALL || native == NATIVE_ANY)
        infer_truth(frame, infer_items(frame, arg(&rule, 0)));
    if (native == NATIVE_PRINT && !is_absent(&rule, 3) &&
        !is_only(&rule, arg(&rule, 3), SEMA_FILE, SEMA_NONE))
        infer_dynamic_read(frame->in, names_intern_text(frame->in->program->names, "write"));
    if (native == NATIVE_NEW_TYPE && is_absent(&rule, 1)) return rule_type(&rule);
    if (native == NATIVE_NEW_TYPE || native == NATIVE_BUILD_CLASS) infer_dynamic(frame);
    if (slice_equal(text, SLICE_LITERAL("special"))) return special(&rule);
    bool is_leaking = (text_has(text, "object") && !keeps_args(native)) || native == NATIVE_SETATTR;
    SemaType item = SEMA_OBJECT;
    if (text_has(text, "item")) item = infer_items(frame, arg(&rule, sig.has_self ? 1 : 0));
    for (u32 i = 0; i < sig.count; i++) {
        if (is_absent(&rule, i)) continue;
        if (is_leaking) sema_type_escape(rule.types, arg(&rule, i));
        if (calls_back(native_rows[native].owner)) escape_funcs(&rule, arg(&rule, i));
    }
    for (u32 i = 0; i < call.rest_count; i++) {
        if (is_leaking) sema_type_escape(rule.types, call.rest[i]);
        if (calls_back(native_rows[native].owner)) escape_funcs(&rule, call.rest[i]);
    }
    SemaType self = sig.count > 0 ? arg(&rule, 0) : SEMA_BOTTOM;
    return infer_text_type(frame, text, self, item, call.node_id);
}

SemaType infer_type_of(Frame *frame, SemaType type, u32 node_id) {
    SemaType args[NATIVE_PARAM_MAX] = {type};
    for (u32 i = 1; i < NATIVE_PARAM_MAX; i++) args[i] = SEMA_UNDEF;
    return infer_native(frame, NATIVE_NEW_TYPE, (NativeCall){args, NULL, 0, node_id});
}
