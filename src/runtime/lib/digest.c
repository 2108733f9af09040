#include "runtime/lib/digest.h"

#include "runtime/lib/digest_priv.h"

#include <string.h>

typedef struct {
    const char *name;
    u32 block_bytes, digest_bytes;
} DigestRow;

static const DigestRow rows[DIGEST_COUNT] = {
    {"md5", 64, 16},       {"sha1", 64, 20},     {"sha224", 64, 28},    {"sha256", 64, 32},
    {"sha384", 128, 48},   {"sha512", 128, 64},  {"sha3_224", 144, 28}, {"sha3_256", 136, 32},
    {"sha3_384", 104, 48}, {"sha3_512", 72, 64}, {"shake_128", 168, 0}, {"shake_256", 136, 0},
    {"blake2b", 128, 64},  {"blake2s", 64, 32},
};

// Fractions of the square roots of the first primes; SHA-256 starts with the high halves.
static const u64 root_fractions[16] = {
    0x6a09e667f3bcc908u, 0xbb67ae8584caa73bu, 0x3c6ef372fe94f82bu, 0xa54ff53a5f1d36f1u,
    0x510e527fade682d1u, 0x9b05688c2b3e6c1fu, 0x1f83d9abfb41bd6bu, 0x5be0cd19137e2179u,
    0xcbbb9d5dc1059ed8u, 0x629a292a367cd507u, 0x9159015a3070dd17u, 0x152fecd8f70e5939u,
    0x67332667ffc00b31u, 0x8eb44a8768581511u, 0xdb0c2e0d64f98fa7u, 0x47b5481dbefa4fa4u,
};

const char *digest_name(u32 id) {
    return rows[id].name;
}

static bool is_sponge(u32 id) {
    return id >= DIGEST_SHA3_224 && id <= DIGEST_SHAKE_256;
}

static void init_state(Digest *digest) {
    static const u32 old[5] = {0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0};
    switch (digest->id) {
    case DIGEST_MD5:
    case DIGEST_SHA1: memcpy(digest->state.narrow, old, sizeof old); return;
    case DIGEST_SHA224:
        // The low halves of the second eight.
        for (u32 i = 0; i < 8; i++) digest->state.narrow[i] = (u32)root_fractions[8 + i];
        return;
    case DIGEST_BLAKE2S:
    case DIGEST_SHA256:
        for (u32 i = 0; i < 8; i++) digest->state.narrow[i] = (u32)(root_fractions[i] >> 32);
        return;
    case DIGEST_SHA384: memcpy(digest->state.wide, root_fractions + 8, 64); return;
    case DIGEST_BLAKE2B:
    case DIGEST_SHA512: memcpy(digest->state.wide, root_fractions, 64); return;
    default: return;
    }
}

void digest_init(Digest *digest, DigestId id) {
    memset(digest, 0, sizeof *digest);
    digest->id = id;
    digest->block_bytes = rows[id].block_bytes;
    digest->digest_bytes = rows[id].digest_bytes;
    init_state(digest);
}

void digest_init_blake(Digest *digest, DigestId id, const DigestBlake *options) {
    digest_init(digest, id);
    digest->digest_bytes = options->digest_bytes;
    bool is_wide = id == DIGEST_BLAKE2B;
    u8 params[64] = {(u8)options->digest_bytes, (u8)options->key.len, (u8)options->fanout,
                     (u8)options->depth};
    u32 half = is_wide ? 16 : 8;
    for (u32 i = 0; i < 4; i++) params[4 + i] = (u8)(options->leaf_bytes >> 8 * i);
    for (u32 i = 0; i < (is_wide ? 8u : 6u); i++)
        params[8 + i] = (u8)(options->node_offset >> 8 * i);
    params[is_wide ? 16 : 14] = (u8)options->node_depth;
    params[is_wide ? 17 : 15] = (u8)options->inner_bytes;
    if (options->salt.len) memcpy(params + 2 * half, options->salt.data, options->salt.len);
    if (options->person.len) memcpy(params + 3 * half, options->person.data, options->person.len);
    for (u32 i = 0; i < 8; i++) {
        if (is_wide)
            digest->state.wide[i] ^= digest_load64(params + 8 * i);
        else
            digest->state.narrow[i] ^= digest_load32(params + 4 * i);
    }
    // The state's tail is free with BLAKE2: it keeps what the last block needs.
    digest->state.sponge[24] = options->is_last_node;
    if (options->key.len) {
        u8 block[128] = {0};
        memcpy(block, options->key.data, options->key.len);
        digest_update(digest, (Slice){block, digest->block_bytes});
    }
}

static void add_block(Digest *digest, const u8 *block, bool is_last) {
    bool is_last_node = is_last && digest->state.sponge[24];
    switch (digest->id) {
    case DIGEST_MD5: digest_md5_block(digest->state.narrow, block); return;
    case DIGEST_SHA1: digest_sha1_block(digest->state.narrow, block); return;
    case DIGEST_SHA224:
    case DIGEST_SHA256: digest_sha256_block(digest->state.narrow, block); return;
    case DIGEST_SHA384:
    case DIGEST_SHA512: digest_sha512_block(digest->state.wide, block); return;
    case DIGEST_BLAKE2B:
        digest_blake2b_block(digest->state.wide, block, digest->total, is_last, is_last_node);
        return;
    case DIGEST_BLAKE2S:
        digest_blake2s_block(digest->state.narrow, block, digest->total, is_last, is_last_node);
        return;
    default: break;
    }
    for (u32 i = 0; i < digest->block_bytes / 8; i++)
        digest->state.sponge[i] ^= digest_load64(block + 8 * i);
    digest_keccak(digest->state.sponge);
}

void digest_update(Digest *digest, Slice data) {
    // BLAKE2 marks its last block: a full one waits until more comes.
    bool is_lazy = digest->id >= DIGEST_BLAKE2B;
    while (data.len > 0) {
        if (digest->fill == digest->block_bytes) {
            add_block(digest, digest->block, false);
            digest->fill = 0;
        }
        usize room = digest->block_bytes - digest->fill, taken = data.len < room ? data.len : room;
        memcpy(digest->block + digest->fill, data.data, taken);
        digest->fill += (u32)taken;
        digest->total += taken;
        data = (Slice){data.data + taken, data.len - taken};
        if (!is_lazy && digest->fill == digest->block_bytes) {
            add_block(digest, digest->block, false);
            digest->fill = 0;
        }
    }
}

// A one bit, zeros, and the length in bits.
static void pad_length(Digest *digest) {
    u32 length_bytes = digest->block_bytes / 8;
    u64 bits = digest->total * 8;
    digest->block[digest->fill++] = 0x80;
    if (digest->fill > digest->block_bytes - length_bytes) {
        memset(digest->block + digest->fill, 0, digest->block_bytes - digest->fill);
        add_block(digest, digest->block, true);
        digest->fill = 0;
    }
    memset(digest->block + digest->fill, 0, digest->block_bytes - digest->fill);
    for (u32 i = 0; i < 8; i++) {
        u32 at =
            digest->id == DIGEST_MD5 ? digest->block_bytes - 8 + i : digest->block_bytes - 1 - i;
        digest->block[at] = (u8)(bits >> 8 * i);
    }
    add_block(digest, digest->block, true);
}

static void squeeze(Digest *digest, u8 *out, usize len) {
    memset(digest->block + digest->fill, 0, digest->block_bytes - digest->fill);
    digest->block[digest->fill] = digest_is_shake(digest) ? 0x1f : 0x06;
    digest->block[digest->block_bytes - 1] |= 0x80;
    add_block(digest, digest->block, true);
    for (usize i = 0; i < len; i++) {
        usize at = i % digest->block_bytes;
        if (i > 0 && at == 0) digest_keccak(digest->state.sponge);
        out[i] = (u8)(digest->state.sponge[at / 8] >> 8 * (at % 8));
    }
}

void digest_finish(const Digest *unfinished, u8 *out, usize len) {
    Digest digest = *unfinished;
    if (is_sponge(digest.id)) {
        squeeze(&digest, out, len);
        return;
    }
    if (digest.id >= DIGEST_BLAKE2B) {
        memset(digest.block + digest.fill, 0, digest.block_bytes - digest.fill);
        add_block(&digest, digest.block, true);
    } else {
        pad_length(&digest);
    }
    bool is_little = digest.id == DIGEST_MD5 || digest.id >= DIGEST_BLAKE2B;
    u32 word = digest.block_bytes == 128 ? 8 : 4;
    for (usize i = 0; i < len; i++) {
        u64 content = word == 8 ? digest.state.wide[i / 8] : digest.state.narrow[i / 4];
        usize at = i % word;
        out[i] = (u8)(content >> 8 * (is_little ? at : word - 1 - at));
    }
}
