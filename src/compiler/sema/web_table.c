#include "compiler/sema/web_table.h"

#include "base/check.h"

#include <string.h>

enum {
    HEADER_BYTES = 8 + 7 * 4,
    NAMES_PER_BLOCK = 32,
    NO_PARENT = 0xffff,
    KIND_MASK = 15,
    OWN_BIT = 16,
    COUNT_MAX = 0xffff,
};

static u32 half(const u8 *items, u32 index) {
    return items[2 * index] | (u32)items[2 * index + 1] << 8;
}

static u32 full(const u8 *items, u32 index) {
    return half(items, 2 * index) | half(items, 2 * index + 1) << 16;
}

// ---- names

// Decodes the name into buffer, which holds the one before it. False when the bytes make no sense.
static bool next_name(const WebTable *table, u32 *at, u8 *buffer, u32 *len) {
    if (*at + 2 > table->name_bytes) return false;
    u32 shared = table->names[*at], rest = table->names[*at + 1];
    if (shared > *len || shared + rest > WEB_NAME_MAX || rest > table->name_bytes - *at - 2)
        return false;
    memcpy(buffer + shared, table->names + *at + 2, rest);
    *len = shared + rest;
    *at += 2 + rest;
    return true;
}

u32 web_name_text(const WebTable *table, u32 name, u8 *buffer) {
    u32 at = full(table->blocks, name / NAMES_PER_BLOCK), len = 0;
    for (u32 i = 0; i <= name % NAMES_PER_BLOCK; i++) next_name(table, &at, buffer, &len);
    return len;
}

Slice web_name_copy(const WebTable *table, u32 name, Arena *arena) {
    u8 buffer[WEB_NAME_MAX];
    u32 len = web_name_text(table, name, buffer);
    return slice_make(arena_copy(arena, buffer, len), len);
}

u32 web_name_find(const WebTable *table, Slice text) {
    u8 buffer[WEB_NAME_MAX];
    u32 low = 0, high = (table->name_count + NAMES_PER_BLOCK - 1) / NAMES_PER_BLOCK;
    // The last block whose first name is not behind the text.
    while (high - low > 1) {
        u32 middle = low + (high - low) / 2;
        u32 len = web_name_text(table, middle * NAMES_PER_BLOCK, buffer);
        if (slice_compare(slice_make(buffer, len), text) <= 0)
            low = middle;
        else
            high = middle;
    }
    if (table->name_count == 0) return WEB_NONE;
    u32 at = full(table->blocks, low), len = 0;
    for (u32 name = low * NAMES_PER_BLOCK;
         name < table->name_count && name < (low + 1) * NAMES_PER_BLOCK; name++) {
        if (!next_name(table, &at, buffer, &len)) return WEB_NONE;
        if (slice_equal(slice_make(buffer, len), text)) return name;
    }
    return WEB_NONE;
}

// ---- checking

static bool is_type(const WebTable *table, u32 type) {
    if (web_type_kind(type) == WEB_TYPE_INTERFACE)
        return web_type_index(type) < table->interface_count;
    if (web_type_kind(type) == WEB_TYPE_CALLBACK)
        return web_type_index(type) < table->callback_count;
    return true;
}

static bool are_types(const WebTable *table, u32 at, u32 count) {
    if (at + count > table->word_count) return false;
    for (u32 i = 0; i < count; i++) {
        if (!is_type(table, half(table->words, at + i))) return false;
    }
    return true;
}

static bool is_operation(const WebTable *table, u32 place) {
    if (place >= table->word_count) return false;
    u32 count = half(table->words, place), at = place + 1;
    for (u32 i = 0; i < count; i++) {
        if (at + 3 > table->word_count) return false;
        u32 head = half(table->words, at++);
        if (head >> 11 & 1 && half(table->words, at++) >= table->name_count) return false;
        u32 params = head >> 5 & 31;
        if ((head & 31) > params || !are_types(table, at, 1 + params)) return false;
        at += 1 + params;
    }
    return true;
}

static bool is_callback(const WebTable *table, u32 place) {
    if (place >= table->word_count) return false;
    u32 count = half(table->words, place);
    return count <= WEB_PARAMS_MAX && are_types(table, place + 1, count);
}

static bool is_member(const WebTable *table, u32 member) {
    u32 kind = table->member_kinds[member] & KIND_MASK, data = half(table->member_data, member);
    if (half(table->member_names, member) >= table->name_count) return false;
    switch (kind) {
    case WEB_MEMBER_OPERATION:
    case WEB_MEMBER_STATIC_OPERATION: return is_operation(table, data);
    case WEB_MEMBER_CONSTANT: return data < table->constant_count;
    default: return kind < WEB_MEMBER_KIND_COUNT && is_type(table, data);
    }
}

static bool is_interface(const WebTable *table, u32 interface) {
    u32 name = half(table->interface_names, interface), depth = 0;
    if (name >= table->name_count) return false;
    if (interface > 0 && half(table->interface_names, interface - 1) >= name) return false;
    for (u32 at = interface; depth < WEB_DEPTH_MAX; depth++) {
        u32 parent = half(table->interface_parents, at);
        if (parent == NO_PARENT) break;
        if (parent >= table->interface_count) return false;
        at = parent;
    }
    u32 end = table->first_members[interface + 1];
    for (u32 member = table->first_members[interface]; member < end; member++) {
        bool is_first = member == table->first_members[interface];
        if (!is_member(table, member)) return false;
        if (!is_first && half(table->member_names, member - 1) >= half(table->member_names, member))
            return false;
    }
    return depth < WEB_DEPTH_MAX;
}

static bool are_names(const WebTable *table) {
    u8 buffer[WEB_NAME_MAX];
    u32 at = 0, len = 0;
    for (u32 name = 0; name < table->name_count; name++) {
        if (name % NAMES_PER_BLOCK == 0) {
            len = 0;
            if (full(table->blocks, name / NAMES_PER_BLOCK) != at) return false;
        }
        if (!next_name(table, &at, buffer, &len)) return false;
    }
    return at == table->name_bytes;
}

// ---- reading

static const u8 *take(Slice *rest, u32 count, u32 bytes_each) {
    usize bytes = (usize)count * bytes_each;
    if (bytes > rest->len) {
        rest->data = NULL;
        rest->len = 0;
        return NULL;
    }
    const u8 *start = rest->data;
    *rest = slice_from(*rest, bytes);
    return start;
}

bool web_table_read(WebTable *table, Arena *arena, Slice bytes) {
    if (bytes.len < HEADER_BYTES || memcmp(bytes.data, "KWIDL1\n\0", 8) != 0) return false;
    const u8 *counts = bytes.data + 8;
    *table = (WebTable){.bytes = bytes,
                        .name_count = full(counts, 0),
                        .name_bytes = full(counts, 1),
                        .interface_count = full(counts, 2),
                        .member_count = full(counts, 3),
                        .word_count = full(counts, 4),
                        .constant_count = full(counts, 5),
                        .callback_count = full(counts, 6)};
    for (u32 i = 0; i < 7; i++) {
        if (i != 1 && full(counts, i) > COUNT_MAX) return false;
    }
    Slice rest = slice_from(bytes, HEADER_BYTES);
    table->blocks = take(&rest, (table->name_count + NAMES_PER_BLOCK - 1) / NAMES_PER_BLOCK, 4);
    table->constants = take(&rest, table->constant_count, 4);
    table->interface_names = take(&rest, table->interface_count, 2);
    table->interface_parents = take(&rest, table->interface_count, 2);
    const u8 *member_counts = take(&rest, table->interface_count, 2);
    table->member_names = take(&rest, table->member_count, 2);
    table->member_data = take(&rest, table->member_count, 2);
    table->words = take(&rest, table->word_count, 2);
    table->callbacks = take(&rest, table->callback_count, 2);
    table->interface_flags = take(&rest, table->interface_count, 1);
    table->member_kinds = take(&rest, table->member_count, 1);
    table->names = take(&rest, table->name_bytes, 1);
    if (!rest.data || rest.len > 0) return false;
    table->first_members = ARENA_NEW_ARRAY(arena, u16, table->interface_count + 1);
    u32 total = 0;
    for (u32 i = 0; i < table->interface_count; i++) {
        table->first_members[i] = (u16)total;
        total += half(member_counts, i);
        if (total > table->member_count) return false;
    }
    table->first_members[table->interface_count] = (u16)total;
    if (total != table->member_count || !are_names(table)) return false;
    for (u32 i = 0; i < table->callback_count; i++) {
        if (!is_callback(table, half(table->callbacks, i))) return false;
    }
    for (u32 i = 0; i < table->interface_count; i++) {
        if (!is_interface(table, i)) return false;
    }
    return true;
}

// ---- interfaces

// The place of `name` in an ascending run, or WEB_NONE.
static u32 find_name(const u8 *names, u32 first, u32 end, u32 name) {
    while (first < end) {
        u32 middle = first + (end - first) / 2, found = half(names, middle);
        if (found == name) return middle;
        if (found < name)
            first = middle + 1;
        else
            end = middle;
    }
    return WEB_NONE;
}

u32 web_interface_find(const WebTable *table, Slice name) {
    u32 id = web_name_find(table, name);
    return id == WEB_NONE ? WEB_NONE
                          : find_name(table->interface_names, 0, table->interface_count, id);
}

u32 web_interface_name(const WebTable *table, u32 interface) {
    return half(table->interface_names, interface);
}

u32 web_interface_flags(const WebTable *table, u32 interface) {
    return table->interface_flags[interface];
}

u32 web_interface_parent(const WebTable *table, u32 interface) {
    u32 parent = half(table->interface_parents, interface);
    return parent == NO_PARENT ? WEB_NONE : parent;
}

bool web_interface_descends(const WebTable *table, u32 interface, u32 base) {
    while (interface != WEB_NONE && interface != base)
        interface = web_interface_parent(table, interface);
    return interface == base;
}

u32 web_interface_common(const WebTable *table, u32 left, u32 right) {
    while (left != WEB_NONE && !web_interface_descends(table, right, left))
        left = web_interface_parent(table, left);
    return left;
}

// ---- members

static u32 own_member(const WebTable *table, u32 interface, u32 name) {
    return find_name(table->member_names, table->first_members[interface],
                     table->first_members[interface + 1], name);
}

u32 web_member_find(const WebTable *table, u32 interface, u32 name, u32 *home) {
    for (; interface != WEB_NONE; interface = web_interface_parent(table, interface)) {
        u32 member = own_member(table, interface, name);
        *home = interface;
        if (member != WEB_NONE) return member;
    }
    return WEB_NONE;
}

bool web_member_below(const WebTable *table, u32 interface, u32 name) {
    for (u32 i = 0; i < table->interface_count; i++) {
        if (own_member(table, i, name) != WEB_NONE && web_interface_descends(table, i, interface))
            return true;
    }
    return false;
}

u32 web_member_name(const WebTable *table, u32 member) {
    return half(table->member_names, member);
}

WebMemberKind web_member_kind(const WebTable *table, u32 member) {
    return (WebMemberKind)(table->member_kinds[member] & KIND_MASK);
}

bool web_member_is_own(const WebTable *table, u32 member) {
    return table->member_kinds[member] & OWN_BIT;
}

u32 web_member_home(const WebTable *table, u32 member) {
    u32 low = 0, high = table->interface_count;
    while (high - low > 1) {
        u32 middle = low + (high - low) / 2;
        if (table->first_members[middle] <= member)
            low = middle;
        else
            high = middle;
    }
    return low;
}

u32 web_member_type(const WebTable *table, u32 member) {
    return half(table->member_data, member);
}

u32 web_member_constant(const WebTable *table, u32 member) {
    return full(table->constants, half(table->member_data, member));
}

static bool is_swap(Slice left, u32 i, Slice right, u32 k) {
    return i > 0 && k > 0 && left.data[i] == right.data[k - 1] && left.data[i - 1] == right.data[k];
}

// Edits that make one text from the other: insert, delete, replace, swap neighbours. Cases are
// equal.
static u32 distance(Slice left, Slice right) {
    u8 rows[3][WEB_NAME_MAX + 1];
    for (u32 k = 0; k <= right.len; k++) rows[0][k] = (u8)k;
    for (u32 i = 0; i < left.len; i++) {
        const u8 *older = rows[(i + 2) % 3], *old = rows[i % 3];
        u8 *row = rows[(i + 1) % 3];
        row[0] = (u8)(i + 1);
        for (u32 k = 0; k < right.len; k++) {
            bool is_other = (left.data[i] | 32) != (right.data[k] | 32);
            u32 best = (u32)old[k] + is_other;
            if (best > old[k + 1] + 1u) best = old[k + 1] + 1u;
            if (best > row[k] + 1u) best = row[k] + 1u;
            if (is_swap(left, i, right, k) && best > older[k - 1] + 1u) best = older[k - 1] + 1u;
            row[k + 1] = (u8)best;
        }
    }
    return rows[left.len % 3][right.len];
}

u32 web_member_near(const WebTable *table, u32 interface, Slice name) {
    u32 found = WEB_NONE, best = (u32)name.len / 3 + 1;
    if (name.len > WEB_NAME_MAX) return WEB_NONE;
    for (; interface != WEB_NONE; interface = web_interface_parent(table, interface)) {
        for (u32 member = table->first_members[interface];
             member < table->first_members[interface + 1]; member++) {
            u8 buffer[WEB_NAME_MAX];
            u32 len = web_name_text(table, web_member_name(table, member), buffer);
            bool is_special = len > 0 && (buffer[0] == '[' || buffer[0] == '(');
            u32 edits = is_special ? best : distance(name, slice_make(buffer, len));
            if (edits >= best) continue;
            best = edits;
            found = web_member_name(table, member);
        }
    }
    return found;
}

u32 web_interface_near(const WebTable *table, Slice name) {
    u32 found = WEB_NONE, best = (u32)name.len / 3 + 1;
    if (name.len > WEB_NAME_MAX) return WEB_NONE;
    for (u32 i = 0; i < table->interface_count; i++) {
        u8 buffer[WEB_NAME_MAX];
        u32 len = web_name_text(table, web_interface_name(table, i), buffer);
        u32 edits = distance(name, slice_make(buffer, len));
        if (edits >= best || (web_interface_flags(table, i) & WEB_IS_HIDDEN)) continue;
        best = edits;
        found = web_interface_name(table, i);
    }
    return found;
}

// ---- overloads

u32 web_overload_count(const WebTable *table, u32 member) {
    return half(table->words, half(table->member_data, member));
}

void web_overload_next(const WebTable *table, u32 member, u32 *at, WebOverload *overload) {
    if (*at == 0) *at = half(table->member_data, member) + 1;
    u32 head = half(table->words, (*at)++);
    *overload = (WebOverload){.required = head & 31,
                              .param_count = head >> 5 & 31,
                              .key = WEB_NONE,
                              .is_variadic = head >> 10 & 1};
    if (head >> 11 & 1) overload->key = half(table->words, (*at)++);
    overload->result = half(table->words, (*at)++);
    for (u32 i = 0; i < overload->param_count; i++)
        overload->params[i] = half(table->words, (*at)++);
}

u32 web_callback_params(const WebTable *table, u32 callback, u32 *params) {
    u32 place = half(table->callbacks, callback), count = half(table->words, place);
    for (u32 i = 0; i < count; i++) params[i] = half(table->words, place + 1 + i);
    return count;
}
