// The lattice: joins, and what happens when a type is lost.
#include "base/check.h"
#include "compiler/sema/types_priv.h"

// Members of a union under construction: never two that merge. `undef` is one of them, `object`
// swallows the others.
typedef struct {
    SemaType items[SEMA_UNION_MAX + 2];
    u32 count;
    bool is_object, has_undef;
} Members;

static const u16 builtin_bases[CLASS_BUILTIN_COUNT] = {
#define CLASS(NAME, text, BASE) [CLASS_##NAME] = CLASS_##BASE,
#include "abi/classes.def"
#undef CLASS
#define EXCEPTION(NAME, text, BASE) [CLASS_##NAME] = CLASS_##BASE,
#include "abi/exceptions.def"
#undef EXCEPTION
};

bool sema_builtin_is_subclass(u32 class_id, u32 base) {
    // The one built-in class with two bases.
    if (class_id == CLASS_EXCEPTION_GROUP && base == CLASS_BASE_EXCEPTION_GROUP) return true;
    while (class_id != base && class_id != CLASS_OBJECT) class_id = builtin_bases[class_id];
    return class_id == base;
}

static u32 builtin_common_base(u32 left, u32 right) {
    while (!sema_builtin_is_subclass(right, left)) left = builtin_bases[left];
    return left;
}

static bool class_descends(SemaTypes *types, u32 class_index, u32 base) {
    while (class_index != base && class_index != SEMA_NONE_INDEX)
        class_index = types->class_base(types->watcher, class_index);
    return class_index == base;
}

static bool merge_instances(SemaTypes *types, SemaType left, SemaType right, SemaType *merged) {
    u32 left_class = types->rows.items[left].index, right_class = types->rows.items[right].index;
    if (class_descends(types, right_class, left_class)) {
        *merged = left;
        return true;
    }
    *merged = right;
    return class_descends(types, left_class, right_class);
}

static SemaType tuple_join(SemaTypes *types, SemaType left, SemaType right) {
    // Copies: rows move when types are made.
    SemaTypeRow left_row = types->rows.items[left], right_row = types->rows.items[right];
    if (left_row.kind == SEMA_TUPLE && right_row.kind == SEMA_TUPLE &&
        left_row.part_count == right_row.part_count) {
        SemaType parts[SEMA_TUPLE_MAX];
        for (u32 i = 0; i < left_row.part_count; i++)
            parts[i] = sema_type_join(types, left_row.parts[i], right_row.parts[i]);
        return sema_type_tuple(types, parts, left_row.part_count);
    }
    SemaType all = SEMA_BOTTOM;
    for (u32 i = 0; i < left_row.part_count; i++)
        all = sema_type_join(types, all, left_row.parts[i]);
    for (u32 i = 0; i < right_row.part_count; i++)
        all = sema_type_join(types, all, right_row.parts[i]);
    return sema_type_with_part(types, SEMA_TUPLE_OF, 0, all);
}

static bool is_tuple(SemaKind kind) {
    return kind == SEMA_TUPLE || kind == SEMA_TUPLE_OF;
}

// An instance of a user's exception class and a built-in exception type.
static bool merge_exceptions(SemaTypes *types, SemaTypeRow left, SemaTypeRow right,
                             SemaType *merged) {
    u32 left_class = left.index, right_class = right.index;
    if (left.kind == SEMA_INSTANCE)
        left_class = types->class_builtin_base(types->watcher, left_class);
    if (right.kind == SEMA_INSTANCE)
        right_class = types->class_builtin_base(types->watcher, right_class);
    if (left_class == CLASS_OBJECT || right_class == CLASS_OBJECT) return false;
    *merged =
        sema_type_with_index(types, SEMA_EXCEPTION, builtin_common_base(left_class, right_class));
    return true;
}

// True when both become one member.
static bool merge(SemaTypes *types, SemaType left, SemaType right, SemaType *merged) {
    SemaTypeRow left_row = types->rows.items[left], right_row = types->rows.items[right];
    SemaKind kind = left_row.kind;
    *merged = left;
    if (left == right) return true;
    if (is_tuple(kind) && is_tuple(right_row.kind)) {
        *merged = tuple_join(types, left, right);
        return true;
    }
    if ((kind == SEMA_EXCEPTION &&
         (right_row.kind == SEMA_EXCEPTION || right_row.kind == SEMA_INSTANCE)) ||
        (kind == SEMA_INSTANCE && right_row.kind == SEMA_EXCEPTION))
        return merge_exceptions(types, left_row, right_row, merged);
    if (kind != right_row.kind) return false;
    switch (kind) {
    case SEMA_LIST:
    case SEMA_SET:
    case SEMA_FROZENSET:
    case SEMA_DICT:
    case SEMA_VIEW:
        if (left_row.index != right_row.index) return false;
        sema_cells_unite(types, left_row.cells[0], right_row.cells[0]);
        if (kind == SEMA_DICT || kind == SEMA_VIEW)
            sema_cells_unite(types, left_row.cells[1], right_row.cells[1]);
        *merged = sema_type_find(types, left);
        return true;
    case SEMA_INSTANCE: return merge_instances(types, left, right, merged);
    case SEMA_WEB: {
        u32 common = web_interface_common(types->web, left_row.index, right_row.index);
        if (common != WEB_NONE) *merged = sema_type_with_index(types, SEMA_WEB, common);
        return common != WEB_NONE;
    }
    case SEMA_METHOD:
    case SEMA_DESCRIPTOR:
    case SEMA_NATIVE_METHOD:
    case SEMA_WEB_METHOD:
    case SEMA_ITERATOR:
        if (left_row.index != right_row.index) return false;
        *merged = sema_type_with_part(types, kind, left_row.index,
                                      sema_type_join(types, left_row.parts[0], right_row.parts[0]));
        return true;
    default: return false;
    }
}

static void add_member(SemaTypes *types, Members *members, SemaType member) {
    SemaKind kind = sema_type_kind(types, member);
    if (kind == SEMA_BOTTOM) return;
    if (kind == SEMA_UNDEF) {
        members->has_undef = true;
        return;
    }
    if (members->is_object || kind == SEMA_OBJECT) {
        for (u32 i = 0; i < members->count; i++) sema_type_escape(types, members->items[i]);
        members->count = 0;
        members->is_object = true;
        sema_type_escape(types, member);
        return;
    }
    for (u32 i = 0; i < members->count;) {
        SemaType merged;
        if (!merge(types, members->items[i], member, &merged)) {
            i++;
            continue;
        }
        // What they became may merge with others in turn.
        members->items[i] = members->items[--members->count];
        member = merged;
        i = 0;
    }
    if (members->count < SEMA_UNION_MAX) {
        members->items[members->count++] = member;
        return;
    }
    members->is_object = true;
    for (u32 i = 0; i < members->count; i++) sema_type_escape(types, members->items[i]);
    members->count = 0;
    sema_type_escape(types, member);
}

static void add_members(SemaTypes *types, Members *members, SemaType type) {
    SemaTypeRow row = types->rows.items[type];
    if (row.kind != SEMA_UNION) {
        add_member(types, members, type);
        return;
    }
    for (u32 i = 0; i < row.part_count; i++)
        add_member(types, members, sema_type_find(types, row.parts[i]));
}

SemaType sema_type_join(SemaTypes *types, SemaType left, SemaType right) {
    if (left == right || right == SEMA_BOTTOM) return sema_type_find(types, left);
    if (left == SEMA_BOTTOM) return sema_type_find(types, right);
    left = sema_type_find(types, left);
    right = sema_type_find(types, right);
    if (left == right) return left;
    Members members = {.count = 0};
    add_members(types, &members, left);
    add_members(types, &members, right);
    if (members.is_object) members.items[members.count++] = SEMA_OBJECT;
    if (members.has_undef) members.items[members.count++] = SEMA_UNDEF;
    // Uniting cells for one member may have renamed those of another.
    for (u32 i = 0; i < members.count; i++)
        members.items[i] = sema_type_find(types, members.items[i]);
    return sema_type_union_of(types, members.items, members.count);
}

static void escape_later(SemaTypes *types, SemaType type) {
    if (type >= SEMA_SIMPLE_COUNT) *VEC_PUSH(types->arena, &types->escapes) = type;
}

// The content is `object` before what it held escapes in turn: containers may hold themselves.
static void cell_escape(SemaTypes *types, SemaCell cell) {
    SemaCellRow *row = &types->cells.items[sema_cell_find(types, cell)];
    SemaType old = row->content;
    if (old == SEMA_OBJECT) return;
    row->content = SEMA_OBJECT;
    if (types->on_cell_grown) types->on_cell_grown(types->watcher, sema_cell_find(types, cell));
    SemaTypeRow content = types->rows.items[old];
    if (content.kind != SEMA_UNION) escape_later(types, old);
    for (u32 i = 0; content.kind == SEMA_UNION && i < content.part_count; i++)
        escape_later(types, content.parts[i]);
}

static void escape_now(SemaTypes *types, SemaType type) {
    SemaTypeRow row = types->rows.items[type];
    switch (row.kind) {
    case SEMA_LIST:
    case SEMA_SET:
    case SEMA_FROZENSET: cell_escape(types, row.cells[0]); break;
    case SEMA_DICT:
    case SEMA_VIEW:
        cell_escape(types, row.cells[0]);
        cell_escape(types, row.cells[1]);
        break;
    case SEMA_INSTANCE:
    case SEMA_CLASS:
    case SEMA_FUNC:
    case SEMA_METHOD:
    case SEMA_GENERATOR:
    case SEMA_MODULE:
        if (types->on_escape) types->on_escape(types->watcher, type);
        break;
    default: break;
    }
    for (u32 i = 0; i < row.part_count; i++) escape_later(types, row.parts[i]);
}

void sema_escapes_hold(SemaTypes *types) {
    types->escapes_held++;
}

void sema_escapes_release(SemaTypes *types) {
    // Those that come while the list is worked off end in the same list: no recursion.
    while (types->escapes_held == 1 && types->escapes.count > 0)
        escape_now(types, types->escapes.items[--types->escapes.count]);
    types->escapes_held--;
}

void sema_type_escape(SemaTypes *types, SemaType type) {
    if (type < SEMA_SIMPLE_COUNT) return;
    sema_escapes_hold(types);
    escape_later(types, type);
    sema_escapes_release(types);
}
