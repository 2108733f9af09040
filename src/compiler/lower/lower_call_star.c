// Calls with *x or **y among their arguments: the runtime binds them.
#include "compiler/lower/lower_priv.h"

bool lower_has_star(const AstExpr *expr) {
    for (u32 i = 0; i < expr->call.args.count; i++) {
        if (expr->call.args.items[i]->kind == AST_STARRED) return true;
    }
    for (u32 i = 0; i < expr->call.keywords.count; i++) {
        if (expr->call.keywords.items[i]->arg == AST_NO_NAME) return true;
    }
    return false;
}

// f(*x, **y): the arguments as a list, the keywords as a dict; `first` comes before all others.
Val lower_call_starred(Lower *l, const AstExpr *expr, IrValue callee, Val first) {
    AstExprs args = expr->call.args;
    AstKeywords keywords = expr->call.keywords;
    IrValue list = RT(l, LIST_NEW, lower_const_i32(l, SLOT_VALUE), lower_const_i64(l, args.count));
    if (first.id != IR_NONE) EMIT(l, LIST_APPEND, 0, list, lower_to_value(l, first));
    for (u32 i = 0; i < args.count; i++) {
        const AstExpr *arg = args.items[i];
        if (arg->kind == AST_STARRED) {
            IrValue items = lower_expr_value(l, arg->starred.value);
            lower_at(l, expr->span);
            RT(l, STAR_EXTEND, callee, list, items);
        } else {
            EMIT(l, LIST_APPEND, 0, list, lower_expr_value(l, arg));
        }
    }
    IrValue dict = RT(l, DICT_NEW, lower_const_i64(l, keywords.count));
    for (u32 i = 0; i < keywords.count; i++) {
        IrValue value = lower_expr_value(l, keywords.items[i]->value);
        lower_at(l, expr->span);
        if (keywords.items[i]->arg == AST_NO_NAME)
            RT(l, STAR_MERGE, callee, dict, value);
        else
            RT(l, STAR_KEYWORD, callee, dict, lower_const_name(l, keywords.items[i]->arg), value);
    }
    lower_at(l, expr->span);
    return (Val){RT(l, CALL_STAR, callee, list, dict), IR_VALUE, SEMA_OBJECT};
}
