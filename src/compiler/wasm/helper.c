#include "base/check.h"
#include "compiler/wasm/emit_priv.h"

// The object's address is on the stack: its references fall by one, and at 0 it is freed.
static void release_ref(WasmFunc *f, u32 object, u32 refs) {
    tee(f, object);
    get(f, object);
    memory(f, W_I32_LOAD, 2, offsetof(Object, refs));
    const_i32(f, 1);
    op(f, W_I32_SUB);
    tee(f, refs);
    memory(f, W_I32_STORE, 2, offsetof(Object, refs));
    get(f, refs);
    op(f, W_I32_EQZ);
    begin_if(f);
    get(f, object);
    op_u32(f, W_CALL, wasm_helper_index(f->m, HELPER_FREE));
    end(f);
}

// The VALUE on the stack: if it is a reference, its object's address in local `object`, and an open
// `if`.
static void begin_if_ref(WasmFunc *f, u32 value) {
    tee(f, value);
    test_tag(f, TAG_REF);
    begin_if(f);
    get(f, value);
    op(f, W_I32_WRAP_I64);
    const_i32(f, TAG_REF);
    op(f, W_I32_SUB);
}

void wasm_retain_value(WasmFunc *f, u32 value, u32 object) {
    begin_if_ref(f, value);
    tee(f, object);
    get(f, object);
    memory(f, W_I32_LOAD, 2, offsetof(Object, refs));
    const_i32(f, 1);
    op(f, W_I32_ADD);
    memory(f, W_I32_STORE, 2, offsetof(Object, refs));
    end(f);
}

void wasm_release_value(WasmFunc *f, u32 value, u32 object, u32 refs) {
    begin_if_ref(f, value);
    release_ref(f, object, refs);
    end(f);
}

void wasm_release_ref(WasmFunc *f) {
    if (f->is_hot)
        release_ref(f, f->scratch_i32[0], f->scratch_i32[1]);
    else
        op_u32(f, W_CALL, wasm_helper_index(f->m, HELPER_RELEASE_REF));
}

void wasm_helper(WasmModule *m, Bytes *body, WasmHelper helper) {
    WasmFunc f = {.m = m, .out = body};
    wasm_u32(body, 2);  // runs of locals: two i32, one i64
    wasm_u32(body, 2);
    bytes_push(body, W_TYPE_I32);
    wasm_u32(body, 1);
    bytes_push(body, W_TYPE_I64);
    switch (helper) {
    case HELPER_RELEASE_REF:
        get(&f, 0);
        release_ref(&f, 0, 1);
        break;
    case HELPER_RELEASE_VALUE:
        get(&f, 0);
        wasm_release_value(&f, 0, 1, 2);
        break;
    case HELPER_FREE: wasm_instance_free(&f); break;
    default: op(&f, W_UNREACHABLE); break;
    }
    end(&f);
}
