#include "server/http/http_field.h"

#include "base/check.h"

#include <string.h>

// Tokens are !#$%&'*+-.^_`|~, digits and letters.
const u8 http_token_lower[256] = {
    ['!'] = '!', ['#'] = '#', ['$'] = '$', ['%'] = '%', ['&'] = '&', ['\''] = '\'', ['*'] = '*',
    ['+'] = '+', ['-'] = '-', ['.'] = '.', ['^'] = '^', ['_'] = '_', ['`'] = '`',   ['|'] = '|',
    ['~'] = '~', ['0'] = '0', ['1'] = '1', ['2'] = '2', ['3'] = '3', ['4'] = '4',   ['5'] = '5',
    ['6'] = '6', ['7'] = '7', ['8'] = '8', ['9'] = '9', ['A'] = 'a', ['B'] = 'b',   ['C'] = 'c',
    ['D'] = 'd', ['E'] = 'e', ['F'] = 'f', ['G'] = 'g', ['H'] = 'h', ['I'] = 'i',   ['J'] = 'j',
    ['K'] = 'k', ['L'] = 'l', ['M'] = 'm', ['N'] = 'n', ['O'] = 'o', ['P'] = 'p',   ['Q'] = 'q',
    ['R'] = 'r', ['S'] = 's', ['T'] = 't', ['U'] = 'u', ['V'] = 'v', ['W'] = 'w',   ['X'] = 'x',
    ['Y'] = 'y', ['Z'] = 'z', ['a'] = 'a', ['b'] = 'b', ['c'] = 'c', ['d'] = 'd',   ['e'] = 'e',
    ['f'] = 'f', ['g'] = 'g', ['h'] = 'h', ['i'] = 'i', ['j'] = 'j', ['k'] = 'k',   ['l'] = 'l',
    ['m'] = 'm', ['n'] = 'n', ['o'] = 'o', ['p'] = 'p', ['q'] = 'q', ['r'] = 'r',   ['s'] = 's',
    ['t'] = 't', ['u'] = 'u', ['v'] = 'v', ['w'] = 'w', ['x'] = 'x', ['y'] = 'y',   ['z'] = 'z',
};

static const Slice names[HTTP_FIELD_COUNT] = {
#define X(NAME, text) [HTTP_FIELD_##NAME] = {(const u8 *)text, sizeof(text) - 1},
#include "server/http/http_fields.def"
#undef X
};

// Each known name has a place of its own; a test holds the table to the names.
enum {
    PLACES = 256,
    LEN_FACTOR = 201,
    FIRST_FACTOR = 188,
    LAST_FACTOR = 175,
    INNER_FACTOR = 147,
};
static const u8 places[PLACES] = {
    [5] = HTTP_FIELD_VIA,
    [7] = HTTP_FIELD_EXPECT,
    [11] = HTTP_FIELD_CONNECTION,
    [17] = HTTP_FIELD_USER_AGENT,
    [19] = HTTP_FIELD_SEC_WEBSOCKET_EXTENSIONS,
    [20] = HTTP_FIELD_SEC_FETCH_MODE,
    [25] = HTTP_FIELD_CONTENT_ENCODING,
    [27] = HTTP_FIELD_IF_UNMODIFIED_SINCE,
    [28] = HTTP_FIELD_IF_NONE_MATCH,
    [32] = HTTP_FIELD_SEC_WEBSOCKET_KEY,
    [34] = HTTP_FIELD_SEC_WEBSOCKET_VERSION,
    [36] = HTTP_FIELD_REFERER,
    [41] = HTTP_FIELD_UPGRADE_INSECURE_REQUESTS,
    [42] = HTTP_FIELD_SEC_FETCH_DEST,
    [61] = HTTP_FIELD_ACCEPT_LANGUAGE,
    [62] = HTTP_FIELD_ACCESS_CONTROL_REQUEST_HEADERS,
    [63] = HTTP_FIELD_AUTHORIZATION,
    [75] = HTTP_FIELD_SEC_WEBSOCKET_PROTOCOL,
    [85] = HTTP_FIELD_IF_MATCH,
    [89] = HTTP_FIELD_CACHE_CONTROL,
    [108] = HTTP_FIELD_HOST,
    [134] = HTTP_FIELD_SEC_FETCH_SITE,
    [137] = HTTP_FIELD_IF_MODIFIED_SINCE,
    [142] = HTTP_FIELD_ACCEPT,
    [143] = HTTP_FIELD_SEC_FETCH_USER,
    [148] = HTTP_FIELD_IF_RANGE,
    [152] = HTTP_FIELD_X_REAL_IP,
    [156] = HTTP_FIELD_TRAILER,
    [158] = HTTP_FIELD_DATE,
    [166] = HTTP_FIELD_CONTENT_TYPE,
    [170] = HTTP_FIELD_X_FORWARDED_PROTO,
    [172] = HTTP_FIELD_X_FORWARDED_FOR,
    [175] = HTTP_FIELD_TRANSFER_ENCODING,
    [179] = HTTP_FIELD_DNT,
    [180] = HTTP_FIELD_X_FORWARDED_HOST,
    [183] = HTTP_FIELD_ORIGIN,
    [191] = HTTP_FIELD_X_REQUEST_ID,
    [192] = HTTP_FIELD_COOKIE,
    [193] = HTTP_FIELD_FORWARDED,
    [196] = HTTP_FIELD_KEEP_ALIVE,
    [204] = HTTP_FIELD_TE,
    [213] = HTTP_FIELD_RANGE,
    [216] = HTTP_FIELD_ACCEPT_ENCODING,
    [219] = HTTP_FIELD_PRIORITY,
    [220] = HTTP_FIELD_PRAGMA,
    [226] = HTTP_FIELD_UPGRADE,
    [244] = HTTP_FIELD_CONTENT_LENGTH,
    [249] = HTTP_FIELD_ACCESS_CONTROL_REQUEST_METHOD,
    [252] = HTTP_FIELD_ACCEPT_CHARSET,
};

HttpFieldId http_field_id(Slice name) {
    if (name.len == 0) return HTTP_FIELD_OTHER;
    usize hash = name.len * LEN_FACTOR + name.data[0] * (usize)FIRST_FACTOR +
                 name.data[name.len - 1] * (usize)LAST_FACTOR +
                 name.data[name.len * 3 / 4] * (usize)INNER_FACTOR;
    HttpFieldId id = (HttpFieldId)places[hash % PLACES];
    return slice_equal(names[id], name) ? id : HTTP_FIELD_OTHER;
}

Slice http_field_name(HttpFieldId id) {
    CHECK(id > HTTP_FIELD_OTHER && id < HTTP_FIELD_COUNT);
    return names[id];
}

bool http_field_name_is_valid(Slice name) {
    for (usize i = 0; i < name.len; i++) {
        if (!http_token_lower[name.data[i]]) return false;
    }
    return name.len > 0;
}

bool http_field_value_is_valid(Slice value) {
    return http_field_scan(value.data, value.len) == value.len;
}

// Compilers turn these into what the processor has for sixteen bytes at once.
typedef u8 Bytes16 __attribute__((vector_size(16)));
typedef u64 Words2 __attribute__((vector_size(16)));

static Bytes16 bytes16_load(const u8 *at) {
    Bytes16 bytes;
    memcpy(&bytes, at, sizeof(bytes));
    return bytes;
}

static bool is_any_set(Bytes16 bytes) {
    Words2 words = (Words2)bytes;
    return (words[0] | words[1]) != 0;
}

static bool is_value_byte(u8 byte) {
    return (byte >= ' ' && byte != 0x7f) || byte == '\t';
}

usize http_field_scan(const u8 *text, usize len) {
    usize at = 0;
    for (; len - at >= sizeof(Bytes16); at += sizeof(Bytes16)) {
        Bytes16 bytes = bytes16_load(text + at);
        Bytes16 is_control = (Bytes16)(bytes < ' ') & (Bytes16)(bytes != '\t');
        if (is_any_set(is_control | (Bytes16)(bytes == 0x7f))) break;
    }
    while (at < len && is_value_byte(text[at])) at++;
    return at;
}

usize http_target_scan(const u8 *text, usize len) {
    usize at = 0;
    for (; len - at >= sizeof(Bytes16); at += sizeof(Bytes16)) {
        Bytes16 bytes = bytes16_load(text + at);
        if (is_any_set((Bytes16)(bytes <= ' ') | (Bytes16)(bytes >= 0x7f))) break;
    }
    while (at < len && text[at] > ' ' && text[at] < 0x7f) at++;
    return at;
}

bool http_text_is(Slice text, Slice lower) {
    if (text.len != lower.len) return false;
    for (usize i = 0; i < text.len; i++) {
        u8 byte = text.data[i];
        if (byte >= 'A' && byte <= 'Z') byte |= 0x20;
        if (byte != lower.data[i]) return false;
    }
    return true;
}

static bool is_space(u8 byte) {
    return byte == ' ' || byte == '\t';
}

bool http_list_next(Slice *list, Slice *element) {
    while (list->len > 0) {
        usize end = 0;
        while (end < list->len && list->data[end] != ',') end++;
        Slice found = slice_range(*list, 0, end);
        *list = slice_from(*list, end < list->len ? end + 1 : end);
        while (found.len > 0 && is_space(found.data[0])) found = slice_from(found, 1);
        while (found.len > 0 && is_space(found.data[found.len - 1])) found.len--;
        if (found.len == 0) continue;
        *element = found;
        return true;
    }
    return false;
}
