#include "server/http/ws_frame.h"

#include <string.h>

usize ws_header_write(u8 header[WS_HEADER_BYTES_MAX], WsOpcode opcode, bool is_final,
                      bool is_compressed, u64 payload_bytes) {
    header[0] = (u8)(opcode | (is_final ? 0x80 : 0) | (is_compressed ? 0x40 : 0));
    if (payload_bytes < 126) {
        header[1] = (u8)payload_bytes;
        return 2;
    }
    u32 len_bytes = payload_bytes <= UINT16_MAX ? 2 : 8;
    header[1] = len_bytes == 2 ? 126 : 127;
    for (u32 i = 0; i < len_bytes; i++)
        header[2 + i] = (u8)(payload_bytes >> (8 * (len_bytes - 1 - i)));
    return 2 + len_bytes;
}

usize ws_header_read(Slice input, WsHeader *header) {
    if (input.len < 2) return 0;
    u8 first = input.data[0], second = input.data[1];
    u32 short_len = second & 0x7f;
    usize len_bytes = short_len == 126 ? 2 : short_len == 127 ? 8 : 0;
    bool is_masked = (second & 0x80) != 0;
    usize total = 2 + len_bytes + (is_masked ? 4 : 0);
    if (input.len < total) return 0;
    *header = (WsHeader){.opcode = first & 0x0f,
                         .is_final = (first & 0x80) != 0,
                         .is_compressed = (first & 0x40) != 0,
                         .is_masked = is_masked,
                         .reserved = (first & 0x30) != 0,
                         .payload_bytes = short_len};
    if (len_bytes > 0) {
        header->payload_bytes = 0;
        for (usize i = 0; i < len_bytes; i++)
            header->payload_bytes = header->payload_bytes << 8 | input.data[2 + i];
        u64 least = len_bytes == 2 ? 126 : (u64)UINT16_MAX + 1;
        header->is_minimal = header->payload_bytes >= least && header->payload_bytes >> 63 == 0;
    } else {
        header->is_minimal = true;
    }
    if (is_masked) memcpy(header->mask, input.data + 2 + len_bytes, 4);
    return total;
}

typedef u8 Bytes16 __attribute__((vector_size(16)));

void ws_mask(u8 *data, usize len, const u8 mask[4], u64 at) {
    u8 turned[16];
    for (usize i = 0; i < sizeof(turned); i++) turned[i] = mask[(at + i) & 3];
    Bytes16 wide;
    memcpy(&wide, turned, sizeof(wide));
    usize i = 0;
    for (; len - i >= sizeof(wide); i += sizeof(wide)) {
        Bytes16 bytes;
        memcpy(&bytes, data + i, sizeof(bytes));
        bytes ^= wide;
        memcpy(data + i, &bytes, sizeof(bytes));
    }
    for (; i < len; i++) data[i] ^= turned[i & 15];
}

bool ws_code_is_valid(u32 code) {
    if (code >= 3000 && code <= 4999) return true;
    return code >= 1000 && code <= 1014 && code != 1004 && code != WS_CODE_NO_STATUS &&
           code != WS_CODE_ABNORMAL;
}

// ---- The handshake: SHA-1 (FIPS 180-4) of 60 bytes, and Base64. Nothing here is secret.

static u32 rotate(u32 value, u32 bits) {
    return value << bits | value >> (32 - bits);
}

static void sha1_block(u32 state[5], const u8 block[64]) {
    u32 words[80];
    for (u32 i = 0; i < 16; i++) {
        words[i] = (u32)block[4 * i] << 24 | (u32)block[4 * i + 1] << 16 |
                   (u32)block[4 * i + 2] << 8 | block[4 * i + 3];
    }
    for (u32 i = 16; i < 80; i++)
        words[i] = rotate(words[i - 3] ^ words[i - 8] ^ words[i - 14] ^ words[i - 16], 1);
    u32 a = state[0], b = state[1], c = state[2], d = state[3], e = state[4];
    for (u32 i = 0; i < 80; i++) {
        u32 mixed, constant;
        if (i < 20) {
            mixed = (b & c) | (~b & d), constant = 0x5a827999;
        } else if (i < 40) {
            mixed = b ^ c ^ d, constant = 0x6ed9eba1;
        } else if (i < 60) {
            mixed = (b & c) | (b & d) | (c & d), constant = 0x8f1bbcdc;
        } else {
            mixed = b ^ c ^ d, constant = 0xca62c1d6;
        }
        u32 next = rotate(a, 5) + mixed + e + constant + words[i];
        e = d, d = c, c = rotate(b, 30), b = a, a = next;
    }
    state[0] += a, state[1] += b, state[2] += c, state[3] += d, state[4] += e;
}

static const char base64[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

static bool key_is_valid(Slice key) {
    // 16 bytes are 22 digits, of which the last has four bits of 0, and two signs of equality.
    if (key.len != 24 || key.data[22] != '=' || key.data[23] != '=') return false;
    for (usize i = 0; i < 22; i++) {
        const char *digit = key.data[i] ? strchr(base64, key.data[i]) : NULL;
        if (!digit || (i == 21 && ((digit - base64) & 15) != 0)) return false;
    }
    return true;
}

bool ws_accept(Slice key, u8 accept[WS_ACCEPT_BYTES]) {
    static const char magic[] = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    if (!key_is_valid(key)) return false;
    u8 blocks[128] = {0};
    memcpy(blocks, key.data, 24);
    memcpy(blocks + 24, magic, sizeof(magic) - 1);
    blocks[60] = 0x80;
    blocks[126] = 60 * 8 >> 8;
    blocks[127] = 60 * 8 & 0xff;
    u32 state[5] = {0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0};
    sha1_block(state, blocks);
    sha1_block(state, blocks + 64);
    u8 digest[21] = {0};
    for (u32 i = 0; i < 20; i++) digest[i] = (u8)(state[i / 4] >> (24 - 8 * (i % 4)));
    for (u32 i = 0; i < 7; i++) {
        u32 bits = (u32)digest[3 * i] << 16 | (u32)digest[3 * i + 1] << 8 | digest[3 * i + 2];
        for (u32 j = 0; j < 4; j++) accept[4 * i + j] = (u8)base64[bits >> (18 - 6 * j) & 63];
    }
    accept[27] = '=';
    return true;
}
