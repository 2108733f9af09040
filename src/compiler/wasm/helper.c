#include "base/check.h"
#include "compiler/wasm/emit_priv.h"

// refs of the object at local 0 fall by one; at 0 the runtime frees it. Local 1 is free.
static void release_ref(WasmFunc *f) {
    get(f, 0);
    get(f, 0);
    memory(f, W_I32_LOAD, 2, offsetof(Object, refs));
    const_i32(f, 1);
    op(f, W_I32_SUB);
    tee(f, 1);
    memory(f, W_I32_STORE, 2, offsetof(Object, refs));
    get(f, 1);
    op(f, W_I32_EQZ);
    begin_if(f);
    wasm_push_state(f);
    get(f, 0);
    wasm_call_rt(f, RT_FREE);
    end(f);
}

static void begin_if_ref(WasmFunc *f) {
    get(f, 0);
    test_tag(f, TAG_REF);
    begin_if(f);
}

static void push_address(WasmFunc *f) {
    get(f, 0);
    op(f, W_I32_WRAP_I64);
    const_i32(f, TAG_REF);
    op(f, W_I32_SUB);
}

void wasm_helper(WasmModule *m, Bytes *body, WasmHelper helper) {
    WasmFunc f = {.m = m, .out = body};
    wasm_u32(body, 1);  // one run of locals: one i32
    wasm_u32(body, 1);
    bytes_push(body, W_TYPE_I32);
    switch (helper) {
    case HELPER_RELEASE_REF: release_ref(&f); break;
    case HELPER_RELEASE_VALUE:
        begin_if_ref(&f);
        push_address(&f);
        op_u32(&f, W_CALL, wasm_helper_index(m, HELPER_RELEASE_REF));
        end(&f);
        break;
    case HELPER_RETAIN_VALUE:
        begin_if_ref(&f);
        push_address(&f);
        tee(&f, 1);
        get(&f, 1);
        memory(&f, W_I32_LOAD, 2, offsetof(Object, refs));
        const_i32(&f, 1);
        op(&f, W_I32_ADD);
        memory(&f, W_I32_STORE, 2, offsetof(Object, refs));
        end(&f);
        break;
    default: op(&f, W_UNREACHABLE); break;
    }
    end(&f);
}
