// What the iterators of module itertools give. Functions handed to them are called with what they
// will be called with; everything else that they take is only iterated.
#include "compiler/sema/infer_priv.h"

static SemaType items_of(Frame *frame, const NativeCall *call, u32 index) {
    return infer_items(frame, call->args[index]);
}

static bool is_absent(const NativeCall *call, u32 index) {
    return call->args[index] == SEMA_UNDEF || call->args[index] == SEMA_NONE;
}

static SemaType tuple_of(Frame *frame, SemaType item) {
    return sema_type_with_part(frame->in->types, SEMA_TUPLE_OF, 0, item);
}

static bool is_kind(Frame *frame, SemaType type, SemaKind first, SemaKind second) {
    SemaKind kind = sema_type_kind(frame->in->types, type);
    return kind == first || kind == second;
}

static SemaType object_of(Frame *frame, const NativeCall *call, u32 count) {
    for (u32 i = 0; i < count; i++) {
        if (call->args[i] != SEMA_UNDEF) sema_type_escape(frame->in->types, call->args[i]);
    }
    infer_dynamic(frame);
    return SEMA_OBJECT;
}

static SemaType count_item(Frame *frame, const NativeCall *call) {
    SemaType start = call->args[0] == SEMA_UNDEF ? SEMA_INT : call->args[0],
             step = call->args[1] == SEMA_UNDEF ? SEMA_INT : call->args[1];
    bool is_int = is_kind(frame, start, SEMA_INT, SEMA_INT);
    if (is_int && is_kind(frame, step, SEMA_INT, SEMA_BOOL)) return SEMA_INT;
    bool is_float = is_kind(frame, start, SEMA_FLOAT, SEMA_FLOAT);
    if (is_float && is_kind(frame, step, SEMA_INT, SEMA_FLOAT)) return SEMA_FLOAT;
    return object_of(frame, call, 2);
}

static SemaType rest_items(Frame *frame, const NativeCall *call) {
    SemaType all = SEMA_BOTTOM;
    for (u32 i = 0; i < call->rest_count; i++)
        all = sema_type_join(frame->in->types, all, infer_items(frame, call->rest[i]));
    return all;
}

// Calls predicate(item).
static SemaType asked(Frame *frame, SemaType predicate, SemaType item) {
    SemaType function = sema_type_without(frame->in->types, predicate, SEMA_NONE);
    infer_truth(frame,
                function == SEMA_BOTTOM ? item : infer_call_value(frame, function, &item, 1));
    return item;
}

// A function that gets arguments which are not known one by one.
static SemaType called(Frame *frame, const NativeCall *call, u32 function, u32 items) {
    sema_type_escape(frame->in->types, items_of(frame, call, items));
    sema_type_escape(frame->in->types, call->args[function]);
    infer_dynamic(frame);
    return SEMA_OBJECT;
}

static SemaType accumulate_item(Frame *frame, const NativeCall *call) {
    SemaType item = items_of(frame, call, 0);
    bool is_plain = is_absent(call, 1) && is_absent(call, 2);
    if (is_plain && is_kind(frame, item, SEMA_INT, SEMA_FLOAT)) return item;
    sema_type_escape(frame->in->types, item);
    return object_of(frame, call, 3);
}

static SemaType product_item(Frame *frame, const NativeCall *call) {
    SemaTypes *types = frame->in->types;
    u32 count = call->rest_count;
    if (call->args[1] != SEMA_UNDEF || count >= SEMA_TUPLE_MAX)
        return tuple_of(frame, rest_items(frame, call));
    SemaType parts[SEMA_TUPLE_MAX];
    for (u32 i = 0; i < count; i++) parts[i] = infer_items(frame, call->rest[i]);
    return sema_type_tuple(types, parts, count);
}

static SemaType zip_longest_item(Frame *frame, const NativeCall *call) {
    SemaTypes *types = frame->in->types;
    SemaType fill = call->args[1] == SEMA_UNDEF ? SEMA_NONE : call->args[1];
    u32 count = call->rest_count;
    if (count >= SEMA_TUPLE_MAX)
        return tuple_of(frame, sema_type_join(types, fill, rest_items(frame, call)));
    SemaType parts[SEMA_TUPLE_MAX];
    for (u32 i = 0; i < count; i++)
        parts[i] = sema_type_join(types, fill, infer_items(frame, call->rest[i]));
    return sema_type_tuple(types, parts, count);
}

static SemaType groupby_item(Frame *frame, const NativeCall *call) {
    SemaType item = items_of(frame, call, 0), key = item;
    SemaType function = call->args[1] == SEMA_UNDEF
                            ? SEMA_BOTTOM
                            : sema_type_without(frame->in->types, call->args[1], SEMA_NONE);
    if (function != SEMA_BOTTOM)
        key = sema_type_join(frame->in->types, infer_call_value(frame, function, &item, 1),
                             is_absent(call, 1) ? item : SEMA_BOTTOM);
    infer_compared(frame, key, key, frame->in->dunder_eq);
    SemaType parts[] = {
        key, sema_type_with_part(frame->in->types, SEMA_ITERATOR, CLASS_ITERTOOLS_GROUPER, item)};
    return sema_type_tuple(frame->in->types, parts, 2);
}

static SemaType pair_of(Frame *frame, SemaType item) {
    SemaType parts[] = {item, item};
    return sema_type_tuple(frame->in->types, parts, 2);
}

static SemaType item_of(Frame *frame, u32 native, const NativeCall *call, u32 *class_id) {
    *class_id = native_rows[native].owner;
    switch (native) {
    case NATIVE_COUNT_NEW: return count_item(frame, call);
    case NATIVE_CYCLE_NEW: return items_of(frame, call, 0);
    case NATIVE_REPEAT_NEW: return call->args[0];
    case NATIVE_CHAIN_NEW: return rest_items(frame, call);
    case NATIVE_CHAIN_FROM_ITERABLE: return infer_items(frame, items_of(frame, call, 0));
    case NATIVE_COMPRESS_NEW:
        infer_truth(frame, items_of(frame, call, 1));
        return items_of(frame, call, 0);
    case NATIVE_DROPWHILE_NEW:
    case NATIVE_TAKEWHILE_NEW:
    case NATIVE_FILTERFALSE_NEW: return asked(frame, call->args[0], items_of(frame, call, 1));
    case NATIVE_STARMAP_NEW: return called(frame, call, 0, 1);
    case NATIVE_ISLICE_NEW: return items_of(frame, call, 0);
    case NATIVE_ACCUMULATE_NEW: return accumulate_item(frame, call);
    case NATIVE_BATCHED_NEW:
    case NATIVE_COMBINATIONS_NEW:
    case NATIVE_COMBINATIONS_REPEATED_NEW:
    case NATIVE_PERMUTATIONS_NEW: return tuple_of(frame, items_of(frame, call, 0));
    case NATIVE_PAIRWISE_NEW: return pair_of(frame, items_of(frame, call, 0));
    case NATIVE_ZIP_LONGEST_NEW: return zip_longest_item(frame, call);
    case NATIVE_PRODUCT_NEW: return product_item(frame, call);
    case NATIVE_GROUPBY_NEW: return groupby_item(frame, call);
    case NATIVE_ITERTOOLS_TEE: *class_id = CLASS_ITERTOOLS_TEE; return items_of(frame, call, 0);
    default: return SEMA_UNDEF;
    }
}

SemaType infer_itertools(Frame *frame, u32 native, const NativeCall *call) {
    u32 class_id;
    SemaType item = item_of(frame, native, call, &class_id);
    if (item == SEMA_UNDEF) return SEMA_UNDEF;
    SemaType made = sema_type_with_part(frame->in->types, SEMA_ITERATOR, class_id, item);
    return native == NATIVE_ITERTOOLS_TEE ? tuple_of(frame, made) : made;
}
