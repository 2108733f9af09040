// Iteration, and which objects of the program natives and operators may reach.
#include "compiler/sema/infer_priv.h"

void infer_dynamic(Frame *frame) {
    InferState *state = frame->inst->state;
    u32 start = frame->stmt ? frame->stmt->span.start : 0;
    state->is_dynamic = true;
    if (start < state->dynamic_start) state->dynamic_start = start;
}

// Whether an iterator calls functions of the program.
static bool runs_code(SemaTypeRow iterator) {
    return iterator.index == CLASS_MAP || iterator.index == CLASS_FILTER ||
           iterator.index > CLASS_NATIVE_FIRST;
}

// Nothing that can be done to such a value runs Python code.
bool infer_is_inert(Frame *frame, SemaType type, u32 depth) {
    SemaTypes *types = frame->in->types;
    if (depth > 4) return false;
    for (u32 i = 0; i < sema_member_count(types, type); i++) {
        SemaTypeRow row = types->rows.items[sema_member(types, type, i)];
        switch (row.kind) {
        case SEMA_OBJECT:
        case SEMA_INSTANCE:
        case SEMA_EXCEPTION:
        case SEMA_CLASS:
        case SEMA_BUILTIN_CLASS:
        case SEMA_FUNC:
        case SEMA_METHOD:
        case SEMA_DESCRIPTOR:
        case SEMA_GENERATOR:
        case SEMA_NATIVE:
        case SEMA_NATIVE_METHOD: return false;
        case SEMA_DICT:
        case SEMA_VIEW:
            if (!infer_is_inert(frame, infer_read(frame, row.cells[1]), depth + 1)) return false;
            if (!infer_is_inert(frame, infer_read(frame, row.cells[0]), depth + 1)) return false;
            break;
        case SEMA_LIST:
        case SEMA_SET:
        case SEMA_FROZENSET:
            if (!infer_is_inert(frame, infer_read(frame, row.cells[0]), depth + 1)) return false;
            break;
        case SEMA_ITERATOR:
            if (runs_code(row)) return false;
            break;
        default: break;
        }
        for (u32 k = 0; k < row.part_count; k++) {
            if (!infer_is_inert(frame, row.parts[k], depth + 1)) return false;
        }
    }
    return true;
}

// ---- which objects a value leads to

typedef struct {
    SemaType items[INFER_REACH_MAX];
    u32 count;
    bool is_full;
} Reach;

static void reach(Frame *frame, Reach *found, SemaType type) {
    SemaTypes *types = frame->in->types;
    for (u32 i = 0; i < sema_member_count(types, type); i++) {
        SemaType member = sema_type_find(types, sema_member(types, type, i));
        bool is_known = false;
        for (u32 k = 0; k < found->count; k++) is_known |= found->items[k] == member;
        if (is_known) continue;
        if (found->count == INFER_REACH_MAX) {
            found->is_full = true;
            return;
        }
        found->items[found->count++] = member;
        SemaTypeRow row = types->rows.items[member];
        bool has_one = row.kind == SEMA_LIST || row.kind == SEMA_SET || row.kind == SEMA_FROZENSET;
        bool has_two = row.kind == SEMA_DICT || row.kind == SEMA_VIEW;
        if (has_one || has_two) reach(frame, found, infer_read(frame, row.cells[0]));
        if (has_two) reach(frame, found, infer_read(frame, row.cells[1]));
        for (u32 k = 0; k < row.part_count; k++) reach(frame, found, row.parts[k]);
    }
}

static void compared_by(Frame *frame, SemaType left, SemaType right, AstName dunder) {
    Infer *in = frame->in;
    if (infer_is_inert(frame, left, 0) && infer_is_inert(frame, right, 0)) return;
    infer_dynamic(frame);
    Reach found = {.count = 0};
    reach(frame, &found, left);
    reach(frame, &found, right);
    SemaType other = SEMA_BOTTOM;
    bool has_object = found.is_full, has_method = false;
    for (u32 i = 0; i < found.count; i++) {
        SemaTypeRow row = in->types->rows.items[found.items[i]];
        has_object |= row.kind == SEMA_OBJECT || row.kind == SEMA_EXCEPTION;
        if (row.kind != SEMA_INSTANCE) continue;
        const SemaClass *class = in->program->classes.items[row.index];
        for (u32 k = class->index; k <= class->last_subclass; k++)
            has_method |= sema_method_find(in->program, k, dunder) != SEMA_NONE_INDEX;
    }
    if (has_object) infer_dynamic_read(in, dunder);
    if (!has_method) return;
    for (u32 i = 0; i < found.count; i++) other = sema_type_join(in->types, other, found.items[i]);
    for (u32 i = 0; i < found.count; i++) {
        if (in->types->rows.items[found.items[i]].kind == SEMA_INSTANCE)
            infer_call_method_of(frame, found.items[i], dunder, &other, 1);
    }
}

// The runtime compares such values: calls `dunder`, or what mirrors it, of every instance among
// them with every other.
void infer_compared(Frame *frame, SemaType left, SemaType right, AstName dunder) {
    AstName mirrored = infer_mirrored_dunder(frame->in, dunder);
    compared_by(frame, left, right, dunder);
    if (mirrored != dunder) compared_by(frame, left, right, mirrored);
}

// ---- iteration

static SemaType instance_items(Frame *frame, SemaType self) {
    Infer *in = frame->in;
    u32 class_index = in->types->rows.items[self].index;
    infer_dynamic(frame);
    if (sema_method_find(in->program, class_index, in->dunder_iter) == SEMA_NONE_INDEX) {
        SemaType index = SEMA_INT;
        return infer_call_method_of(frame, self, in->dunder_getitem, &index, 1);
    }
    SemaType iterator = infer_call_method_of(frame, self, in->dunder_iter, NULL, 0),
             all = SEMA_BOTTOM;
    for (u32 i = 0; i < sema_member_count(in->types, iterator); i++) {
        SemaType member = sema_member(in->types, iterator, i);
        bool is_instance = sema_type_kind(in->types, member) == SEMA_INSTANCE;
        SemaType items = is_instance ? infer_call_method_of(frame, member, in->dunder_next, NULL, 0)
                                     : infer_items(frame, member);
        all = sema_type_join(in->types, all, items);
    }
    return all;
}

static SemaType view_items(Frame *frame, SemaTypeRow row) {
    SemaType pair[2] = {infer_read(frame, row.cells[0]), infer_read(frame, row.cells[1])};
    if (row.index == CLASS_DICT_KEYS) return pair[0];
    return row.index == CLASS_DICT_VALUES ? pair[1] : sema_type_tuple(frame->in->types, pair, 2);
}

static SemaType member_items(Frame *frame, SemaType type) {
    SemaTypes *types = frame->in->types;
    SemaTypeRow row = types->rows.items[type];
    SemaType all = SEMA_BOTTOM;
    // table:
    switch (row.kind) {
    case SEMA_LIST:
    case SEMA_SET:
    case SEMA_FROZENSET:
    case SEMA_DICT: return infer_read(frame, row.cells[0]);
    case SEMA_TUPLE:
    case SEMA_TUPLE_OF:
        for (u32 i = 0; i < row.part_count; i++) all = sema_type_join(types, all, row.parts[i]);
        return all;
    case SEMA_ITERATOR:
        if (runs_code(row)) infer_dynamic(frame);
        return row.parts[0];
    case SEMA_GENERATOR: infer_dynamic(frame); return infer_read(frame, row.cells[0]);
    case SEMA_VIEW: return view_items(frame, row);
    case SEMA_STR:
    case SEMA_FILE: return SEMA_STR;
    case SEMA_BYTES:
    case SEMA_BYTEARRAY:
    case SEMA_RANGE: return SEMA_INT;
    case SEMA_INSTANCE: return instance_items(frame, type);
    case SEMA_WEB: return infer_web_items(frame, row);
    case SEMA_BOTTOM:
    case SEMA_NONE:
    case SEMA_BOOL:
    case SEMA_INT:
    case SEMA_FLOAT:
    case SEMA_FUNC: return SEMA_BOTTOM;
    default: break;
    }
    infer_dynamic(frame);
    infer_dynamic_read(frame->in, frame->in->dunder_iter);
    infer_dynamic_read(frame->in, frame->in->dunder_next);
    infer_dynamic_read(frame->in, frame->in->dunder_getitem);
    return SEMA_OBJECT;
}

SemaType infer_items(Frame *frame, SemaType type) {
    SemaTypes *types = frame->in->types;
    SemaType all = SEMA_BOTTOM;
    for (u32 i = 0; i < sema_member_count(types, type); i++)
        all = sema_type_join(types, all, member_items(frame, sema_member(types, type, i)));
    return all;
}
