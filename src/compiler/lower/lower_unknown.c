// Names that nothing defines: NameError, with the names that may be meant.
#include "compiler/lower/lower_priv.h"

#include "text/edit_distance.h"

enum { NEAR_MAX = 8 };

// Nearest first; those equally near in CPython's order: locals, globals, built-ins.
typedef struct {
    u32 points[EDIT_DISTANCE_LEN_MAX], len;
    u32 count;
    struct {
        u32 distance;
        Slice name;
        IrValue value;  // of a variable, which may be unbound
    } items[NEAR_MAX];
} Near;

static u32 points_of(Slice name, u32 points[EDIT_DISTANCE_LEN_MAX]) {
    for (usize i = 0; i < name.len && i < EDIT_DISTANCE_LEN_MAX; i++) points[i] = name.data[i];
    return (u32)name.len;
}

static u32 distance_to(const Near *near, Slice name) {
    u32 points[EDIT_DISTANCE_LEN_MAX];
    return edit_distance(near->points, near->len, points, points_of(name, points));
}

static void near_add(Near *near, Slice name, u32 distance, IrValue value) {
    u32 place = near->count;
    while (place > 0 && near->items[place - 1].distance > distance) place--;
    if (place == NEAR_MAX) return;
    if (near->count < NEAR_MAX) near->count++;
    for (u32 i = near->count - 1; i > place; i--) near->items[i] = near->items[i - 1];
    near->items[place].distance = distance;
    near->items[place].name = name;
    near->items[place].value = value;
}

static void add_locals(Lower *l, Near *near) {
    for (u32 i = 0; i < l->func->vars.count; i++) {
        Slice name = names_text(l->names, l->func->vars.items[i].name);
        u32 distance = distance_to(near, name);
        if (distance != EDIT_DISTANCE_FAR) near_add(near, name, distance, lower_var_peek(l, i));
    }
}

static void add_globals(Lower *l, Near *near) {
    for (u32 i = 0; i < l->program->globals.count; i++) {
        const SemaGlobal *global = &l->program->globals.items[i];
        bool is_variable = global->module == l->module->index &&
                           global->owner_class == SEMA_NONE_INDEX && global->name != AST_NO_NAME;
        if (!is_variable) continue;
        Slice name = names_text(l->names, global->name);
        u32 distance = distance_to(near, name);
        if (distance == EDIT_DISTANCE_FAR) continue;
        near_add(near, name, distance, lower_to_value(l, lower_global_read(l, i)));
    }
}

// Module variables that only the module's body uses are variables of that function.
static void add_module_locals(Lower *l, Near *near) {
    const SemaFunc *body = sema_func(l->program, l->module->body_func);
    for (u32 i = 0; i < body->vars.count; i++) {
        Slice name = names_text(l->names, body->vars.items[i].name);
        u32 distance = distance_to(near, name);
        if (distance != EDIT_DISTANCE_FAR)
            near_add(near, name, distance, lower_const_value(l, VALUE_NONE));
    }
}

static void add_builtins(Lower *l, Near *near) {
    for (u32 i = 0;; i++) {
        Slice name = sema_builtin_name(i);
        if (name.len == 0) return;
        u32 distance = distance_to(near, name);
        if (distance != EDIT_DISTANCE_FAR)
            near_add(near, name, distance, lower_const_value(l, VALUE_NONE));
    }
}

// Modules of the standard library that people forget to import.
static bool is_library_module(Slice name) {
    static const char all[] =
        " abc argparse array ast asyncio atexit base64 binascii bisect calendar cmath codecs "
        "collections "
        "configparser contextlib copy csv ctypes dataclasses datetime decimal difflib email enum "
        "errno "
        "fractions functools gc getpass glob gzip hashlib heapq hmac html http importlib inspect "
        "io "
        "itertools json keyword locale logging math mimetypes multiprocessing numbers operator os "
        "pathlib "
        "pickle platform pprint queue random re sched secrets select shlex shutil signal socket "
        "sqlite3 "
        "ssl statistics string struct subprocess sys tempfile textwrap threading time timeit token "
        "tokenize traceback types typing unicodedata unittest urllib uuid warnings weakref xml "
        "zipfile "
        "zlib ";
    Slice list = slice_of_text(all);
    for (usize i = 0; i + name.len + 2 <= list.len; i++) {
        bool is_word = list.data[i] == ' ' && list.data[i + 1 + name.len] == ' ';
        if (is_word && slice_equal(slice_range(list, i + 1, i + 1 + name.len), name)) return true;
    }
    return false;
}

static IrValue self_or_undefined(Lower *l) {
    for (u32 i = 0; i < l->func->vars.count; i++) {
        Slice name = names_text(l->names, l->func->vars.items[i].name);
        if (slice_equal(name, SLICE_LITERAL("self"))) return lower_var_peek(l, i);
    }
    return lower_const_value(l, VALUE_UNDEFINED);
}

void lower_unknown_name(Lower *l, AstName name) {
    Near near = {.len = 0};
    Slice text = names_text(l->names, name);
    near.len = points_of(text, near.points);
    add_locals(l, &near);
    add_globals(l, &near);
    if (l->func->kind != SEMA_FUNC_MODULE) add_module_locals(l, &near);
    add_builtins(l, &near);
    u32 names[NEAR_MAX];
    IrValue values[NEAR_MAX + 1];
    for (u32 i = 0; i < near.count; i++) {
        names[i] = ir_const_str(l->out, near.items[i].name, true);
        values[i] = near.items[i].value;
    }
    values[near.count] = self_or_undefined(l);
    u32 all = ir_const_tuple(l->out, names, near.count);
    RT(l, RAISE_UNKNOWN_NAME, lower_const_name(l, name),
       ir_const_inst(&l->b, IR_CONST_POOL, IR_REF, all),
       lower_stack_values(l, values, near.count + 1), lower_const_i32(l, is_library_module(text)));
    lower_raise(l);
}
