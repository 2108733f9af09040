// The report of a link. Items are nodes of Shake's graph; who keeps what is its dominator tree,
// after Cooper, Harvey and Kennedy, "A Simple, Fast Dominance Algorithm".
#include "compiler/wasm/report_priv.h"

typedef struct {
    Arena *arena;         // borrowed
    const Shake *shake;   // borrowed
    u32 node_count;       // of the graph; the last is the program
    u32 *order, *number;  // nodes in reverse postorder; a node's place in it, or UINT32_MAX
    u32 order_count;
    u32 *first, *other;  // edges by their source: [first[n], first[n + 1]) of `other`
    u32 *back_first, *back_other;
    u32 *keeper;  // by place
} Graph;

// ---- the graph

// Sorts the edges by one of their ends.
static void index_edges(Graph *g, bool is_back, u32 **first, u32 **other) {
    const ShakeEdge *edges = g->shake->edges.items;
    u32 count = g->shake->edges.count;
    *first = ARENA_NEW_ARRAY(g->arena, u32, g->node_count + 2);
    *other = ARENA_NEW_ARRAY(g->arena, u32, count + 1);
    for (u32 i = 0; i < count; i++) (*first)[(is_back ? edges[i].to : edges[i].from) + 1]++;
    for (u32 i = 0; i < g->node_count; i++) (*first)[i + 1] += (*first)[i];
    u32 *next = ARENA_NEW_ARRAY(g->arena, u32, g->node_count + 1);
    for (u32 i = 0; i < g->node_count; i++) next[i] = (*first)[i];
    for (u32 i = 0; i < count; i++) {
        u32 source = is_back ? edges[i].to : edges[i].from;
        (*other)[next[source]++] = is_back ? edges[i].from : edges[i].to;
    }
}

static void order_nodes(Graph *g) {
    u32 *stack = ARENA_NEW_ARRAY(g->arena, u32, g->node_count + 1), depth = 0;
    u32 *next = ARENA_NEW_ARRAY(g->arena, u32, g->node_count + 1);
    bool *is_seen = ARENA_NEW_ARRAY(g->arena, bool, g->node_count + 1);
    g->order = ARENA_NEW_ARRAY(g->arena, u32, g->node_count + 1);
    g->number = ARENA_NEW_ARRAY(g->arena, u32, g->node_count + 1);
    u32 root = g->node_count - 1, place = g->node_count;
    stack[depth++] = root;
    is_seen[root] = true;
    while (depth > 0) {
        u32 node = stack[depth - 1];
        if (g->first[node] + next[node] == g->first[node + 1]) {
            g->order[--place] = node;
            depth--;
            continue;
        }
        u32 child = g->other[g->first[node] + next[node]++];
        if (is_seen[child]) continue;
        is_seen[child] = true;
        stack[depth++] = child;
    }
    g->order_count = g->node_count - place;
    g->order += place;
    for (u32 i = 0; i < g->node_count; i++) g->number[i] = UINT32_MAX;
    for (u32 i = 0; i < g->order_count; i++) g->number[g->order[i]] = i;
}

static u32 common_keeper(const Graph *g, u32 a, u32 b) {
    while (a != b) {
        while (a > b) a = g->keeper[a];
        while (b > a) b = g->keeper[b];
    }
    return a;
}

static void find_keepers(Graph *g) {
    g->keeper = ARENA_NEW_ARRAY(g->arena, u32, g->order_count + 1);
    for (u32 i = 1; i < g->order_count; i++) g->keeper[i] = UINT32_MAX;
    for (bool is_changed = true; is_changed;) {
        is_changed = false;
        for (u32 i = 1; i < g->order_count; i++) {
            u32 node = g->order[i], keeper = UINT32_MAX;
            for (u32 k = g->back_first[node]; k < g->back_first[node + 1]; k++) {
                u32 from = g->number[g->back_other[k]];
                if (from == UINT32_MAX || (from != 0 && g->keeper[from] == UINT32_MAX)) continue;
                keeper = keeper == UINT32_MAX ? from : common_keeper(g, from, keeper);
            }
            if (keeper == g->keeper[i]) continue;
            g->keeper[i] = keeper;
            is_changed = true;
        }
    }
}

// ---- items

static Slice func_name(const Shake *s, u32 func) {
    const WasmObject *o = s->object;
    if (func < o->imports.count) return o->imports.items[func].name;
    for (u32 i = 0; i < o->symbols.count; i++) {
        const ObjectSymbol *symbol = &o->symbols.items[i];
        if (symbol->kind == SYMBOL_FUNCTION && symbol->index == func && symbol->name.len > 0)
            return symbol->name;
    }
    return SLICE_LITERAL("?");
}

static const char *reason_text(LinkReason reason) {
    switch (reason) {
    case LINK_RUNTIME: return "the runtime looks it up";
    case LINK_NAMED: return "a text of the program has its name";
    case LINK_ANY: return "the program makes names at run time";
    case LINK_CALLED: return "the program calls it";
    default: return NULL;
    }
}

// Why a function of the table of natives is there.
static const char *native_reason(const Shake *s, u32 func, const u8 *why) {
    static const struct {
        const char *name;
    } natives[NATIVE_COUNT] = {
#define NATIVE(ID, ...) {"rt_native_" #ID},
#include "abi/natives.def"
#undef NATIVE
    };
    Slice name = func_name(s, func);
    if (!slice_starts_with(name, SLICE_LITERAL("rt_native_"))) return NULL;
    for (u32 i = 0; i < NATIVE_COUNT; i++) {
        if (slice_equal(name, slice_of_text(natives[i].name)))
            return reason_text((LinkReason)why[i]);
    }
    return NULL;
}

static u32 data_bytes(const Shake *s, u32 index) {
    const ObjectSymbol *symbol = &s->object->symbols.items[index];
    bool is_data = symbol->kind == SYMBOL_DATA && !symbol->is_undefined &&
                   symbol->index < s->object->segments.count;
    return is_data ? symbol->size : 0;
}

static ReportItem item_of(const LinkCopy *copy, u32 node, const u8 *why) {
    const Shake *s = copy->shake;
    if (node == shake_root(s)) return (ReportItem){.name = SLICE_LITERAL("program")};
    if (node < s->func_count)
        return (ReportItem){.name = func_name(s, node),
                            .kind = REPORT_FUNCTION,
                            .bytes = copy->func_bytes[node],
                            .reason = native_reason(s, node, why)};
    u32 index = node - s->func_count;
    return (ReportItem){.name = s->object->symbols.items[index].name,
                        .kind = REPORT_DATA,
                        .bytes = data_bytes(s, index)};
}

// Who reached a node first: edges are in that order.
static u32 first_from(const Graph *g, u32 node) {
    return g->back_first[node] < g->back_first[node + 1] ? g->back_other[g->back_first[node]]
                                                         : g->node_count - 1;
}

static Slice part_name(u32 part) {
    static const char *const names[PART_COUNT] = {
#define CLASS(NAME, text, BASE) [CLASS_##NAME] = text,
#include "abi/classes.def"
#undef CLASS
#define EXCEPTION(NAME, text, BASE) [CLASS_##NAME] = text,
#include "abi/exceptions.def"
#undef EXCEPTION
#define PART(NAME) [PART_##NAME] = #NAME,
#include "abi/parts.def"
#undef PART
    };
    return slice_of_text(names[part] ? names[part] : "");
}

void report_runtime(LinkReport *report, const LinkCopy *copy, const u8 *why) {
    const Shake *s = copy->shake;
    Graph g = {.arena = s->arena, .shake = s, .node_count = shake_root(s) + 1};
    index_edges(&g, false, &g.first, &g.other);
    index_edges(&g, true, &g.back_first, &g.back_other);
    order_nodes(&g);
    find_keepers(&g);
    for (u32 i = 0; i < g.order_count; i++) {
        ReportItem item = item_of(copy, g.order[i], why);
        item.keeper = g.keeper[i];
        item.kept = item.bytes;
        if (i > 0) {
            u32 from = g.number[first_from(&g, g.order[i])];
            item.from = from == UINT32_MAX ? 0 : from;
        }
        *VEC_PUSH(s->arena, &report->items) = item;
    }
    for (u32 i = g.order_count; i-- > 1;)
        report->items.items[g.keeper[i]].kept += report->items.items[i].kept;
    for (u32 i = 1; i < s->part_count; i++) {
        if (!s->is_part_live[i] || part_name(i).len == 0) continue;
        u32 from = g.number[s->part_from[i]];
        *VEC_PUSH(s->arena, &report->parts) =
            (ReportPart){part_name(i), from == UINT32_MAX ? 0 : from};
    }
}

static void add_own(LinkReport *report, Arena *arena, Slice name, ReportKind kind, u32 bytes) {
    *VEC_PUSH(arena, &report->items) =
        (ReportItem){.name = name, .kind = kind, .bytes = bytes, .kept = bytes};
    report->items.items[0].kept += bytes;
}

// The bodies stand one behind the other, each with its length in front.
void report_program(LinkReport *report, const WasmModule *m) {
    Slice bodies = bytes_slice(&m->bodies);
    u32 at = 0;
    for (u32 i = 0; i < wasm_func_count(m) && at < bodies.len; i++) {
        u32 len = 0, start = at;
        for (u32 shift = 0;; shift += 7) {
            u8 byte = bodies.data[at++];
            len |= (u32)(byte & 127) << shift;
            if (byte < 128) break;
        }
        at += len;
        Slice name = i < m->module->funcs.count ? m->module->funcs.items[i]->name
                     : i < m->module->funcs.count + m->helper_count
                         ? SLICE_LITERAL("(counting references, making objects)")
                         : SLICE_LITERAL("(a loop)");
        add_own(report, m->arena, name, REPORT_PROGRAM, at - start);
    }
}

// A section's size with its head, and what of it has no item.
void report_sections(LinkReport *report, Arena *arena, Slice module) {
    static const char *const names[] = {"custom section", "types",    "imports", "functions",
                                        "table",          "memory",   "globals", "exports",
                                        "start",          "elements", "code",    "data"};
    report->bytes = (u32)module.len;
    for (u32 at = 8; at < module.len;) {
        u8 id = module.data[at++];
        u32 len = 0;
        for (u32 shift = 0; at < module.len; shift += 7) {
            u8 byte = module.data[at++];
            len |= (u32)(byte & 127) << shift;
            if (byte < 128) break;
        }
        Slice name = slice_of_text(id < COUNT_OF(names) ? names[id] : "section");
        if (id == W_SECTION_CUSTOM) name = slice_make(module.data + at + 1, module.data[at]);
        if (id != W_SECTION_CODE && id != W_SECTION_DATA)
            add_own(report, arena, name, REPORT_SECTION, len);
        at += len;
    }
}
