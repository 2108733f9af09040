// Environments: the type of each local variable at one point of a function. They are copied at
// every branch, and a module body may have thousands of variables: copies share pages until one is
// written.
#include "compiler/sema/infer_priv.h"

#include <string.h>

enum { PAGE_VARS = 32 };

struct InferEnvPage {
    u32 owner;  // the environment that may write it
    SemaType types[PAGE_VARS];
};

static u32 page_count(const Frame *frame) {
    return (frame->var_count + PAGE_VARS - 1) / PAGE_VARS;
}

static u32 page_vars(const Frame *frame, u32 page) {
    u32 rest = frame->var_count - page * PAGE_VARS;
    return rest < PAGE_VARS ? rest : PAGE_VARS;
}

static InferEnv *env_alloc(Frame *frame) {
    usize bytes = sizeof(InferEnv) + page_count(frame) * sizeof(InferEnvPage *);
    InferEnv *env = arena_alloc(frame->in->arena, bytes);
    env->id = ++frame->in->env_id_last;
    return env;
}

InferEnv *infer_env_new(Frame *frame) {
    InferEnv *env = env_alloc(frame);
    for (u32 i = 0; i < page_count(frame); i++) {
        env->pages[i] = ARENA_NEW(frame->in->arena, InferEnvPage);
        env->pages[i]->owner = env->id;
    }
    return env;
}

InferEnv *infer_env_copy(Frame *frame, InferEnv *env) {
    InferEnv *copy = env_alloc(frame);
    memcpy(copy->pages, env->pages, page_count(frame) * sizeof(InferEnvPage *));
    env->id = ++frame->in->env_id_last;
    return copy;
}

void infer_env_assign(Frame *frame, InferEnv *to, InferEnv *from) {
    memcpy(to->pages, from->pages, page_count(frame) * sizeof(InferEnvPage *));
    from->id = ++frame->in->env_id_last;
}

SemaType infer_env_get(const InferEnv *env, u32 var) {
    return env->pages[var / PAGE_VARS]->types[var % PAGE_VARS];
}

void infer_env_set(Frame *frame, InferEnv *env, u32 var, SemaType type) {
    InferEnvPage *page = env->pages[var / PAGE_VARS];
    if (page->types[var % PAGE_VARS] == type) return;
    if (page->owner != env->id) {
        page = arena_copy(frame->in->arena, page, sizeof *page);
        page->owner = env->id;
        env->pages[var / PAGE_VARS] = page;
    }
    page->types[var % PAGE_VARS] = type;
}

void infer_env_join(Frame *frame, InferEnv *into, const InferEnv *from) {
    for (u32 i = 0; i < page_count(frame); i++) {
        if (into->pages[i] == from->pages[i]) continue;
        for (u32 k = 0; k < page_vars(frame, i); k++) {
            SemaType left = into->pages[i]->types[k], right = from->pages[i]->types[k];
            if (left == right) continue;
            infer_env_set(frame, into, i * PAGE_VARS + k,
                          sema_type_join(frame->in->types, left, right));
        }
    }
}

bool infer_env_widen(Frame *frame, InferEnv *into, const InferEnv *next, bool is_endless) {
    SemaTypes *types = frame->in->types;
    bool has_changed = false;
    for (u32 i = 0; i < page_count(frame); i++) {
        if (into->pages[i] == next->pages[i]) continue;
        for (u32 k = 0; k < page_vars(frame, i); k++) {
            SemaType old = into->pages[i]->types[k], new = next->pages[i]->types[k];
            if (old == new || sema_type_find(types, old) == sema_type_find(types, new)) continue;
            if (is_endless) new = sema_type_join(types, new, SEMA_OBJECT);
            infer_env_set(frame, into, i * PAGE_VARS + k, new);
            has_changed = true;
        }
    }
    return has_changed;
}
