#include "text/float_power_priv.h"

#include "base/check.h"

enum { COARSE_STEP = 27 };

// 10^(27 i), rounded down to 192 bits with the top bit set. With the exact 5^r, r < 27, each
// product keeps at least 190 right bits; that its upper 128 are always the floor was checked for
// every power in range (tests/text/run does it again).
static const u64 coarse_powers[][3] = {
    {0x8049a4ac0c5811ae, 0x205b896d777d6278, 0xac261e9f5141430b},  // -351
    {0xcf42894a5dce35ea, 0x52064cac828675b9, 0x475f2b7d7df1ad7a},  // -324
    {0xa76c582338ed2621, 0xaf2af2b80af6f24e, 0x657c8f4d43323a36},  // -297
    {0x873e4f75e2224e68, 0x5a7744a6e804a291, 0xcc35eddfcf0996d7},  // -270
    {0xda7f5bf590966848, 0xaf39a475506a899e, 0xa30294cc2934e662},  // -243
    {0xb080392cc4349dec, 0xbd8d794d96aacfb3, 0xfe13a5c86af64418},  // -216
    {0x8e938662882af53e, 0x547eb47b7282ee9c, 0x41b0230e1421487d},  // -189
    {0xe65829b3046b0afa, 0x0cb4a5a3112a5112, 0xa3b561b1cb208396},  // -162
    {0xba121a4650e4ddeb, 0x92f34d62616ce413, 0x21a0183e10583cd3},  // -135
    {0x964e858c91ba2655, 0x3a6a07f8d510f86f, 0xe9082f25e9c5e9ec},  // -108
    {0xf2d56790ab41c2a2, 0xfae27299423fb9c3, 0x3695dad7e8858901},  // -81
    {0xc428d05aa4751e4c, 0xaa97e14c3c26b886, 0x96842dc95323f5a8},  // -54
    {0x9e74d1b791e07e48, 0x775ea264cf55347d, 0xca49f1c05120c9c7},  // -27
    {0x8000000000000000, 0x0000000000000000, 0x0000000000000000},  // 0
    {0xcecb8f27f4200f3a, 0x0000000000000000, 0x0000000000000000},  // 27
    {0xa70c3c40a64e6c51, 0x999090b65f67d924, 0x0000000000000000},  // 54
    {0x86f0ac99b4e8dafd, 0x69a028bb3ded71a3, 0xdf9f915627c04e28},  // 81
    {0xda01ee641a708de9, 0xe80e6f4820cc9495, 0xd74baad03bc1d8d3},  // 108
    {0xb01ae745b101e9e4, 0x5ec05dcff72e7f8f, 0xc04c79ffe324301f},  // 135
    {0x8e41ade9fbebc27d, 0x14588f13be847307, 0x23bd6a2059c002f5},  // 162
    {0xe5d3ef282a242e81, 0x8f1668c8a86da5fa, 0xf0b5ccf5176ecc7c},  // 189
    {0xb9a74a0637ce2ee1, 0x6d953e2bd7173692, 0x88efb0037ac08bde},  // 216
    {0x95f83d0a1fb69cd9, 0x4abdaf101564f98e, 0x0d5a4af7b3a98e47},  // 243
    {0xf24a01a73cf2dccf, 0xbc633b39673c8cec, 0x3d9c44cd2f36917c},  // 270
    {0xc3b8358109e84f07, 0x0a862f80ec4700c8, 0x02606ea01029dc37},  // 297
    {0x9e19db92b4e31ba9, 0x6c07a2c26a8346d1, 0x4944d9f52cd0dec2},  // 324
};

FloatPair float_multiply(u64 left, u64 right) {
    u64 left_low = (u32)left, left_high = left >> 32;
    u64 right_low = (u32)right, right_high = right >> 32;
    u64 low = left_low * right_low;
    u64 cross = left_high * right_low + (low >> 32);
    u64 other = left_low * right_high + (u32)cross;
    return (FloatPair){left_high * right_high + (cross >> 32) + (other >> 32),
                       other << 32 | (u32)low};
}

FloatPair float_power_of_ten(i32 power) {
    CHECK(power >= FLOAT_POWER_MIN && power <= FLOAT_POWER_MAX);
    u32 index = (u32)(power - FLOAT_POWER_MIN) / COARSE_STEP;
    u32 rest = (u32)(power - FLOAT_POWER_MIN) % COARSE_STEP;
    const u64 *coarse = coarse_powers[index];
    if (rest == 0) return (FloatPair){coarse[0], coarse[1]};
    u64 five = 1;
    while (rest-- > 0) five *= 5;
    five <<= __builtin_clzll(five);
    FloatPair top = float_multiply(coarse[0], five);
    FloatPair middle = float_multiply(coarse[1], five);
    FloatPair bottom = float_multiply(coarse[2], five);
    u64 third = middle.low + bottom.high;
    u64 carry = third < middle.low;
    u64 second = top.low + middle.high;
    u64 top_carry = second < top.low;
    second += carry;
    top_carry += second < carry;
    top.high += top_carry;
    if (top.high >> 63 != 0) return (FloatPair){top.high, second};
    return (FloatPair){top.high << 1 | second >> 63, second << 1 | third >> 63};
}
