#include "compiler/sema/types_priv.h"

#include "base/check.h"

#include <string.h>

void sema_types_init(SemaTypes *types, Arena *arena) {
    *types = (SemaTypes){.arena = arena};
    int_map_init(&types->index, arena);
    for (u32 kind = 0; kind < SEMA_SIMPLE_COUNT; kind++) {
        *VEC_PUSH(arena, &types->rows) = (SemaTypeRow){.kind = (SemaKind)kind};
        *VEC_PUSH(arena, &types->next_same_hash) = SEMA_NONE_INDEX;
    }
}

// ---- interning

static u64 mix(u64 hash, u64 word) {
    hash = (hash ^ word) * UINT64_C(0x9e3779b97f4a7c15);
    return hash ^ hash >> 29;
}

static u64 row_hash(const SemaTypeRow *row) {
    u64 hash = mix(mix((u64)row->kind, row->index), (u64)row->cells[0] << 32 | row->cells[1]);
    for (u32 i = 0; i < row->part_count; i++) hash = mix(hash, row->parts[i]);
    return hash;
}

static bool rows_equal(const SemaTypeRow *left, const SemaTypeRow *right) {
    return left->kind == right->kind && left->index == right->index &&
           left->cells[0] == right->cells[0] && left->cells[1] == right->cells[1] &&
           left->part_count == right->part_count &&
           (left->part_count == 0 ||
            memcmp(left->parts, right->parts, left->part_count * sizeof(SemaType)) == 0);
}

// `row.parts` may be scratch: it is copied when the type is new.
static SemaType intern(SemaTypes *types, SemaTypeRow row) {
    u64 hash = row_hash(&row);
    u32 *newest = int_map_at(&types->index, hash, SEMA_NONE_INDEX);
    for (u32 type = *newest; type != SEMA_NONE_INDEX; type = types->next_same_hash.items[type]) {
        if (rows_equal(&types->rows.items[type], &row)) return type;
    }
    u32 depth = 0;
    for (u32 i = 0; i < row.part_count; i++) {
        u32 part_depth = types->rows.items[row.parts[i]].depth;
        if (part_depth > depth) depth = part_depth;
    }
    row.depth = row.kind == SEMA_UNION ? depth : depth + (row.part_count > 0);
    if (row.part_count > 0)
        row.parts = arena_copy(types->arena, row.parts, row.part_count * sizeof(SemaType));
    u32 type = types->rows.count;
    *VEC_PUSH(types->arena, &types->next_same_hash) = *newest;
    *VEC_PUSH(types->arena, &types->rows) = row;
    *newest = type;
    return type;
}

// ---- cells

SemaCell sema_cell_new(SemaTypes *types) {
    SemaCell cell = types->cells.count;
    *VEC_PUSH(types->arena, &types->cells) = (SemaCellRow){cell, SEMA_BOTTOM, SEMA_NONE_INDEX};
    return cell;
}

SemaCell sema_cell_find(const SemaTypes *types, SemaCell cell) {
    const SemaCellRow *cells = types->cells.items;
    while (cells[cell].parent != cell) cell = cells[cell].parent;
    return cell;
}

SemaType sema_cell_content(const SemaTypes *types, SemaCell cell) {
    return types->cells.items[sema_cell_find(types, cell)].content;
}

// Where growing `old` to `grown` ends anyway. Rests of arguments stay tuples.
static SemaType hasten(SemaTypes *types, SemaType old, SemaType grown) {
    old = sema_type_without(types, sema_type_find(types, old), SEMA_UNDEF);
    SemaType known = sema_type_without(types, grown, SEMA_UNDEF);
    if (old == SEMA_BOTTOM || old == known) return grown;
    SemaKind old_kind = sema_type_kind(types, old), kind = sema_type_kind(types, known);
    bool is_tuple = (old_kind == SEMA_TUPLE || old_kind == SEMA_TUPLE_OF) &&
                    (kind == SEMA_TUPLE || kind == SEMA_TUPLE_OF);
    SemaType end =
        is_tuple ? sema_type_with_part(types, SEMA_TUPLE_OF, 0, SEMA_OBJECT) : SEMA_OBJECT;
    return sema_type_join(types, grown, end);
}

static bool store(SemaTypes *types, SemaCell cell, SemaType type) {
    for (;;) {
        cell = sema_cell_find(types, cell);
        SemaType old = types->cells.items[cell].content;
        if (old == type) return false;
        SemaType grown = sema_type_join(types, old, type);
        if (types->is_hasty) grown = hasten(types, old, grown);
        // The join may have united this cell with others, or made it grow: then once more.
        cell = sema_cell_find(types, cell);
        if (types->cells.items[cell].content != old) {
            type = grown;
            continue;
        }
        types->cells.items[cell].content = grown;
        if (sema_type_find(types, old) == grown) return false;
        if (types->on_cell_grown) types->on_cell_grown(types->watcher, cell);
        return true;
    }
}

bool sema_cell_store(SemaTypes *types, SemaCell cell, SemaType type) {
    sema_escapes_hold(types);
    bool has_grown = store(types, cell, type);
    sema_escapes_release(types);
    return has_grown;
}

void sema_cells_give_up(SemaTypes *types) {
    for (SemaCell cell = 0; cell < types->cells.count; cell++) {
        SemaType content = types->cells.items[cell].content;
        if (types->cells.items[cell].parent != cell || content == SEMA_BOTTOM) continue;
        // What only marks that something happened stays.
        if (content != SEMA_NONE) sema_cell_store(types, cell, SEMA_OBJECT);
    }
}

void sema_cells_unite(SemaTypes *types, SemaCell left, SemaCell right) {
    left = sema_cell_find(types, left);
    right = sema_cell_find(types, right);
    if (left == right) return;
    SemaCell kept = left < right ? left : right, gone = left < right ? right : left;
    SemaType content = types->cells.items[gone].content;
    types->cells.items[gone].parent = kept;
    if (types->on_cells_united) types->on_cells_united(types->watcher, kept, gone);
    sema_cell_store(types, kept, content);
}

// ---- making types

SemaType sema_type_with_cells(SemaTypes *types, SemaKind kind, u32 index, SemaCell first,
                              SemaCell second) {
    bool has_two = sema_kind_has_two_cells(kind);
    SemaTypeRow row = {.kind = kind, .index = index};
    row.cells[0] = sema_cell_find(types, first);
    row.cells[1] = has_two ? sema_cell_find(types, second) : 0;
    return intern(types, row);
}

SemaType sema_type_with_index(SemaTypes *types, SemaKind kind, u32 index) {
    return intern(types, (SemaTypeRow){.kind = kind, .index = index});
}

// Keeps types finite: what is nested too deeply becomes `object`.
static SemaType limit_depth(SemaTypes *types, SemaType part) {
    if (types->rows.items[part].depth < SEMA_DEPTH_MAX) return part;
    sema_type_escape(types, part);
    return SEMA_OBJECT;
}

SemaType sema_type_with_part(SemaTypes *types, SemaKind kind, u32 index, SemaType part) {
    part = limit_depth(types, sema_type_find(types, part));
    return intern(types,
                  (SemaTypeRow){.kind = kind, .index = index, .part_count = 1, .parts = &part});
}

SemaType sema_type_tuple(SemaTypes *types, const SemaType *items, u32 count) {
    if (count > SEMA_TUPLE_MAX) {
        SemaType all = SEMA_BOTTOM;
        for (u32 i = 0; i < count; i++) all = sema_type_join(types, all, items[i]);
        return sema_type_with_part(types, SEMA_TUPLE_OF, 0, all);
    }
    SemaType parts[SEMA_TUPLE_MAX];
    for (u32 i = 0; i < count; i++) parts[i] = limit_depth(types, items[i]);
    for (u32 i = 0; i < count; i++) parts[i] = sema_type_find(types, parts[i]);
    return intern(types, (SemaTypeRow){.kind = SEMA_TUPLE, .part_count = count, .parts = parts});
}

// ---- reading

const SemaTypeRow *sema_type_row(const SemaTypes *types, SemaType type) {
    CHECK(type < types->rows.count);
    return &types->rows.items[type];
}

SemaType sema_type_find(SemaTypes *types, SemaType type) {
    if (type < SEMA_SIMPLE_COUNT) return type;
    SemaTypeRow row = types->rows.items[type];
    bool has_changed = false;
    bool has_two = sema_kind_has_two_cells(row.kind);
    if (row.kind == SEMA_LIST || row.kind == SEMA_SET || row.kind == SEMA_FROZENSET || has_two) {
        for (u32 i = 0; i < 1u + has_two; i++) {
            SemaCell root = sema_cell_find(types, row.cells[i]);
            has_changed |= root != row.cells[i];
            row.cells[i] = root;
        }
    } else if (row.part_count > 0) {
        SemaType parts[SEMA_TUPLE_MAX];
        for (u32 i = 0; i < row.part_count; i++) {
            parts[i] = sema_type_find(types, row.parts[i]);
            has_changed |= parts[i] != row.parts[i];
        }
        row.parts = parts;
        if (has_changed && row.kind == SEMA_UNION) {
            // Numbers changed, and so may have the order.
            SemaType all = SEMA_BOTTOM;
            for (u32 i = 0; i < row.part_count; i++) all = sema_type_join(types, all, parts[i]);
            return all;
        }
        if (has_changed) return intern(types, row);
    }
    return has_changed ? intern(types, row) : type;
}

u32 sema_member_count(const SemaTypes *types, SemaType type) {
    const SemaTypeRow *row = &types->rows.items[type];
    return row->kind == SEMA_UNION ? row->part_count : 1;
}

SemaType sema_member(const SemaTypes *types, SemaType type, u32 index) {
    const SemaTypeRow *row = &types->rows.items[type];
    return row->kind == SEMA_UNION ? row->parts[index] : type;
}

bool sema_type_has(const SemaTypes *types, SemaType type, SemaKind kind) {
    for (u32 i = 0; i < sema_member_count(types, type); i++) {
        if (sema_type_kind(types, sema_member(types, type, i)) == kind) return true;
    }
    return false;
}

SemaType sema_type_without(SemaTypes *types, SemaType type, SemaKind kind) {
    if (!sema_type_has(types, type, kind)) return type;
    SemaType parts[SEMA_TUPLE_MAX];
    u32 count = 0, member_count = sema_member_count(types, type);
    for (u32 i = 0; i < member_count; i++) {
        SemaType member = sema_member(types, type, i);
        if (sema_type_kind(types, member) != kind) parts[count++] = member;
    }
    if (count == 0) return SEMA_BOTTOM;
    if (count == 1) return parts[0];
    return intern(types, (SemaTypeRow){.kind = SEMA_UNION, .part_count = count, .parts = parts});
}

bool sema_type_is(const SemaTypes *types, SemaType type, SemaKind kind) {
    bool is_it = false;
    for (u32 i = 0; i < sema_member_count(types, type); i++) {
        SemaKind member = sema_type_kind(types, sema_member(types, type, i));
        if (member == SEMA_UNDEF) continue;
        if (member != kind) return false;
        is_it = true;
    }
    return is_it;
}

SemaType sema_type_union_of(SemaTypes *types, SemaType *members, u32 count) {
    // Ascending order, so that equal sets are equal types.
    for (u32 i = 1; i < count; i++) {
        SemaType member = members[i];
        u32 place = i;
        for (; place > 0 && members[place - 1] > member; place--)
            members[place] = members[place - 1];
        members[place] = member;
    }
    if (count == 0) return SEMA_BOTTOM;
    if (count == 1) return members[0];
    return intern(types, (SemaTypeRow){.kind = SEMA_UNION, .part_count = count, .parts = members});
}

bool sema_is_plain_iterable(const SemaTypes *types, SemaType type) {
    for (u32 i = 0; i < sema_member_count(types, type); i++) {
        // table:
        switch (sema_type_kind(types, sema_member(types, type, i))) {
        case SEMA_STR:
        case SEMA_BYTES:
        case SEMA_BYTEARRAY:
        case SEMA_RANGE:
        case SEMA_LIST:
        case SEMA_SET:
        case SEMA_FROZENSET:
        case SEMA_DICT:
        case SEMA_TUPLE:
        case SEMA_TUPLE_OF:
        case SEMA_VIEW:
        case SEMA_ITERATOR:
        case SEMA_GENERATOR: break;
        default: return false;
        }
    }
    return true;
}

// ---- what lower needs

static SemaRepr kind_repr(SemaKind kind) {
    // table:
    switch (kind) {
    case SEMA_NONE: return SEMA_REPR_NONE;
    case SEMA_BOOL: return SEMA_REPR_I1;
    case SEMA_INT: return SEMA_REPR_INT;
    case SEMA_FLOAT: return SEMA_REPR_F64;
    case SEMA_STR:
    case SEMA_BYTES:
    case SEMA_BYTEARRAY:
    case SEMA_RANGE:
    case SEMA_LIST:
    case SEMA_SET:
    case SEMA_FROZENSET:
    case SEMA_DICT:
    case SEMA_TUPLE:
    case SEMA_TUPLE_OF:
    case SEMA_INSTANCE:
    case SEMA_EXCEPTION:
    case SEMA_GENERATOR:
    case SEMA_FUNC: return SEMA_REPR_REF;
    default: return SEMA_REPR_VALUE;
    }
}

SemaRepr sema_repr(const SemaTypes *types, SemaType type) {
    u32 count = sema_member_count(types, type);
    SemaKind first = sema_type_kind(types, sema_member(types, type, 0));
    for (u32 i = 1; i < count; i++) {
        SemaKind kind = sema_type_kind(types, sema_member(types, type, i));
        bool is_shared = kind == SEMA_INSTANCE || kind == SEMA_FUNC || kind == SEMA_GENERATOR;
        if (kind != first || !is_shared) return SEMA_REPR_VALUE;
    }
    return kind_repr(first);
}

u32 sema_ref_class(const SemaTypes *types, SemaType type) {
    // table:
    switch (sema_type_kind(types, sema_member(types, type, 0))) {
    case SEMA_STR: return CLASS_STR;
    case SEMA_BYTES: return CLASS_BYTES;
    case SEMA_BYTEARRAY: return CLASS_BYTEARRAY;
    case SEMA_RANGE: return CLASS_RANGE;
    case SEMA_LIST: return CLASS_LIST;
    case SEMA_SET: return CLASS_SET;
    case SEMA_FROZENSET: return CLASS_FROZENSET;
    case SEMA_DICT: return CLASS_DICT;
    case SEMA_TUPLE:
    case SEMA_TUPLE_OF: return CLASS_TUPLE;
    case SEMA_FUNC: return CLASS_FUNCTION;
    case SEMA_GENERATOR: return CLASS_GENERATOR;
    case SEMA_EXCEPTION: return CLASS_BASE_EXCEPTION;
    default: return CLASS_USER_FIRST;
    }
}

SlotKind sema_slot_kind(const SemaTypes *types, SemaType content) {
    SemaKind kind = sema_type_kind(types, content);
    return kind == SEMA_INT ? SLOT_INT : kind == SEMA_FLOAT ? SLOT_F64 : SLOT_VALUE;
}

SemaType sema_list_item(const SemaTypes *types, SemaType list) {
    for (u32 i = 0; i < sema_member_count(types, list); i++) {
        const SemaTypeRow *row = sema_type_row(types, sema_member(types, list, i));
        if (row->kind == SEMA_LIST || row->kind == SEMA_SET || row->kind == SEMA_FROZENSET)
            return sema_cell_content(types, row->cells[0]);
    }
    return SEMA_OBJECT;
}

SlotKind sema_list_kind(const SemaTypes *types, SemaType list) {
    return sema_slot_kind(types, sema_list_item(types, list));
}
