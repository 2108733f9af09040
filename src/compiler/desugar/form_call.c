// Calls.
#include "compiler/desugar/form_view.h"

// The arguments in the order of the parameters; what is not given is what the callee says.
static AstExpr **arguments(Form *f, const JxlNode *node, const JxlBinding *binding) {
    const JxlDecl *callee = binding->callee;
    u32 count = callee->param_count;
    AstExpr **values = ARENA_NEW_ARRAY(f->arena, AstExpr *, count + 1);
    JxlNode **nodes = ARENA_NEW_ARRAY(f->arena, JxlNode *, binding->arg_count + 1);
    AstExpr **given = ARENA_NEW_ARRAY(f->arena, AstExpr *, binding->arg_count + 1);
    for (u32 i = 0; i < binding->arg_count; i++) nodes[i] = node->call.args.items[i]->arg.value;
    form_operands(f, nodes, binding->arg_count, given);
    for (u32 i = 0; i < count; i++) values[i] = NULL;
    bool is_ordered = true;
    for (u32 i = 0; i < binding->arg_count; i++) {
        if (i > 0 && binding->params[i] < binding->params[i - 1]) is_ordered = false;
        values[binding->params[i]] = given[i];
    }
    for (u32 i = 0; !is_ordered && i < binding->arg_count; i++) {
        values[binding->params[i]] = py_keep(&f->py, given[i]);
    }
    FormInstance instance = form_call_instance(f, binding);
    for (u32 i = 0; i < count; i++) {
        if (values[i] || !callee->params[i].init) continue;
        FormPlace saved = form_enter(f, callee->module, instance);
        values[i] = form_expr(f, callee->params[i].init);
        form_leave(f, saved);
    }
    return values;
}

static AstExpr *print_of(Form *f, const JxlNode *node) {
    JxlNode *arg = node->call.args.items[0]->arg.value;
    AstExpr *text = form_text(f, form_expr(f, arg), form_value_type(f, arg));
    return py_call(&f->py, py_builtin(&f->py, "print"), 1, text);
}

static AstExpr *library_call(Form *f, JxlNode *node, const JxlBinding *binding) {
    if (form_name_is(f, binding->callee->name, "print")) return print_of(f, node);
    return form_refuse(f, node, "this function of the library");
}

AstExpr *form_call(Form *f, JxlNode *node) {
    const JxlBinding *binding = form_fact(f, node)->binding;
    if (!binding) return form_refuse(f, node, "this call");
    JxlDecl *callee = binding->callee;
    if (callee->kind == JXL_DECL_FUNC && callee->owner && callee->owner->kind == JXL_DECL_VIEW) {
        AstExpr **args = arguments(f, node, binding);
        AstExpr *method = py_attr(&f->py, py_load(&f->py, form_self_name(f)), callee->name);
        return py_call_list(&f->py, method, args, callee->param_count);
    }
    if (callee->kind != JXL_DECL_FUNC || callee->owner) return form_refuse(f, node, "this call");
    if (callee->flags & JXL_DECL_BUILTIN) return library_call(f, node, binding);
    AstExpr **values = arguments(f, node, binding);
    AstName name = form_item(f, callee, form_call_instance(f, binding));
    return py_call_list(&f->py, py_load(&f->py, name), values, callee->param_count);
}
