// MD5 (RFC 1321), SHA-1 and SHA-256 (FIPS 180-4).
#include "runtime/lib/digest_priv.h"

#include <string.h>

void digest_md5_block(u32 state[8], const u8 *block) {
    // floor(2^32 * abs(sin(i + 1)))
    static const u32 sines[64] = {
        0xd76aa478u, 0xe8c7b756u, 0x242070dbu, 0xc1bdceeeu, 0xf57c0fafu, 0x4787c62au, 0xa8304613u,
        0xfd469501u, 0x698098d8u, 0x8b44f7afu, 0xffff5bb1u, 0x895cd7beu, 0x6b901122u, 0xfd987193u,
        0xa679438eu, 0x49b40821u, 0xf61e2562u, 0xc040b340u, 0x265e5a51u, 0xe9b6c7aau, 0xd62f105du,
        0x02441453u, 0xd8a1e681u, 0xe7d3fbc8u, 0x21e1cde6u, 0xc33707d6u, 0xf4d50d87u, 0x455a14edu,
        0xa9e3e905u, 0xfcefa3f8u, 0x676f02d9u, 0x8d2a4c8au, 0xfffa3942u, 0x8771f681u, 0x6d9d6122u,
        0xfde5380cu, 0xa4beea44u, 0x4bdecfa9u, 0xf6bb4b60u, 0xbebfbc70u, 0x289b7ec6u, 0xeaa127fau,
        0xd4ef3085u, 0x04881d05u, 0xd9d4d039u, 0xe6db99e5u, 0x1fa27cf8u, 0xc4ac5665u, 0xf4292244u,
        0x432aff97u, 0xab9423a7u, 0xfc93a039u, 0x655b59c3u, 0x8f0ccc92u, 0xffeff47du, 0x85845dd1u,
        0x6fa87e4fu, 0xfe2ce6e0u, 0xa3014314u, 0x4e0811a1u, 0xf7537e82u, 0xbd3af235u, 0x2ad7d2bbu,
        0xeb86d391u,
    };
    static const u8 shifts[16] = {7, 12, 17, 22, 5, 9, 14, 20, 4, 11, 16, 23, 6, 10, 15, 21};
    u32 a = state[0], b = state[1], c = state[2], d = state[3];
    for (u32 i = 0; i < 64; i++) {
        u32 mixed, index;
        if (i < 16) {
            mixed = (b & c) | (~b & d);
            index = i;
        } else if (i < 32) {
            mixed = (d & b) | (~d & c);
            index = 5 * i + 1;
        } else if (i < 48) {
            mixed = b ^ c ^ d;
            index = 3 * i + 5;
        } else {
            mixed = c ^ (b | ~d);
            index = 7 * i;
        }
        mixed += a + sines[i] + digest_load32(block + 4 * (index % 16));
        a = d;
        d = c;
        c = b;
        b += digest_rotate32(mixed, shifts[i / 16 * 4 + i % 4]);
    }
    state[0] += a;
    state[1] += b;
    state[2] += c;
    state[3] += d;
}

void digest_sha1_block(u32 state[8], const u8 *block) {
    u32 words[80];
    for (u32 i = 0; i < 16; i++) words[i] = digest_load32_big(block + 4 * i);
    for (u32 i = 16; i < 80; i++)
        words[i] = digest_rotate32(words[i - 3] ^ words[i - 8] ^ words[i - 14] ^ words[i - 16], 1);
    u32 a = state[0], b = state[1], c = state[2], d = state[3], e = state[4];
    for (u32 i = 0; i < 80; i++) {
        u32 mixed = i < 20   ? ((b & c) | (~b & d)) + 0x5a827999
                    : i < 40 ? (b ^ c ^ d) + 0x6ed9eba1
                    : i < 60 ? ((b & c) | (b & d) | (c & d)) + 0x8f1bbcdc
                             : (b ^ c ^ d) + 0xca62c1d6;
        mixed += digest_rotate32(a, 5) + e + words[i];
        e = d;
        d = c;
        c = digest_rotate32(b, 30);
        b = a;
        a = mixed;
    }
    state[0] += a;
    state[1] += b;
    state[2] += c;
    state[3] += d;
    state[4] += e;
}

void digest_sha256_block(u32 state[8], const u8 *block) {
    static const u32 constants[64] = {
        // fractions of the cube roots of the first 64 primes
        0x428a2f98u, 0x71374491u, 0xb5c0fbcfu, 0xe9b5dba5u, 0x3956c25bu, 0x59f111f1u, 0x923f82a4u,
        0xab1c5ed5u, 0xd807aa98u, 0x12835b01u, 0x243185beu, 0x550c7dc3u, 0x72be5d74u, 0x80deb1feu,
        0x9bdc06a7u, 0xc19bf174u, 0xe49b69c1u, 0xefbe4786u, 0x0fc19dc6u, 0x240ca1ccu, 0x2de92c6fu,
        0x4a7484aau, 0x5cb0a9dcu, 0x76f988dau, 0x983e5152u, 0xa831c66du, 0xb00327c8u, 0xbf597fc7u,
        0xc6e00bf3u, 0xd5a79147u, 0x06ca6351u, 0x14292967u, 0x27b70a85u, 0x2e1b2138u, 0x4d2c6dfcu,
        0x53380d13u, 0x650a7354u, 0x766a0abbu, 0x81c2c92eu, 0x92722c85u, 0xa2bfe8a1u, 0xa81a664bu,
        0xc24b8b70u, 0xc76c51a3u, 0xd192e819u, 0xd6990624u, 0xf40e3585u, 0x106aa070u, 0x19a4c116u,
        0x1e376c08u, 0x2748774cu, 0x34b0bcb5u, 0x391c0cb3u, 0x4ed8aa4au, 0x5b9cca4fu, 0x682e6ff3u,
        0x748f82eeu, 0x78a5636fu, 0x84c87814u, 0x8cc70208u, 0x90befffau, 0xa4506cebu, 0xbef9a3f7u,
        0xc67178f2u,
    };
    u32 words[64], v[8];
    for (u32 i = 0; i < 16; i++) words[i] = digest_load32_big(block + 4 * i);
    for (u32 i = 16; i < 64; i++) {
        u32 a = words[i - 15], b = words[i - 2];
        u32 s0 = digest_rotate32(a, 25) ^ digest_rotate32(a, 14) ^ a >> 3;
        u32 s1 = digest_rotate32(b, 15) ^ digest_rotate32(b, 13) ^ b >> 10;
        words[i] = words[i - 16] + s0 + words[i - 7] + s1;
    }
    memcpy(v, state, sizeof v);
    for (u32 i = 0; i < 64; i++) {
        u32 s1 = digest_rotate32(v[4], 26) ^ digest_rotate32(v[4], 21) ^ digest_rotate32(v[4], 7);
        u32 chosen = (v[4] & v[5]) ^ (~v[4] & v[6]);
        u32 first = v[7] + s1 + chosen + constants[i] + words[i];
        u32 s0 = digest_rotate32(v[0], 30) ^ digest_rotate32(v[0], 19) ^ digest_rotate32(v[0], 10);
        u32 majority = (v[0] & v[1]) ^ (v[0] & v[2]) ^ (v[1] & v[2]);
        memmove(v + 1, v, 7 * sizeof *v);
        v[4] += first;
        v[0] = first + s0 + majority;
    }
    for (u32 i = 0; i < 8; i++) state[i] += v[i];
}
