// Values of styles (Color, Length …) and what of the library belongs to pages.
#include "compiler/desugar/form_priv.h"

AstExpr *form_style_call(Form *f, JxlNode *node) {
    return form_refuse(f, node, "this call");
}

AstExpr *form_style_make(Form *f, JxlNode *node, const JxlBinding *binding, AstExpr **args) {
    (void)binding;
    (void)args;
    return form_refuse(f, node, "making this value");
}

AstExpr *form_style_method(Form *f, JxlNode *node, const JxlBinding *binding, AstExpr *receiver,
                           AstExpr **args) {
    (void)receiver;
    (void)args;
    (void)binding;
    return form_refuse(f, node, "this function of the library");
}

AstExpr *form_style_member(Form *f, JxlNode *node, const JxlDecl *member, JxlTypeId type,
                           AstExpr *receiver) {
    (void)member;
    (void)type;
    (void)receiver;
    return form_refuse(f, node, "this member of the library");
}

AstExpr *form_style_static(Form *f, JxlNode *node, const JxlDecl *member) {
    (void)member;
    return form_refuse(f, node, "this value of the library");
}

AstExpr *form_view_function(Form *f, const JxlNode *node, const JxlBinding *binding) {
    (void)binding;
    return form_refuse(f, node, "this function of the library");
}
