// Module hashlib: objects over lib/digest.h.
#include "runtime/core/builder.h"
#include "runtime/core/dict.h"
#include "runtime/core/int.h"
#include "runtime/core/list.h"
#include "runtime/core/methods/argument.h"
#include "runtime/lib/buffer.h"
#include "runtime/lib/digest.h"
#include "runtime/lib/iterator.h"

typedef struct {
    Object head;
    Digest digest;
} Hash;
NATIVE_CLASS_CHECK(Hash, HASHLIB_HASH);

static bool data_view(RtState *rt, Value value, Slice *view) {
    if (value_is_str(value)) {
        error_text(rt, CLASS_TYPE_ERROR, "Strings must be encoded before hashing");
        return false;
    }
    return buffer_view(rt, value, "object supporting the buffer API required", view);
}

static void init_plain(Digest *digest, DigestId id) {
    digest_init(digest, id);
    DigestBlake plain = {.digest_bytes = digest->digest_bytes, .fanout = 1, .depth = 1};
    if (id >= DIGEST_BLAKE2B) digest_init_blake(digest, id, &plain);
}

static ResultWord hash_new(RtState *rt, DigestId id, Value data) {
    Slice view = {NULL, 0};
    if (!argument_is_absent(data) && !data_view(rt, data, &view)) return word_error();
    Hash *made = native_object_new(rt, CLASS_HASHLIB_HASH);
    init_plain(&made->digest, id);
    digest_update(&made->digest, view);
    return word_object(made);
}

#define HASH_FUNCTION(NAME)                                                                        \
    ResultWord rt_native_HASHLIB_##NAME(RtState *rt, const Value *args) {                          \
        return hash_new(rt, DIGEST_##NAME, args[argument_is_absent(args[0]) ? 2 : 0]);             \
    }
HASH_FUNCTION(MD5)
HASH_FUNCTION(SHA1)
HASH_FUNCTION(SHA224)
HASH_FUNCTION(SHA256)
HASH_FUNCTION(SHA384)
HASH_FUNCTION(SHA512)
HASH_FUNCTION(SHA3_224)
HASH_FUNCTION(SHA3_256)
HASH_FUNCTION(SHA3_384)
HASH_FUNCTION(SHA3_512)
HASH_FUNCTION(SHAKE_128)
HASH_FUNCTION(SHAKE_256)

// The function of that name, in any case, with - for _. DIGEST_COUNT: none.
static u32 find_digest(const Str *name) {
    for (u32 id = 0; id < DIGEST_COUNT; id++) {
        const char *known = digest_name(id);
        u32 at = 0;
        for (; at < name->len && known[at]; at++) {
            u32 point = str_get(name, at);
            if (point >= 'A' && point <= 'Z') point += 32;
            if (point == '-') point = '_';
            if (point != (u8)known[at]) break;
        }
        if (at == name->len && !known[at]) return id;
    }
    return DIGEST_COUNT;
}

static bool known_digest(RtState *rt, Value name, u32 *id) {
    if (!value_is_str(name)) {
        error_format(rt, CLASS_TYPE_ERROR, "new() argument 'name' must be str, not %T", name);
        return false;
    }
    *id = find_digest(value_str(name));
    if (*id != DIGEST_COUNT) return true;
    error_format(rt, CLASS_VALUE_ERROR, "unsupported hash type %S", value_str(name));
    return false;
}

ResultWord rt_native_HASHLIB_NEW(RtState *rt, const Value *args) {
    u32 id;
    if (!known_digest(rt, args[0], &id)) return word_error();
    return hash_new(rt, (DigestId)id, args[1]);
}

// ---- blake2
// args: data, digest_size, key, salt, person, fanout, depth, leaf_size, node_offset, node_depth,
// inner_size, last_node, usedforsecurity
typedef struct {
    const char *text;
    u32 place;
    i64 low, high, otherwise;
} BlakeNumber;

static bool blake_number(RtState *rt, Value value, i64 low, i64 high, i64 otherwise,
                         const char *text, i64 *number) {
    *number = otherwise;
    if (argument_is_absent(value)) return true;
    if (!int_size(rt, value, number)) return false;
    if (*number >= low && *number <= high) return true;
    error_text(rt, CLASS_VALUE_ERROR, text);
    return false;
}

static bool blake_bytes(RtState *rt, Value value, const char *name, u32 limit, Slice *view) {
    *view = (Slice){NULL, 0};
    if (argument_is_absent(value)) return true;
    if (!buffer_view(rt, value, buffer_needed, view)) return false;
    if (view->len <= limit) return true;
    error_format(rt, CLASS_VALUE_ERROR, "maximum %s length is %u bytes", name, limit);
    return false;
}

static ResultWord blake_new(RtState *rt, DigestId id, const Value *args) {
    bool is_wide = id == DIGEST_BLAKE2B;
    u32 most = is_wide ? 64 : 32;
    i64 numbers[7];
    const BlakeNumber rows[] = {
        {is_wide ? "digest_size for blake2b must be between 1 and 64 bytes, here it is not"
                 : "digest_size for blake2s must be between 1 and 32 bytes, here it is not",
         1, 1, most, most},
        {"fanout must be between 0 and 255", 5, 0, 255, 1},
        {"depth must be between 1 and 255", 6, 1, 255, 1},
        {"leaf_size is too large", 7, 0, UINT32_MAX, 0},
        {"node_offset is too large", 8, 0, is_wide ? INT64_MAX : (INT64_C(1) << 48) - 1, 0},
        {"node_depth must be between 0 and 255", 9, 0, 255, 0},
        {is_wide ? "inner_size must be between 0 and is 64"
                 : "inner_size must be between 0 and is 32",
         10, 0, most, 0},
    };
    for (u32 i = 0; i < COUNT_OF(rows); i++) {
        if (!blake_number(rt, args[rows[i].place], rows[i].low, rows[i].high, rows[i].otherwise,
                          rows[i].text, &numbers[i]))
            return word_error();
    }
    DigestBlake options = {.digest_bytes = (u32)numbers[0],
                           .fanout = (u32)numbers[1],
                           .depth = (u32)numbers[2],
                           .leaf_bytes = (u32)numbers[3],
                           .node_offset = (u64)numbers[4],
                           .node_depth = (u32)numbers[5],
                           .inner_bytes = (u32)numbers[6]};
    Slice view = {NULL, 0};
    bool is_good = blake_bytes(rt, args[2], "key", most, &options.key) &&
                   blake_bytes(rt, args[3], "salt", most / 4, &options.salt) &&
                   blake_bytes(rt, args[4], "person", most / 4, &options.person) &&
                   argument_truth(rt, args[11], false, &options.is_last_node) &&
                   (argument_is_absent(args[0]) || data_view(rt, args[0], &view));
    if (!is_good) return word_error();
    Hash *made = native_object_new(rt, CLASS_HASHLIB_HASH);
    digest_init_blake(&made->digest, id, &options);
    digest_update(&made->digest, view);
    return word_object(made);
}

ResultWord rt_native_HASHLIB_BLAKE2B(RtState *rt, const Value *args) {
    return blake_new(rt, DIGEST_BLAKE2B, args);
}

ResultWord rt_native_HASHLIB_BLAKE2S(RtState *rt, const Value *args) {
    return blake_new(rt, DIGEST_BLAKE2S, args);
}

// ---- methods
ResultWord rt_native_HASH_UPDATE(RtState *rt, const Value *args) {
    Slice view;
    if (!data_view(rt, args[1], &view)) return word_error();
    digest_update(&((Hash *)value_ref(args[0]))->digest, view);
    return word_ok(VALUE_NONE);
}

ResultWord rt_native_HASH_COPY(RtState *rt, const Value *args) {
    Hash *made = native_object_new(rt, CLASS_HASHLIB_HASH);
    made->digest = ((Hash *)value_ref(args[0]))->digest;
    return word_object(made);
}

// How long a digest is asked for. False: exception.
static bool length_of(RtState *rt, const Digest *digest, Value length, const char *name, i64 *len) {
    *len = digest->digest_bytes;
    if (!digest_is_shake(digest)) {
        if (argument_is_absent(length)) return true;
        error_format(rt, CLASS_TYPE_ERROR, "HASH.%s() takes no arguments (1 given)", name);
        return false;
    }
    if (argument_is_absent(length)) {
        error_format(rt, CLASS_TYPE_ERROR, "%s() missing required argument 'length' (pos 1)", name);
        return false;
    }
    if (!int_size(rt, length, len)) return false;
    if (*len >= 0 && *len < (1 << 29)) return true;
    error_text(rt, CLASS_VALUE_ERROR, *len < 0 ? "value must be positive" : "length is too large");
    return false;
}

ResultWord rt_native_HASH_DIGEST(RtState *rt, const Value *args) {
    const Digest *digest = &((Hash *)value_ref(args[0]))->digest;
    i64 len;
    if (!length_of(rt, digest, args[1], "digest", &len)) return word_error();
    BytesObject *bytes = bytes_new(rt, CLASS_BYTES, (u64)len);
    if (!bytes) return word_error();
    digest_finish(digest, bytes->data, (usize)len);
    return word_object(bytes);
}

ResultWord rt_native_HASH_HEXDIGEST(RtState *rt, const Value *args) {
    static const char digits[] = "0123456789abcdef";
    const Digest *digest = &((Hash *)value_ref(args[0]))->digest;
    i64 len;
    if (!length_of(rt, digest, args[1], "hexdigest", &len)) return word_error();
    Str *text = str_new(rt, (u32)len * 2, 1);
    text->is_ascii = true;
    u8 *half = text->data + len;
    digest_finish(digest, half, (usize)len);
    for (i64 i = 0; i < len; i++) {
        u8 byte = half[i];
        text->data[2 * i] = (u8)digits[byte >> 4];
        text->data[2 * i + 1] = (u8)digits[byte & 15];
    }
    return word_object(text);
}

ResultWord rt_native_HASH_NAME(RtState *rt, const Value *args) {
    return word_object(str_from_text(rt, digest_name(((Hash *)value_ref(args[0]))->digest.id)));
}

ResultWord rt_native_HASH_DIGEST_SIZE(RtState *rt, const Value *args) {
    (void)rt;
    return word_ok(value_from_small(((Hash *)value_ref(args[0]))->digest.digest_bytes));
}

ResultWord rt_native_HASH_BLOCK_SIZE(RtState *rt, const Value *args) {
    (void)rt;
    return word_ok(value_from_small(((Hash *)value_ref(args[0]))->digest.block_bytes));
}

// ---- PBKDF2 (RFC 8018) over HMAC (RFC 2104)
typedef struct {
    Digest inner, outer;
} Hmac;

static void hmac_init(Hmac *hmac, DigestId id, Slice key) {
    u8 hashed[DIGEST_BYTES_MAX], pad[DIGEST_BLOCK_MAX];
    init_plain(&hmac->inner, id);
    init_plain(&hmac->outer, id);
    u32 block = hmac->inner.block_bytes;
    if (key.len > block) {
        Digest digest = hmac->inner;
        digest_update(&digest, key);
        digest_finish(&digest, hashed, digest.digest_bytes);
        key = (Slice){hashed, digest.digest_bytes};
    }
    for (u32 i = 0; i < block; i++) pad[i] = (i < key.len ? key.data[i] : 0) ^ 0x36;
    digest_update(&hmac->inner, (Slice){pad, block});
    for (u32 i = 0; i < block; i++) pad[i] ^= 0x36 ^ 0x5c;
    digest_update(&hmac->outer, (Slice){pad, block});
}

static void hmac_of(const Hmac *hmac, Slice first, Slice second, u8 *out) {
    Digest inner = hmac->inner, outer = hmac->outer;
    u32 len = inner.digest_bytes;
    digest_update(&inner, first);
    digest_update(&inner, second);
    digest_finish(&inner, out, len);
    digest_update(&outer, (Slice){out, len});
    digest_finish(&outer, out, len);
}

static void pbkdf2_block(const Hmac *hmac, Slice salt, u32 number, i64 rounds, u8 *sum) {
    u8 counter[4] = {(u8)(number >> 24), (u8)(number >> 16), (u8)(number >> 8), (u8)number};
    u8 last[DIGEST_BYTES_MAX];
    u32 len = hmac->inner.digest_bytes;
    hmac_of(hmac, salt, (Slice){counter, 4}, last);
    for (u32 i = 0; i < len; i++) sum[i] = last[i];
    for (i64 round = 1; round < rounds; round++) {
        hmac_of(hmac, (Slice){last, len}, (Slice){NULL, 0}, last);
        for (u32 i = 0; i < len; i++) sum[i] ^= last[i];
    }
}

ResultWord rt_native_HASHLIB_PBKDF2_HMAC(RtState *rt, const Value *args) {
    u32 id;
    Slice password, salt;
    i64 rounds, len;
    if (!known_digest(rt, args[0], &id) || !buffer_view(rt, args[1], buffer_needed, &password) ||
        !buffer_view(rt, args[2], buffer_needed, &salt) || !int_size(rt, args[3], &rounds))
        return word_error();
    if (rounds < 1)
        return error_text(rt, CLASS_VALUE_ERROR, "iteration value must be greater than 0.");
    Hmac hmac;
    hmac_init(&hmac, (DigestId)id, password);
    len = hmac.inner.digest_bytes;
    if (!argument_is_none(args[4]) && !int_size(rt, args[4], &len)) return word_error();
    if (len < 1) return error_text(rt, CLASS_VALUE_ERROR, "key length must be greater than 0.");
    BytesObject *key = bytes_new(rt, CLASS_BYTES, (u64)len);
    if (!key) return word_error();
    u32 step = hmac.inner.digest_bytes;
    for (i64 at = 0, number = 1; at < len; at += step, number++) {
        u8 sum[DIGEST_BYTES_MAX];
        pbkdf2_block(&hmac, salt, (u32)number, rounds, sum);
        for (u32 i = 0; i < step && at + i < len; i++) key->data[at + i] = sum[i];
    }
    return word_object(key);
}

// ---- _operator._compare_digest: in the same time wherever they differ
ResultWord rt_native_OPERATOR_COMPARE_DIGEST(RtState *rt, const Value *args) {
    Slice left, right;
    if (value_is_str(args[0]) && value_is_str(args[1])) {
        const Str *a = value_str(args[0]), *b = value_str(args[1]);
        if (a->width > 1 || b->width > 1)
            return error_text(rt, CLASS_TYPE_ERROR,
                              "comparing strings with non-ASCII characters is not supported");
        left = (Slice){a->data, a->len};
        right = (Slice){b->data, b->len};
    } else {
        static const char text[] =
            "unsupported operand types(s) or combination of types: a bytes-like object is "
            "required, not '%T'";
        if (!buffer_view(rt, args[0], text, &left) || !buffer_view(rt, args[1], text, &right))
            return word_error();
    }
    u32 difference = left.len != right.len;
    const u8 *other = left.len == right.len ? left.data : right.data;
    for (usize i = 0; i < right.len; i++) difference |= (u32)(other[i] ^ right.data[i]);
    return word_ok(value_from_bool(difference == 0));
}
