// runtime/lib/digest.h — the hash functions of module hashlib, fed piece by piece.
#pragma once

#include "base/slice.h"

enum { DIGEST_BLOCK_MAX = 168, DIGEST_BYTES_MAX = 64, DIGEST_KEY_MAX = 64 };

typedef enum {
    DIGEST_MD5,
    DIGEST_SHA1,
    DIGEST_SHA224,
    DIGEST_SHA256,
    DIGEST_SHA384,
    DIGEST_SHA512,
    DIGEST_SHA3_224,
    DIGEST_SHA3_256,
    DIGEST_SHA3_384,
    DIGEST_SHA3_512,
    DIGEST_SHAKE_128,
    DIGEST_SHAKE_256,
    DIGEST_BLAKE2B,
    DIGEST_BLAKE2S,
    DIGEST_COUNT,
} DigestId;

typedef struct {
    u32 id;     // DigestId
    u32 fill;   // bytes in `block`
    u64 total;  // bytes given in all
    u32 digest_bytes;
    u32 block_bytes;
    union {
        u32 narrow[8];
        u64 wide[8];
        u64 sponge[25];
    } state;
    u8 block[DIGEST_BLOCK_MAX];
} Digest;

// What blake2b and blake2s can be told besides.
typedef struct {
    Slice key, salt, person;
    u32 digest_bytes, fanout, depth, leaf_bytes, node_depth, inner_bytes;
    u64 node_offset;
    bool is_last_node;
} DigestBlake;

const char *digest_name(u32 id);
void digest_init(Digest *digest, DigestId id);
void digest_init_blake(Digest *digest, DigestId id, const DigestBlake *options);
void digest_update(Digest *digest, Slice data);
// Writes digest_bytes, or for a shake any number. The digest itself stays as it is.
void digest_finish(const Digest *digest, u8 *out, usize len);
static inline bool digest_is_shake(const Digest *digest) {
    return digest->id == DIGEST_SHAKE_128 || digest->id == DIGEST_SHAKE_256;
}
