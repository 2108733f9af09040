#include "compiler/wasm/code.h"

void wasm_u32(Bytes *out, u64 number) {
    while (number >= 128) {
        bytes_push(out, (u8)(number | 128));
        number >>= 7;
    }
    bytes_push(out, (u8)number);
}

void wasm_i64(Bytes *out, i64 number) {
    for (;;) {
        u8 low = number & 127;
        number >>= 7;
        bool is_last = (number == 0 && !(low & 64)) || (number == -1 && (low & 64));
        bytes_push(out, is_last ? low : (u8)(low | 128));
        if (is_last) return;
    }
}

void wasm_name(Bytes *out, Slice name) {
    wasm_u32(out, name.len);
    bytes_append(out, name);
}

void wasm_section(Bytes *out, u8 id, const Bytes *contents) {
    bytes_push(out, id);
    wasm_u32(out, contents->len);
    bytes_append(out, bytes_slice(contents));
}
