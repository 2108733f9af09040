// Module _ui: branches and keyed lists.
#include "runtime/core/call.h"
#include "runtime/core/error.h"
#include "runtime/core/hash.h"
#include "runtime/core/list.h"
#include "runtime/core/str.h"
#include "runtime/ui/world.h"

static ResultWord number_word(u32 number) {
    return word_ok(value_from_small(number));
}

// ---- branches
static void branch_make(UiGraph *graph, UiBranch *branch, u32 which) {
    (void)which;
    UiWorld *world = graph->host.context;
    UiBranch *outer = world->branch;
    world->branch = branch;
    Value result = ui_world_call(graph, ((BranchObject *)branch->self)->code);
    value_release(world->rt, result);
    world->branch = outer;
}

static UiWord branch_forget(UiGraph *graph, void *self) {
    (void)graph;
    ui_branch_forget(&((BranchObject *)self)->branch);
    return 0;
}

// The scope in which a list or branch is made owns it: its ids end there.
static void own_object(UiWorld *world, UiRun cleanup, void *object) {
    ui_on_cleanup(&world->graph, cleanup, value_ref(value_retain(value_from_ref(object))));
    ui_own_self(ui_world_newest(&world->graph));
}

ResultWord rt_native_UI_BRANCH(RtState *rt, const Value *args) {
    UiWorld *world = ui_world(rt);
    u32 parent, before;
    if (!ui_world_number(rt, args[1], &parent) || !ui_world_number(rt, args[2], &before))
        return word_error();
    BranchObject *made = native_object_new(rt, CLASS_UI_BRANCH);
    made->code = value_retain(args[0]);
    ui_branch_init(&made->branch, &world->dom, branch_make, made, parent, before);
    own_object(world, branch_forget, made);
    return word_object(made);
}

static BranchObject *branch_of(RtState *rt, Value value) {
    if (value_is(value, CLASS_UI_BRANCH)) return value_ref(value);
    error_format(rt, CLASS_TYPE_ERROR, "a branch is needed, not %T", value);
    return NULL;
}

ResultWord rt_native_UI_SHOW(RtState *rt, const Value *args) {
    UiWorld *world = ui_world(rt);
    BranchObject *object = branch_of(rt, args[0]);
    u32 which;
    if (!object || !ui_world_number(rt, args[1], &which)) return word_error();
    ui_branch_show(&world->graph, &object->branch, which);
    return ui_world_done(world);
}

ResultWord rt_native_UI_AGAIN(RtState *rt, const Value *args) {
    UiWorld *world = ui_world(rt);
    BranchObject *object = branch_of(rt, args[0]);
    if (!object) return word_error();
    ui_branch_again(&world->graph, &object->branch);
    return ui_world_done(world);
}

// ---- what is made: a branch's alternative
static ResultWord error_nothing_made(RtState *rt) {
    return error_text(rt, CLASS_RUNTIME_ERROR, "nothing is being made");
}

ResultWord rt_native_UI_WHICH(RtState *rt, const Value *args) {
    (void)args;
    const UiBranch *branch = ui_world(rt)->branch;
    return branch ? number_word(branch->which) : error_nothing_made(rt);
}

ResultWord rt_native_UI_PARENT(RtState *rt, const Value *args) {
    (void)args;
    const UiBranch *branch = ui_world(rt)->branch;
    return branch ? number_word(branch->parent) : error_nothing_made(rt);
}

ResultWord rt_native_UI_BEFORE(RtState *rt, const Value *args) {
    (void)args;
    const UiBranch *branch = ui_world(rt)->branch;
    return branch ? number_word(branch->before) : error_nothing_made(rt);
}

ResultWord rt_native_UI_ROOT(RtState *rt, const Value *args) {
    UiBranch *branch = ui_world(rt)->branch;
    u32 id;
    if (!ui_world_number(rt, args[0], &id)) return word_error();
    if (!branch) return error_nothing_made(rt);
    ui_branch_root(branch, id);
    return word_ok(VALUE_NONE);
}

// ---- lists. Keys and items are Values.
static u64 key_hash(void *context, u64 key) {
    UiWorld *world = context;
    if (value_is_small_int(key)) return key >> VALUE_TAG_BITS;
    if (value_is_str(key)) return str_hash(value_str(key));
    ResultWord hash = rt_hash(world->rt, key);
    if (!hash.is_error) return hash.value;
    error_clear(world->rt);
    return 0;
}

static bool value_equal(void *context, Value left, Value right) {
    UiWorld *world = context;
    if (left == right) return true;
    if (value_is_small_int(left) && value_is_small_int(right)) return false;
    if (value_is_str(left) && value_is_str(right))
        return str_equal(value_str(left), value_str(right));
    ResultI32 equal = rt_compare_bool(world->rt, left, right, RT_EQ);
    if (!equal.is_error) return equal.value != 0;
    error_clear(world->rt);
    return false;
}

static void item_retain(void *context, UiWord word) {
    (void)context;
    value_retain(word);
}

static void item_release(void *context, UiWord word) {
    value_release(((UiWorld *)context)->rt, word);
}

static const UiKind item_kind = {value_equal, item_retain, item_release};

static void row_create(UiGraph *graph, KeyedList *list, KeyedRow *row) {
    UiWorld *world = graph->host.context;
    KeyedRow *outer = world->row;
    world->row = row;
    if (value_is_ref(row->key)) ui_world_hold(world, row->key);
    Value result = ui_world_call(graph, ((ListObject *)list->self)->code);
    value_release(world->rt, result);
    world->row = outer;
}

static UiWord list_forget(UiGraph *graph, void *self) {
    UiWorld *world = graph->host.context;
    KeyedList *list = &((ListObject *)self)->list;
    for (u32 i = 0; i < list->count; i++) ui_dom_forget(&world->dom, list->rows[i].id);
    list->count = 0;
    return 0;
}

static const KeyedListCode *list_code(UiWorld *world) {
    if (!world->list_code.create) {
        world->list_code = (KeyedListCode){.create = row_create,
                                           .value_kind = &item_kind,
                                           .key_hash = key_hash,
                                           .key_equal = value_equal,
                                           .context = world};
    }
    return &world->list_code;
}

ResultWord rt_native_UI_LIST(RtState *rt, const Value *args) {
    UiWorld *world = ui_world(rt);
    u32 template, parent, before;
    if (!ui_world_number(rt, args[1], &template) || !ui_world_number(rt, args[2], &parent) ||
        !ui_world_number(rt, args[3], &before))
        return word_error();
    ListObject *made = native_object_new(rt, CLASS_UI_LIST);
    made->code = value_retain(args[0]);
    keyed_list_init(&made->list, list_code(world), &world->dom, made, template, parent);
    made->list.before = before;
    made->list.is_alone = args[4] == VALUE_TRUE;
    own_object(world, list_forget, made);
    return word_object(made);
}

// The list's elements as Values; `made`: memory to be freed, or NULL. False: exception.
static bool values_of(RtState *rt, Value value, const Value **values, Value **made, u32 *count) {
    *made = NULL;
    if (!value_is(value, CLASS_LIST)) {
        error_format(rt, CLASS_TYPE_ERROR, "a list is needed, not %T", value);
        return false;
    }
    const List *list = value_ref(value);
    *count = list->len;
    *values = list->len > 0 ? list_slots(list) : NULL;
    if (list->kind == SLOT_VALUE || list->len == 0) return true;
    *made = rt_alloc(rt, list->len * sizeof(Value));
    for (u32 i = 0; i < list->len; i++) (*made)[i] = list_get(rt, list, i);
    *values = *made;
    return true;
}

static void values_end(RtState *rt, Value *made, u32 count) {
    if (!made) return;
    for (u32 i = 0; i < count; i++) value_release(rt, made[i]);
    rt_free_memory(rt, made, count * sizeof(Value));
}

static ListObject *list_of(RtState *rt, Value value) {
    if (value_is(value, CLASS_UI_LIST)) return value_ref(value);
    error_format(rt, CLASS_TYPE_ERROR, "a list of rows is needed, not %T", value);
    return NULL;
}

ResultWord rt_native_UI_ROWS(RtState *rt, const Value *args) {
    UiWorld *world = ui_world(rt);
    ListObject *object = list_of(rt, args[0]);
    const Value *keys, *items;
    Value *made_keys, *made_items;
    u32 key_count, count;
    if (!object || !values_of(rt, args[1], &keys, &made_keys, &key_count)) return word_error();
    bool is_good = values_of(rt, args[2], &items, &made_items, &count);
    if (is_good && key_count == count) {
        keyed_list_update(&world->graph, &object->list, keys, items, count);
    } else if (is_good) {
        error_text(rt, CLASS_VALUE_ERROR, "as many keys as items are needed");
        is_good = false;
    }
    values_end(rt, made_keys, key_count);
    if (!is_good) return word_error();
    values_end(rt, made_items, count);
    return ui_world_done(world);
}

ResultWord rt_native_UI_ROW(RtState *rt, const Value *args) {
    (void)args;
    UiWorld *world = ui_world(rt);
    if (!world->row) return error_nothing_made(rt);
    return word_object(ui_world_node_new(world, world->row->value, VALUE_NONE));
}

ResultWord rt_native_UI_PLACE(RtState *rt, const Value *args) {
    (void)args;
    UiWorld *world = ui_world(rt);
    return world->row ? number_word(world->row->id) : error_nothing_made(rt);
}

// The row's item. `items` tells its type: it may be empty.
ResultWord rt_native_UI_ITEM(RtState *rt, const Value *args) {
    NodeObject *object = ui_world_node(rt, args[1]);
    if (!object) return word_error();
    UiWorld *world = ui_world(rt);
    if (!object->node) return error_text(rt, CLASS_RUNTIME_ERROR, "the row is gone");
    return word_ok(value_retain(ui_read(&world->graph, object->node)));
}

ResultWord rt_native_UI_FIND(RtState *rt, const Value *args) {
    ListObject *object = list_of(rt, args[0]);
    if (!object) return word_error();
    const KeyedRow *row = keyed_list_find(&object->list, args[1]);
    return number_word(row ? row->id : 0);
}
