// Keccak (FIPS 202) and BLAKE2 (RFC 7693).
#include "runtime/lib/digest_priv.h"

void digest_keccak(u64 state[25]) {
    static const u64 round_constants[24] = {
        0x0000000000000001u, 0x0000000000008082u, 0x800000000000808au, 0x8000000080008000u,
        0x000000000000808bu, 0x0000000080000001u, 0x8000000080008081u, 0x8000000000008009u,
        0x000000000000008au, 0x0000000000000088u, 0x0000000080008009u, 0x000000008000000au,
        0x000000008000808bu, 0x800000000000008bu, 0x8000000000008089u, 0x8000000000008003u,
        0x8000000000008002u, 0x8000000000000080u, 0x000000000000800au, 0x800000008000000au,
        0x8000000080008081u, 0x8000000000008080u, 0x0000000080000001u, 0x8000000080008008u,
    };
    static const u8 rotations[24] = {1,  3,  6,  10, 15, 21, 28, 36, 45, 55, 2,  14,
                                     27, 41, 56, 8,  25, 43, 62, 18, 39, 61, 20, 44};
    static const u8 lanes[24] = {10, 7,  11, 17, 18, 3, 5,  16, 8,  21, 24, 4,
                                 15, 23, 19, 13, 12, 2, 20, 14, 22, 9,  6,  1};
    for (u32 round = 0; round < 24; round++) {
        u64 columns[5];
        for (u32 i = 0; i < 5; i++)
            columns[i] = state[i] ^ state[i + 5] ^ state[i + 10] ^ state[i + 15] ^ state[i + 20];
        for (u32 i = 0; i < 25; i++)
            state[i] ^= columns[(i + 4) % 5] ^ digest_rotate64(columns[(i + 1) % 5], 1);
        u64 moving = state[1];
        for (u32 i = 0; i < 24; i++) {
            u64 next = state[lanes[i]];
            state[lanes[i]] = digest_rotate64(moving, rotations[i]);
            moving = next;
        }
        for (u32 row = 0; row < 25; row += 5) {
            u64 old[5];
            for (u32 i = 0; i < 5; i++) old[i] = state[row + i];
            for (u32 i = 0; i < 5; i++)
                state[row + i] = old[i] ^ (~old[(i + 1) % 5] & old[(i + 2) % 5]);
        }
        state[0] ^= round_constants[round];
    }
}

static const u8 blake_order[10][16] = {
    {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15},
    {14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3},
    {11, 8, 12, 0, 5, 2, 15, 13, 10, 14, 3, 6, 7, 1, 9, 4},
    {7, 9, 3, 1, 13, 12, 11, 14, 2, 6, 5, 10, 4, 0, 15, 8},
    {9, 0, 5, 7, 2, 4, 10, 15, 14, 1, 11, 12, 6, 8, 3, 13},
    {2, 12, 6, 10, 0, 11, 8, 3, 4, 13, 7, 5, 15, 14, 1, 9},
    {12, 5, 1, 15, 14, 13, 4, 10, 0, 7, 6, 3, 9, 2, 8, 11},
    {13, 11, 7, 14, 12, 1, 3, 9, 5, 0, 15, 4, 8, 6, 2, 10},
    {6, 15, 14, 9, 11, 3, 0, 8, 12, 2, 13, 7, 1, 4, 10, 5},
    {10, 2, 8, 4, 7, 6, 1, 5, 15, 11, 9, 14, 3, 12, 13, 0},
};

// The four columns, then the four diagonals.
static const u8 blake_lanes[8][4] = {{0, 4, 8, 12},  {1, 5, 9, 13},  {2, 6, 10, 14}, {3, 7, 11, 15},
                                     {0, 5, 10, 15}, {1, 6, 11, 12}, {2, 7, 8, 13},  {3, 4, 9, 14}};

static const u64 blake_wide_start[8] = {
    0x6a09e667f3bcc908u, 0xbb67ae8584caa73bu, 0x3c6ef372fe94f82bu, 0xa54ff53a5f1d36f1u,
    0x510e527fade682d1u, 0x9b05688c2b3e6c1fu, 0x1f83d9abfb41bd6bu, 0x5be0cd19137e2179u,
};

void digest_blake2b_block(u64 state[8], const u8 *block, u64 total, bool is_last,
                          bool is_last_node) {
    u64 v[16], words[16];
    for (u32 i = 0; i < 16; i++) words[i] = digest_load64(block + 8 * i);
    for (u32 i = 0; i < 8; i++) {
        v[i] = state[i];
        v[i + 8] = blake_wide_start[i];
    }
    v[12] ^= total;
    if (is_last) v[14] = ~v[14];
    if (is_last_node) v[15] = ~v[15];
    for (u32 round = 0; round < 12; round++) {
        const u8 *order = blake_order[round % 10];
        for (u32 i = 0; i < 8; i++) {
            u64 *a = &v[blake_lanes[i][0]], *b = &v[blake_lanes[i][1]], *c = &v[blake_lanes[i][2]],
                *d = &v[blake_lanes[i][3]];
            *a += *b + words[order[2 * i]];
            *d = digest_rotate64(*d ^ *a, 32);
            *c += *d;
            *b = digest_rotate64(*b ^ *c, 40);
            *a += *b + words[order[2 * i + 1]];
            *d = digest_rotate64(*d ^ *a, 48);
            *c += *d;
            *b = digest_rotate64(*b ^ *c, 1);
        }
    }
    for (u32 i = 0; i < 8; i++) state[i] ^= v[i] ^ v[i + 8];
}

void digest_blake2s_block(u32 state[8], const u8 *block, u64 total, bool is_last,
                          bool is_last_node) {
    u32 v[16], words[16];
    for (u32 i = 0; i < 16; i++) words[i] = digest_load32(block + 4 * i);
    for (u32 i = 0; i < 8; i++) {
        v[i] = state[i];
        v[i + 8] = (u32)(blake_wide_start[i] >> 32);
    }
    v[12] ^= (u32)total;
    v[13] ^= (u32)(total >> 32);
    if (is_last) v[14] = ~v[14];
    if (is_last_node) v[15] = ~v[15];
    for (u32 round = 0; round < 10; round++) {
        const u8 *order = blake_order[round];
        for (u32 i = 0; i < 8; i++) {
            u32 *a = &v[blake_lanes[i][0]], *b = &v[blake_lanes[i][1]], *c = &v[blake_lanes[i][2]],
                *d = &v[blake_lanes[i][3]];
            *a += *b + words[order[2 * i]];
            *d = digest_rotate32(*d ^ *a, 16);
            *c += *d;
            *b = digest_rotate32(*b ^ *c, 20);
            *a += *b + words[order[2 * i + 1]];
            *d = digest_rotate32(*d ^ *a, 24);
            *c += *d;
            *b = digest_rotate32(*b ^ *c, 25);
        }
    }
    for (u32 i = 0; i < 8; i++) state[i] ^= v[i] ^ v[i + 8];
}
