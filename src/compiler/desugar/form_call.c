// Calls.
#include "compiler/desugar/form_view.h"

#include "base/check.h"

AstExpr **form_arguments(Form *f, const JxlNode *node, const JxlBinding *binding) {
    Py *py = &f->py;
    const JxlDecl *callee = binding->callee;
    u32 count = callee->param_count, given_count = binding->arg_count, chain = f->chain;
    f->chain = 0;
    AstExpr **values = ARENA_NEW_ARRAY(f->arena, AstExpr *, count + 1);
    JxlNode **nodes = ARENA_NEW_ARRAY(f->arena, JxlNode *, given_count + 1);
    AstExpr **given = ARENA_NEW_ARRAY(f->arena, AstExpr *, given_count + 1);
    for (u32 i = 0; i < given_count; i++) nodes[i] = node->call.args.items[i]->arg.value;
    form_operands(f, nodes, given_count, given);
    for (u32 i = 0; i < count; i++) values[i] = NULL;
    bool is_ordered = true;
    for (u32 i = 1; i < given_count; i++) is_ordered &= binding->params[i] > binding->params[i - 1];
    for (u32 i = 0; i < given_count; i++)
        values[binding->params[i]] = is_ordered ? given[i] : py_keep(py, given[i]);
    FormInstance instance = form_call_instance(f, binding);
    for (u32 i = 0; i < count; i++) {
        if (values[i]) continue;
        if (!callee->params[i].init) {
            values[i] = py_none(py);
            continue;
        }
        u32 mark = py->out->count;
        FormPlace saved = form_enter(f, callee->module, instance);
        values[i] = form_expr(f, callee->params[i].init);
        form_leave(f, saved);
        for (u32 j = 0; py->out->count != mark && j < count; j++) {
            u32 here = py->out->count;
            if (j != i && values[j]) values[j] = py_keep_at(py, mark, values[j]);
            mark += py->out->count - here;
        }
    }
    f->chain = chain;
    return values;
}

// Whether making the arguments writes statements: then what stands before them is kept.
static AstExpr **arguments_behind(Form *f, const JxlNode *node, const JxlBinding *binding,
                                  AstExpr **receiver) {
    u32 mark = f->py.out->count;
    AstExpr **values = form_arguments(f, node, binding);
    if (f->py.out->count != mark) *receiver = py_keep_at(&f->py, mark, *receiver);
    return values;
}

// ---- a value is called

static AstExpr *call_value(Form *f, JxlNode *node) {
    u32 count = node->call.args.count, chain = f->chain;
    JxlNode **nodes = ARENA_NEW_ARRAY(f->arena, JxlNode *, count + 1);
    AstExpr **values = ARENA_NEW_ARRAY(f->arena, AstExpr *, count + 1);
    f->chain = 0;
    nodes[0] = node->call.callee;
    for (u32 i = 0; i < count; i++) nodes[i + 1] = node->call.args.items[i]->arg.value;
    form_operands(f, nodes, count + 1, values);
    f->chain = chain;
    return py_call_list(&f->py, values[0], values + 1, count);
}

// ---- cases

static AstExpr *make_case(Form *f, JxlNode *node, const JxlBinding *binding) {
    JxlDecl *callee = binding->callee;
    AstExpr **values = form_arguments(f, node, binding);
    JxlTypeId type = form_unwrapped(f, form_type(f, node));
    return py_call_list(&f->py, py_load(&f->py, form_case_class(f, callee, type)), values,
                        callee->param_count);
}

// Role(rawValue: "admin")
static AstExpr *from_raw(Form *f, JxlNode *node, JxlDecl *decl) {
    AstName raw = form_item(f, decl, (FormInstance){0}, FORM_PART_RAW);
    return py_call(&f->py, py_load(&f->py, raw), 1,
                   form_expr(f, node->call.args.items[0]->arg.value));
}

// ---- methods

typedef struct {
    Form *f;
    JxlDecl *callee;
    AstExpr **args;
    AstName function;  // or AST_NO_NAME: a method of the class
    AstName result;    // or AST_NO_NAME
} MethodCall;

static AstExpr *call_method(const MethodCall *call, AstExpr *receiver) {
    Py *py = &call->f->py;
    u32 count = call->callee->param_count;
    if (call->function == AST_NO_NAME)
        return py_call_list(py, py_attr(py, receiver, form_plain_name(call->f, call->callee->name)),
                            call->args, count);
    AstExpr **all = ARENA_NEW_ARRAY(call->f->arena, AstExpr *, count + 1);
    all[0] = receiver;
    for (u32 i = 0; i < count; i++) all[i + 1] = call->args[i];
    return py_call_list(py, py_load(py, call->function), all, count + 1);
}

static void change_by_method(Form *f, void *context, AstExpr *value, JxlTypeId type) {
    const MethodCall *call = context;
    (void)type;
    AstExpr *result = call_method(call, value);
    if (call->result != AST_NO_NAME)
        py_assign_name(&f->py, call->result, result);
    else
        py_do(&f->py, result);
}

static AstName function_of(Form *f, JxlDecl *callee, const JxlBinding *binding, JxlTypeId type) {
    bool is_function = callee->type_param_count > 0 || form_kind(f, type) == FORM_KIND_PLAIN;
    if (!is_function) return AST_NO_NAME;
    return form_item(f, callee, form_call_instance(f, binding), FORM_PART_ALL);
}

static void keep_all(Form *f, AstExpr **values, u32 count) {
    for (u32 i = 0; i < count; i++) values[i] = py_keep(&f->py, values[i]);
}

static AstExpr *mutating_call(Form *f, JxlNode *node, const JxlBinding *binding, JxlNode *place) {
    JxlDecl *callee = binding->callee;
    MethodCall call = {.f = f, .callee = callee};
    bool has_result = form_kind(f, form_type(f, node)) != FORM_KIND_VOID;
    if (has_result) call.result = py_temp(&f->py, "t");
    if (!place) {
        // Implicit self: of a mutating method, or of a class.
        call.args = form_arguments(f, node, binding);
        AstExpr *result = call_method(&call, form_self(f));
        return result;
    }
    struct FormPath *path = form_path(f, place);
    call.args = form_arguments(f, node, binding);
    keep_all(f, call.args, callee->param_count);
    call.function = function_of(f, callee, binding, form_unwrapped(f, form_type(f, place)));
    if (has_result && form_path_is_optional(f, path))
        py_assign_name(&f->py, call.result, py_none(&f->py));
    form_path_change(f, path, FORM_CHANGE_ANY, change_by_method, &call);
    return has_result ? py_load(&f->py, call.result) : py_none(&f->py);
}

static AstExpr *method(Form *f, JxlNode *node, const JxlBinding *binding) {
    Py *py = &f->py;
    JxlDecl *callee = binding->callee;
    JxlNode *head = node->call.callee;
    bool is_mutating = (callee->flags & JXL_DECL_MUTATING) && callee->owner->form != JXL_OP_CLASS;
    if (head->kind == JXL_NAME) {
        if (callee->owner->kind == JXL_DECL_VIEW) {
            AstExpr *bound = form_view_read(f, head, callee);
            AstExpr **args = arguments_behind(f, node, binding, &bound);
            return py_call_list(py, bound, args, callee->param_count);
        }
        if (is_mutating) return mutating_call(f, node, binding, NULL);
        MethodCall call = {.f = f, .callee = callee};
        call.args = form_arguments(f, node, binding);
        call.function = function_of(f, callee, binding, callee->owner->type);
        return call_method(&call, form_self(f));
    }
    if (head->kind != JXL_MEMBER) return form_refuse(f, node, "this call");
    JxlNode *value = head->member.value;
    bool is_optional = (head->member.flags & JXL_FLAG_OPTIONAL) != 0;
    if (callee->flags & JXL_DECL_BUILTIN) return form_library_call(f, node, binding);
    if (is_mutating && (form_fact(f, node)->flags & JXL_UPDATES))
        return mutating_call(f, node, binding, value);
    JxlTypeId type;
    AstExpr *receiver = form_receiver(f, value, is_optional, &type);
    MethodCall call = {.f = f, .callee = callee};
    call.args = arguments_behind(f, node, binding, &receiver);
    call.function = function_of(f, callee, binding, type);
    return call_method(&call, receiver);
}

// ---- functions of Python

static AstExpr *python_call(Form *f, JxlNode *node, const JxlBinding *binding) {
    Py *py = &f->py;
    JxlDecl *callee = binding->callee;
    u32 count = binding->arg_count;
    JxlNode **nodes = ARENA_NEW_ARRAY(f->arena, JxlNode *, count + 1);
    AstExpr **values = ARENA_NEW_ARRAY(f->arena, AstExpr *, count + 1);
    JxlNode *head = node->call.callee;
    bool is_method = callee->kind == JXL_DECL_FUNC && callee->owner;
    AstExpr *func;
    if (is_method) {
        JxlTypeId type;
        AstExpr *receiver = form_receiver(f, head->member.value,
                                          (head->member.flags & JXL_FLAG_OPTIONAL) != 0, &type);
        func = py_attr(py, receiver, callee->name);
    } else {
        JxlDecl *named = callee->kind == JXL_DECL_INIT ? callee->owner : callee;
        const JxlModule *module = f->program->modules.items[named->module];
        func = py_attr(py, py_load(py, form_python_module(f, module)), named->name);
    }
    for (u32 i = 0; i < count; i++) nodes[i] = node->call.args.items[i]->arg.value;
    u32 mark = py->out->count;
    form_operands(f, nodes, count, values);
    if (is_method && py->out->count != mark) func = py_keep_at(py, mark, func);
    for (u32 i = 0; i < count; i++)
        values[i] = form_to_python(f, values[i], form_value_type(f, nodes[i]));
    // Those in front of the first gap go by position, the others by name.
    u32 plain = 0;
    while (plain < count && binding->params[plain] == plain) plain++;
    AstExpr *call = py_call_list(py, func, values, plain);
    if (plain < count) {
        call->call.keywords =
            (AstKeywords){ARENA_NEW_ARRAY(f->arena, AstKeyword *, count - plain), count - plain};
        for (u32 i = plain; i < count; i++) {
            AstKeyword *keyword = ARENA_NEW(f->arena, AstKeyword);
            keyword->kind = AST_KEYWORD;
            keyword->span = py->span;
            keyword->arg = callee->params[binding->params[i]].name;
            keyword->value = values[i];
            call->call.keywords.items[i - plain] = keyword;
        }
    }
    return form_from_python(f, call, form_type(f, node));
}

// ---- what is called

static AstExpr *call_link(Form *f, JxlNode *node) {
    const JxlFact *fact = form_fact(f, node);
    const JxlBinding *binding = fact->binding;
    if (!binding) {
        bool is_raw = fact->target && fact->target->kind == JXL_DECL_NOMINAL &&
                      fact->target->form == JXL_OP_ENUM;
        if (is_raw) return from_raw(f, node, fact->target);
        const JxlType *callee = jxl_type(f->program, form_type(f, node->call.callee));
        if (callee->kind == JXL_TYPE_FUNC) return call_value(f, node);
        return form_style_call(f, node);
    }
    JxlDecl *callee = binding->callee;
    if (callee->flags & JXL_DECL_PYTHON) return python_call(f, node, binding);
    switch (callee->kind) {
    case JXL_DECL_NOMINAL:
    case JXL_DECL_INIT: {
        const JxlDecl *made = callee->kind == JXL_DECL_INIT ? callee->owner : callee;
        u32 ignored;
        bool is_known =
            (made->flags & JXL_DECL_BUILTIN) && int_map_get(&f->kinds, made->name, &ignored);
        is_known |= callee->kind == JXL_DECL_INIT && (callee->flags & JXL_DECL_BUILTIN);
        return is_known ? form_library_call(f, node, binding) : form_construct(f, node, binding);
    }
    case JXL_DECL_CASE: return make_case(f, node, binding);
    case JXL_DECL_FUNC: break;
    default: return form_refuse(f, node, "views");
    }
    if (callee->owner && !(callee->flags & JXL_DECL_STATIC)) return method(f, node, binding);
    if (callee->flags & JXL_DECL_BUILTIN) return form_library_call(f, node, binding);
    AstExpr **values = form_arguments(f, node, binding);
    AstName name = form_item(f, callee, form_call_instance(f, binding), FORM_PART_ALL);
    return py_call_list(&f->py, py_load(&f->py, name), values, callee->param_count);
}

AstExpr *form_link(Form *f, JxlNode *node) {
    switch (node->kind) {
    case JXL_MEMBER: return form_member(f, node);
    case JXL_SUBSCRIPT: return form_subscript(f, node);
    case JXL_CALL: return call_link(f, node);
    default: return form_expr(f, node);
    }
}

AstExpr *form_call(Form *f, JxlNode *node) {
    return call_link(f, node);
}
