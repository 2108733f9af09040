// base/byte_block.h — sixteen bytes that the machine compares at once, where it can.
#pragma once

#include "base/types.h"

#include <string.h>

typedef u8 ByteBlock __attribute__((vector_size(16)));

enum { BYTE_BLOCK_BYTES = 16 };

static inline ByteBlock byte_block_load(const void *at) {
    ByteBlock block;
    memcpy(&block, at, sizeof block);
    return block;
}

// Of what a comparison of blocks gives, bytes of 0 or 255: a bit for each byte.
static inline u32 byte_block_bits(ByteBlock block) {
#if defined(__wasm_simd128__)
    typedef signed char Flags __attribute__((vector_size(16)));
    return (u32)__builtin_wasm_bitmask_i8x16((Flags)block);
#elif defined(__SSE2__)
    typedef char Flags __attribute__((vector_size(16)));
    return (u32)__builtin_ia32_pmovmskb128((Flags)block);
#else
    u64 words[2];
    memcpy(words, &block, sizeof words);
    const u64 ones = UINT64_C(0x0101010101010101), gather = UINT64_C(0x0102040810204080);
    return (u32)((words[0] & ones) * gather >> 56) | (u32)((words[1] & ones) * gather >> 56) << 8;
#endif
}

// Index of the first byte that is set, or 16.
static inline u32 byte_block_first(ByteBlock block) {
    return (u32)__builtin_ctz(byte_block_bits(block) | 1u << BYTE_BLOCK_BYTES);
}

static inline bool byte_block_any(ByteBlock block) {
    u64 words[2];
    memcpy(words, &block, sizeof words);
    return (words[0] | words[1]) != 0;
}
