// Tasks: `await`, `async { … }`.
#include "compiler/desugar/form_priv.h"

AstExpr *form_await(Form *f, JxlNode *node) {
    return form_refuse(f, node, "await");
}

AstExpr *form_async(Form *f, JxlNode *node) {
    return form_refuse(f, node, "async tasks");
}
