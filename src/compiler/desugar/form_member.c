// Names and members.
#include "compiler/desugar/form_priv.h"

AstExpr *form_read_decl(Form *f, JxlNode *node, JxlDecl *decl) {
    switch (decl->kind) {
    case JXL_DECL_LOCAL:
    case JXL_DECL_PARAM: return form_read_local(f, decl);
    default: return form_refuse(f, node, "this name");
    }
}
