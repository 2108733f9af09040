// Names and members.
#include "compiler/desugar/form_view.h"

AstExpr *form_read_decl(Form *f, JxlNode *node, JxlDecl *decl) {
    switch (decl->kind) {
    case JXL_DECL_LOCAL:
    case JXL_DECL_PARAM: return form_read_local(f, decl);
    case JXL_DECL_PROP:
    case JXL_DECL_ATOM:
    case JXL_DECL_FIELD:
        if (decl->owner && decl->owner->kind == JXL_DECL_VIEW) return form_view_read(f, node, decl);
        return form_refuse(f, node, "this name");
    default: return form_refuse(f, node, "this name");
    }
}
