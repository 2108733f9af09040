// compiler/wasm/code.h — numbers and instructions of the binary format (WebAssembly Core 2.0, chapter 5).
#pragma once

#include "base/bytes.h"

typedef enum {
    W_UNREACHABLE = 0x00, W_BLOCK = 0x02, W_LOOP = 0x03, W_IF = 0x04, W_ELSE = 0x05, W_END = 0x0b, W_BR = 0x0c,
    W_BR_IF = 0x0d, W_BR_TABLE = 0x0e, W_RETURN = 0x0f, W_CALL = 0x10, W_DROP = 0x1a, W_SELECT = 0x1b,
    W_LOCAL_GET = 0x20, W_LOCAL_SET = 0x21, W_LOCAL_TEE = 0x22, W_GLOBAL_GET = 0x23, W_GLOBAL_SET = 0x24,
    W_I32_LOAD = 0x28, W_I64_LOAD = 0x29, W_F64_LOAD = 0x2b, W_I32_LOAD8_U = 0x2d, W_I64_LOAD8_U = 0x31,
    W_I64_LOAD16_U = 0x33, W_I64_LOAD32_U = 0x35, W_I32_STORE = 0x36, W_I64_STORE = 0x37, W_F64_STORE = 0x39,
    W_I64_STORE8 = 0x3c, W_I32_CONST = 0x41, W_I64_CONST = 0x42, W_F64_CONST = 0x44,
    W_I32_EQZ = 0x45, W_I32_EQ = 0x46, W_I32_NE = 0x47, W_I32_LT_S = 0x48, W_I32_LT_U = 0x49, W_I32_LE_U = 0x4d,
    W_I64_EQZ = 0x50, W_I64_EQ = 0x51, W_I64_NE = 0x52, W_I64_LT_S = 0x53, W_I64_LT_U = 0x54, W_I64_GT_S = 0x55,
    W_I64_GT_U = 0x56, W_I64_LE_S = 0x57, W_I64_LE_U = 0x58, W_I64_GE_S = 0x59, W_I64_GE_U = 0x5a,
    W_F64_EQ = 0x61, W_F64_NE = 0x62, W_F64_LT = 0x63, W_F64_GT = 0x64, W_F64_LE = 0x65, W_F64_GE = 0x66,
    W_I32_ADD = 0x6a, W_I32_SUB = 0x6b, W_I32_AND = 0x71, W_I32_OR = 0x72, W_I32_XOR = 0x73, W_I32_SHL = 0x74,
    W_I64_CLZ = 0x79, W_I64_CTZ = 0x7a, W_I64_POPCNT = 0x7b, W_I64_ADD = 0x7c, W_I64_SUB = 0x7d, W_I64_MUL = 0x7e,
    W_I64_DIV_S = 0x7f, W_I64_DIV_U = 0x80, W_I64_REM_S = 0x81, W_I64_REM_U = 0x82, W_I64_AND = 0x83, W_I64_OR = 0x84,
    W_I64_XOR = 0x85, W_I64_SHL = 0x86, W_I64_SHR_S = 0x87, W_I64_SHR_U = 0x88, W_I64_ROTL = 0x89, W_I64_ROTR = 0x8a,
    W_F64_ABS = 0x99, W_F64_NEG = 0x9a, W_F64_CEIL = 0x9b, W_F64_FLOOR = 0x9c, W_F64_TRUNC = 0x9d, W_F64_SQRT = 0x9f,
    W_F64_ADD = 0xa0, W_F64_SUB = 0xa1, W_F64_MUL = 0xa2, W_F64_DIV = 0xa3, W_F64_COPYSIGN = 0xa6,
    W_I32_WRAP_I64 = 0xa7, W_I64_EXTEND_I32_S = 0xac, W_I64_EXTEND_I32_U = 0xad, W_F64_CONVERT_I64_S = 0xb9,
    W_I64_REINTERPRET = 0xbd, W_F64_REINTERPRET = 0xbf, W_I64_EXTEND32_S = 0xc4, W_PREFIX_FC = 0xfc,
} WasmOp;

enum {
    W_TYPE_I32 = 0x7f, W_TYPE_I64 = 0x7e, W_TYPE_F64 = 0x7c, W_TYPE_FUNCREF = 0x70, W_TYPE_FUNC = 0x60, W_EMPTY = 0x40,
    W_FC_I64_TRUNC_SAT_F64_S = 6,
};

void wasm_u32(Bytes *out, u64 number);  // unsigned LEB128
void wasm_i64(Bytes *out, i64 number);  // signed LEB128
void wasm_name(Bytes *out, Slice name);
// Appends `contents` as section `id` with its length.
void wasm_section(Bytes *out, u8 id, const Bytes *contents);
