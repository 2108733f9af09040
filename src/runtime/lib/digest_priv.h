// runtime/lib/digest_priv.h — one block of each hash function.
#pragma once

#include "runtime/lib/digest.h"

static inline u32 digest_rotate32(u32 word, u32 count) {  // to the left, 0 < count < 32
    return word << count | word >> (32 - count);
}

static inline u64 digest_rotate64(u64 word, u32 count) {
    return word << count | word >> (64 - count);
}

static inline u32 digest_load32(const u8 *bytes) {  // little-endian
    return (u32)bytes[0] | (u32)bytes[1] << 8 | (u32)bytes[2] << 16 | (u32)bytes[3] << 24;
}

static inline u32 digest_load32_big(const u8 *bytes) {
    return __builtin_bswap32(digest_load32(bytes));
}

static inline u64 digest_load64(const u8 *bytes) {
    return digest_load32(bytes) | (u64)digest_load32(bytes + 4) << 32;
}

void digest_md5_block(u32 state[8], const u8 *block);
void digest_sha1_block(u32 state[8], const u8 *block);
void digest_sha256_block(u32 state[8], const u8 *block);
void digest_sha512_block(u64 state[8], const u8 *block);
void digest_keccak(u64 state[25]);
// `total`: bytes up to the end of this block.
void digest_blake2b_block(u64 state[8], const u8 *block, u64 total, bool is_last,
                          bool is_last_node);
void digest_blake2s_block(u32 state[8], const u8 *block, u64 total, bool is_last,
                          bool is_last_node);
