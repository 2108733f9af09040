// What of a row never changes: its key.
#include "compiler/desugar/form_view.h"

typedef struct {
    Form *f;
    bool reads_row, reads_else;
} Reads;

static bool is_key(const Form *f, const JxlNode *node) {
    if (node->kind != JXL_MEMBER || node->member.name != f->ui.key) return false;
    const JxlNode *value = node->member.value;
    return value->kind == JXL_NAME && form_fact(f, value)->target == f->ui.row;
}

static void visit(void *context, JxlNode *node) {
    Reads *reads = context;
    if (!node || is_key(reads->f, node)) return;
    const JxlFact *fact = form_fact(reads->f, node);
    if (node->kind == JXL_NAME && fact->target == reads->f->ui.row) reads->reads_row = true;
    if (node->kind == JXL_NAME && fact->target && (fact->target->flags & JXL_DECL_REACTIVE))
        reads->reads_else |= fact->target != reads->f->ui.row;
    const JxlBinding *binding = fact->binding;
    bool is_own = binding && !(binding->callee->flags & JXL_DECL_BUILTIN);
    if (node->kind == JXL_CALL && (is_own || !binding)) reads->reads_else = true;
    jxl_each_child(node, visit, reads);
}

static Reads reads_of(Form *f, JxlNode *node) {
    Reads reads = {.f = f};
    visit(&reads, node);
    return reads;
}

bool form_reads_only_key(Form *f, const JxlNode *node) {
    if (!f->ui.row || f->ui.key == AST_NO_NAME) return false;
    Reads reads = reads_of(f, (JxlNode *)node);
    return !reads.reads_row && !reads.reads_else;
}

bool form_reads_row(Form *f, JxlNode *node) {
    if (is_key(f, node)) return true;
    return reads_of(f, node).reads_row;
}

bool form_is_selection(Form *f, const FormPiece *piece, JxlNode **selected) {
    JxlNode *node = piece->node;
    bool is_class = piece->kind == FORM_PIECE_SET && piece->set == FORM_SET_CLASS;
    if (!is_class || !f->ui.row || node->kind != JXL_BINARY || node->binary.op != JXL_OP_EQUAL)
        return false;
    JxlNode *left = node->binary.left, *right = node->binary.right;
    if (is_key(f, left)) {
        left = right;
        right = node->binary.left;
    }
    if (!is_key(f, right) || form_reads_row(f, left)) return false;
    *selected = left;
    return !piece->at->is_held;
}
