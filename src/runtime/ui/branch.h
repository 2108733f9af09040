// runtime/ui/branch.h — what an `if`, a `switch`, a slot or a route shows: one alternative at a
// time.
//
// A structure owns a UiBranch and calls ui_branch_show with the number of the alternative that its
// condition chose. The same number: nothing is touched. Another: the old one's scope is disposed
// (its bindings never run again), its nodes are removed, and `make` builds the new one in a scope
// of its own. Code that is to catch what it shows fails with (an ErrorBoundary) makes its scope a
// boundary.
#pragma once

#include "runtime/ui/dom.h"
#include "runtime/ui/reactive.h"

enum { UI_BRANCH_ROOTS_MAX = 8, UI_BRANCH_NONE = 0 };

typedef struct UiBranch UiBranch;

// Stamps alternative `which` in front of branch->before and tells each root by ui_branch_root. What
// it creates belongs to branch->scope. A failure is left pending.
typedef void (*UiBranchMake)(UiGraph *graph, UiBranch *branch, u32 which);

struct UiBranch {
    UiDom *dom;  // borrowed
    UiBranchMake make;
    void *self;  // for `make`
    NodeRef parent;
    u32 before;               // an anchor or the root behind; 0: the end of the parent
    u32 which;                // what is shown; UI_BRANCH_NONE: nothing
    const char *enter_class;  // transitions of its roots; NULL: none
    const char *leave_class;
    UiNode *scope;  // of what is shown
    u32 roots[UI_BRANCH_ROOTS_MAX];
    u32 root_count;
};

// graph->owner when it is shown owns what is shown: the structure.
void ui_branch_init(UiBranch *branch, UiDom *dom, UiBranchMake make, void *self, NodeRef parent,
                    u32 before);
// False: making it failed and is left pending; nothing is shown then.
bool ui_branch_show(UiGraph *graph, UiBranch *branch, u32 which);
// The same alternative made anew: what `retry` of an error boundary asks for.
bool ui_branch_again(UiGraph *graph, UiBranch *branch);
void ui_branch_root(UiBranch *branch, u32 id);
// When the page around it goes: frees its roots' ids; their nodes go with their parent. The scope
// goes with its owner.
void ui_branch_forget(UiBranch *branch);
