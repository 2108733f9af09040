#include "compiler/sema/native_sig.h"

#include "base/check.h"

static Slice trim(Slice text) {
    while (text.len > 0 && text.data[0] == ' ') text = slice_from(text, 1);
    while (text.len > 0 && text.data[text.len - 1] == ' ') text.len--;
    return text;
}

static usize find(Slice text, u8 byte) {
    usize at = 0;
    while (at < text.len && text.data[at] != byte) at++;
    return at;
}

static NativeFlow flow_of(Slice text) {
    if (slice_equal(text, SLICE_LITERAL("E"))) return NATIVE_FLOW_E;
    if (slice_equal(text, SLICE_LITERAL("K"))) return NATIVE_FLOW_K;
    if (slice_equal(text, SLICE_LITERAL("V"))) return NATIVE_FLOW_V;
    if (slice_equal(text, SLICE_LITERAL("*E"))) return NATIVE_FLOW_ITEMS;
    return slice_equal(text, SLICE_LITERAL("**E")) ? NATIVE_FLOW_EACH : NATIVE_FLOW_NONE;
}

static void read_param(Slice text, bool is_keyword_only, NativeParam *param) {
    *param = (NativeParam){.is_keyword_only = is_keyword_only};
    if (slice_starts_with(text, SLICE_LITERAL("**"))) {
        param->is_keywords = true;
        text = slice_from(text, 2);
    } else if (text.data[0] == '*') {
        param->is_rest = true;
        text = slice_from(text, 1);
    }
    usize end = find(text, '=');
    param->is_optional = end < text.len || param->is_rest || param->is_keywords;
    text = trim(slice_range(text, 0, end));
    usize colon = find(text, ':');
    if (colon < text.len) param->flow = (u8)flow_of(trim(slice_from(text, colon + 1)));
    param->name = trim(slice_range(text, 0, colon));
}

void native_sig_read(u32 native, NativeSig *sig) {
    *sig = (NativeSig){.count = 0};
    Slice rest = slice_of_text(native_rows[native].params);
    bool is_keyword_only = false;
    while (rest.len > 0) {
        // Defaults hold no commas but inside quotes.
        usize end = 0;
        bool is_quoted = false;
        while (end < rest.len && (is_quoted || rest.data[end] != ','))
            is_quoted ^= rest.data[end++] == '\'';
        Slice text = trim(slice_range(rest, 0, end));
        rest = end < rest.len ? slice_from(rest, end + 1) : slice_from(rest, end);
        if (text.len == 0) continue;
        if (slice_equal(text, SLICE_LITERAL("/"))) {
            for (u32 i = 0; i < sig->count; i++) sig->params[i].is_positional_only = true;
            continue;
        }
        if (slice_equal(text, SLICE_LITERAL("*"))) {
            is_keyword_only = true;
            continue;
        }
        CHECK(sig->count < NATIVE_PARAM_MAX);
        read_param(text, is_keyword_only, &sig->params[sig->count]);
        is_keyword_only |= sig->params[sig->count].is_rest;
        sig->count++;
    }
    sig->has_self = sig->count > 0 && slice_equal(sig->params[0].name, SLICE_LITERAL("self"));
    if (sig->has_self) sig->params[0].is_positional_only = true;
}
