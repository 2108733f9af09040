#include "runtime/ui/branch.h"

#include "base/check.h"

void ui_branch_init(UiBranch *branch, UiDom *dom, UiBranchMake make, void *self, NodeRef parent,
                    u32 before) {
    *branch =
        (UiBranch){.dom = dom, .make = make, .self = self, .parent = parent, .before = before};
}

void ui_branch_root(UiBranch *branch, u32 id) {
    CHECK(branch->root_count < UI_BRANCH_ROOTS_MAX);
    branch->roots[branch->root_count++] = id;
}

static void leave(UiGraph *graph, UiBranch *branch) {
    if (branch->which == UI_BRANCH_NONE) return;
    branch->which = UI_BRANCH_NONE;
    // Clean-ups run while the nodes are still there.
    ui_dispose(graph, branch->scope);
    branch->scope = NULL;
    for (u32 i = 0; i < branch->root_count; i++) {
        if (branch->leave_class) {
            ui_dom_leave(branch->dom, branch->roots[i], branch->leave_class);
        } else {
            ui_dom_remove(branch->dom, branch->roots[i]);
        }
    }
    branch->root_count = 0;
}

static bool enter(UiGraph *graph, UiBranch *branch, u32 which) {
    if (which == UI_BRANCH_NONE) return true;
    branch->which = which;
    branch->scope = ui_scope_new(graph);
    UiPlace place = ui_scope_begin(graph, branch->scope);
    branch->make(graph, branch, which);
    ui_place_end(graph, place);
    if (!ui_is_failed(graph)) {
        for (u32 i = 0; branch->enter_class && i < branch->root_count; i++) {
            ui_dom_enter(branch->dom, branch->roots[i], branch->enter_class);
        }
        return true;
    }
    leave(graph, branch);
    return false;
}

bool ui_branch_show(UiGraph *graph, UiBranch *branch, u32 which) {
    if (branch->which == which) return true;
    leave(graph, branch);
    return enter(graph, branch, which);
}

bool ui_branch_again(UiGraph *graph, UiBranch *branch) {
    u32 which = branch->which;
    leave(graph, branch);
    return enter(graph, branch, which);
}

void ui_branch_forget(UiBranch *branch) {
    for (u32 i = 0; i < branch->root_count; i++) ui_dom_forget(branch->dom, branch->roots[i]);
    branch->root_count = 0;
    branch->which = UI_BRANCH_NONE;
    branch->scope = NULL;
}
