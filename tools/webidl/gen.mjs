// Writes the table of the web platform's interfaces for the compiler:  node gen.mjs IDL_FOLDER OUTPUT
//
// IDL_FOLDER is npm's @webref/idl. The format is that of src/compiler/sema/web_table.h.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { CONTEXTS, EVENTS, STYLES, TAGS } from './known.mjs';
import { attribute, makeModel, readDefinitions } from './model.mjs';

const TYPE = { void: 0, any: 1, bool: 2, int: 3, float: 4, str: 5, interface: 6, callback: 7 };
const NULLABLE = 8;
const KIND = { attribute: 0, readonly: 1, operation: 2, staticAttribute: 3, staticReadonly: 4, staticOperation: 5, constant: 6 };
const IS_OWN = 16; // a property of the object itself, not of its prototype
const FLAG = { namespace: 1, hidden: 2, global: 4, truth: 8, open: 16 };
const PARAMS_MAX = 31;
const NAMES_PER_BLOCK = 32;
const NAME_MAX = 128;
const NONE = 0xffff;

const PRIMITIVES = {
    undefined: 'void', boolean: 'bool', byte: 'int', octet: 'int', short: 'int', 'unsigned short': 'int', long: 'int', 'unsigned long': 'int',
    'long long': 'int', 'unsigned long long': 'int', float: 'float', 'unrestricted float': 'float', double: 'float',
    'unrestricted double': 'float', DOMString: 'str', USVString: 'str', ByteString: 'str', CSSOMString: 'str',
};

const [, , idlFolder, outputFile] = process.argv;
const { interfaces, types } = makeModel(readDefinitions(idlFolder));

// ---- interfaces that the platform has no name for: a promise of something, a list of elements

const promises = new Map(), derived = new Map();

function derive(base, item, members) {
    const name = `${base}<${item}>`;
    if (!derived.has(name)) derived.set(name, { name, parent: base, members, isHidden: true, isExposed: true, extAttrs: [] });
    return name;
}

// ---- types: a word of kind, nullable bit and index (interfaces and callbacks); indices are known at the end

const callbacks = [], callbackIndex = new Map();

function callback(params) {
    const key = JSON.stringify(params);
    if (!callbackIndex.has(key)) {
        callbackIndex.set(key, callbacks.length);
        callbacks.push(params);
    }
    return { kind: 'callback', index: callbackIndex.get(key) };
}

const any = { kind: 'any' };

function callbackOf(one) {
    return callback(one.arguments.filter((arg) => !arg.variadic).map((arg) => typeOf(arg.idlType)));
}

// Numbers that may be null travel as anything.
function orNull(type, isNullable) {
    if (!isNullable || type.isNullable) return type;
    return type.kind === 'interface' || type.kind === 'str' || type.kind === 'callback' ? { ...type, isNullable: true } : any;
}

function unionOf(idl) {
    // Trusted types are given, plain strings come back.
    const names = idl.idlType.map((part) => (typeof part.idlType === 'string' ? part.idlType : ''));
    const kinds = idl.idlType.map((part) => typeOf(part).kind);
    const isText = names.every((name, i) => name.startsWith('Trusted') || kinds[i] === 'str');
    return isText && kinds.includes('str') ? { kind: 'str' } : any;
}

function namedType(name) {
    if (PRIMITIVES[name]) return { kind: PRIMITIVES[name] };
    if (interfaces.has(name)) {
        const isUsable = interfaces.get(name).isExposed && name !== 'Window';
        return isUsable ? { kind: 'interface', name } : any;
    }
    const one = types.get(name);
    switch (one?.type) {
    case 'enum': return { kind: 'str' };
    case 'typedef': return typeOf(one.idlType);
    case 'callback': return callbackOf(one);
    case 'callback interface': return callbackOf(one.members.find((member) => member.type === 'operation'));
    default: return any;
    }
}

function typeOf(idl) {
    if (!idl) return { kind: 'void' };
    if (idl.union) return orNull(unionOf(idl), idl.nullable);
    if (idl.generic === 'Promise') return promiseOf(typeOf(idl.idlType[0]));
    if (idl.generic) return any;
    return orNull(namedType(idl.idlType), idl.nullable);
}

function promiseOf(type) {
    const item = type.kind === 'interface' ? type.name : type.kind;
    if (item === 'any' || type.isNullable) return { kind: 'interface', name: 'Promise' };
    const name = `Promise<${item}>`;
    if (!promises.has(name)) promises.set(name, { name, parent: 'Promise', item: type, isHidden: true, isExposed: true, extAttrs: [] });
    return { kind: 'interface', name };
}

function promiseMembers(item) {
    const done = callback([item]), failed = callback([any]), result = { kind: 'interface', name: 'Promise' };
    const operation = (params, required) => ({ kind: KIND.operation, overloads: [{ required, params, result }] });
    return new Map([['then', operation([done, failed], 1)], ['catch', operation([failed], 1)], ['finally', operation([callback([])], 1)]]);
}

// ---- members

function overloadOf(item, result) {
    const params = item.arguments.slice(0, PARAMS_MAX).map((arg) => typeOf(arg.idlType));
    const required = item.arguments.filter((arg) => !arg.optional && !arg.variadic).length;
    return { required: Math.min(required, params.length), params, result, isVariadic: Boolean(item.arguments.at(-1)?.variadic) };
}

function addOperation(members, name, kind, overload) {
    const member = members.get(name);
    if (!member) members.set(name, { kind, overloads: [overload] });
    else if (member.overloads && !member.overloads.some((one) => JSON.stringify(one) === JSON.stringify(overload))) member.overloads.push(overload);
}

function attributeType(home, item) {
    const type = typeOf(item.idlType);
    if (home.name === 'Window' && (item.name === 'window' || item.name === 'self')) return { kind: 'interface', name: 'Window' };
    const event = EVENTS.get(item.name.slice(2));
    if (type.kind !== 'callback' || !event || !item.name.startsWith('on')) return type;
    return { ...callback([{ kind: 'interface', name: event }]), isNullable: true };
}

function addAttribute(members, home, item) {
    const isStatic = item.special === 'static' || home.isNamespace;
    const isWritable = !item.readonly || attribute(item, 'PutForwards') || attribute(item, 'Replaceable');
    const kinds = isStatic ? [KIND.staticReadonly, KIND.staticAttribute] : [KIND.readonly, KIND.attribute];
    const isOwn = attribute(item, 'LegacyUnforgeable') ? IS_OWN : 0;
    // Another specification may have made a double of an int.
    const old = members.get(item.name), isWider = old?.type?.kind === 'int' && typeOf(item.idlType).kind === 'float';
    if (!old || isWider)
        members.set(item.name, { kind: kinds[isWritable ? 1 : 0] | isOwn, type: attributeType(home, item) });
}

// Indexed and named access: "[i]" and "[s]" read, with "=" they write, with "-" they delete.
function addSpecial(members, item) {
    const key = typeOf(item.arguments[0]?.idlType).kind === 'int' ? '[i]' : '[s]';
    const type = item.special === 'getter' ? typeOf(item.idlType) : typeOf(item.arguments[1]?.idlType);
    if (item.special === 'getter') members.set(key, { kind: KIND.readonly, type: { ...type, isNullable: false } });
    if (item.special === 'setter') members.set(`${key}=`, { kind: KIND.attribute, type });
    if (item.special === 'deleter') members.set(`${key}-`, { kind: KIND.readonly, type: { kind: 'void' } });
}

function addConstant(members, item) {
    const value = item.value.type === 'number' ? Number(item.value.value) : NaN;
    if (Number.isInteger(value) && value >= 0 && value <= 0xffffffff) members.set(item.name, { kind: KIND.constant, value });
    else members.set(item.name, { kind: KIND.staticReadonly, type: typeOf(item.idlType) });
}

const COLLECTION = { keys: any, values: any, entries: any };

function addCollection(members, item) {
    members.set('[*]', { kind: KIND.readonly, type: item.idlType.length === 1 && item.type !== 'maplike' ? typeOf(item.idlType[0]) : any });
    for (const name of Object.keys(COLLECTION)) addOperation(members, name, KIND.operation, { required: 0, params: [], result: any });
    addOperation(members, 'forEach', KIND.operation, { required: 1, params: [callback([any, any, any]), any], result: { kind: 'void' } });
    if (item.type === 'iterable') return;
    const answer = (name, count, result) => addOperation(members, name, KIND.operation, { required: count, params: Array(count).fill(any), result });
    members.set('size', { kind: KIND.readonly, type: { kind: 'int' } });
    answer('has', 1, { kind: 'bool' });
    if (item.type === 'maplike') answer('get', 1, any);
    if (item.readonly) return;
    answer('delete', 1, { kind: 'bool' });
    answer('clear', 0, { kind: 'void' });
    if (item.type === 'maplike') answer('set', 2, any);
    else answer('add', 1, any);
}

function addMember(members, home, item) {
    // table:
    switch (item.type) {
    case 'const': addConstant(members, item); break;
    case 'attribute': addAttribute(members, home, item); break;
    case 'constructor': addOperation(members, '()', KIND.staticOperation, overloadOf(item, { kind: 'interface', name: home.name })); break;
    case 'operation': {
        if (['getter', 'setter', 'deleter'].includes(item.special)) addSpecial(members, item);
        if (item.special === 'stringifier' && !item.name) break;
        const isStatic = item.special === 'static' || home.isNamespace;
        const isOwn = attribute(item, 'LegacyUnforgeable') ? IS_OWN : 0;
        const kind = (isStatic ? KIND.staticOperation : KIND.operation) | isOwn;
        if (item.name) addOperation(members, item.name, kind, overloadOf(item, typeOf(item.idlType)));
        break;
    }
    case 'iterable': case 'maplike': case 'setlike': addCollection(members, item); break;
    default: break;
    }
}

function membersOf(home) {
    if (home.item) return promiseMembers(home.item);
    if (home.members instanceof Map) return home.members;
    const members = new Map();
    for (const item of home.members) addMember(members, home, item);
    if (home.name === 'Promise') for (const [name, member] of promiseMembers(any)) members.set(name, member);
    return members;
}

// ---- what the platform says without IDL: results by a constant first argument

function keyed(home, name, rows) {
    const member = home?.get(name);
    if (!member) return;
    const plain = member.overloads[0];
    const list = rows.map(([key, change]) => ({ ...plain, key, ...change(plain) }));
    member.overloads = [...list, ...member.overloads];
}

function addKnown(all) {
    for (const name of STYLES) all.get('CSSStyleProperties')?.set(name, { kind: KIND.attribute, type: { kind: 'str' } });
    const elements = Object.entries(TAGS).map(([tag, name]) => [tag, `HTML${name}Element`]).filter(([, name]) => all.has(name));
    const results = (isNullable) => elements.map(([tag, name]) => [tag, () => ({ result: { kind: 'interface', name, isNullable } })]);
    keyed(all.get('Document'), 'createElement', results(false));
    const list = { kind: 'interface', name: 'NodeList<Element>' };
    for (const home of ['Document', 'Element', 'DocumentFragment']) {
        keyed(all.get(home), 'querySelector', results(true));
        for (const one of all.get(home)?.get('querySelectorAll')?.overloads ?? []) one.result = list;
    }
    const contexts = Object.entries(CONTEXTS).filter(([, name]) => all.has(name));
    keyed(all.get('HTMLCanvasElement'), 'getContext',
        contexts.map(([key, name]) => [key, () => ({ result: { kind: 'interface', name, isNullable: true } })]));
    const events = [...EVENTS].filter(([, name]) => all.has(name));
    for (const name of ['addEventListener', 'removeEventListener']) {
        keyed(all.get('EventTarget'), name, events.map(([event, kind]) => [event, (plain) => ({
            params: [plain.params[0], { ...callback([{ kind: 'interface', name: kind }]), isNullable: true }, ...plain.params.slice(2)],
        })]));
    }
}

// ---- putting it together

interfaces.set('Promise', { name: 'Promise', parent: null, members: [], isExposed: true, isHidden: true, extAttrs: [] });
derive('NodeList', 'Element', new Map([['[i]', { kind: KIND.readonly, type: { kind: 'interface', name: 'Element' } }],
    ['[*]', { kind: KIND.readonly, type: { kind: 'interface', name: 'Element' } }]]));
const all = new Map(), homes = new Map();
for (const home of interfaces.values()) {
    if (!home.isExposed) continue;
    homes.set(home.name, home);
    all.set(home.name, membersOf(home));
    // new Image(…) makes an HTMLImageElement.
    for (const one of home.extAttrs.filter((each) => each.name === 'LegacyFactoryFunction')) {
        const name = one.rhs.value, overload = overloadOf({ arguments: one.arguments }, { kind: 'interface', name: home.name });
        homes.set(name, { name, parent: null, extAttrs: [] });
        all.set(name, new Map([['()', { kind: KIND.staticOperation, overloads: [overload] }]]));
    }
}
addKnown(all);
for (const home of [...derived.values(), ...promises.values()]) {
    homes.set(home.name, home);
    all.set(home.name, membersOf(home));
}

const byBytes = (left, right) => Buffer.compare(Buffer.from(left), Buffer.from(right));
const order = [...all.keys()].sort(byBytes);
const indexOf = new Map(order.map((name, i) => [name, i]));
const nameSet = new Set(order);
for (const members of all.values()) {
    for (const [name, member] of members) {
        nameSet.add(name);
        for (const one of member.overloads ?? []) if (one.key !== undefined) nameSet.add(one.key);
    }
}
const names = [...nameSet].sort(byBytes), nameIndex = new Map(names.map((name, i) => [name, i]));

function word(type) {
    const index = type.kind === 'interface' ? indexOf.get(type.name) : type.kind === 'callback' ? type.index : 0;
    if (index === undefined || index > 0xfff) throw new Error(`no index for ${type.name}`);
    return index << 4 | (type.isNullable ? NULLABLE : 0) | TYPE[type.kind];
}

const words = [], runs = new Map();

// The place of a run of words; equal runs are stored once.
function place(run) {
    const key = run.join();
    if (!runs.has(key)) {
        runs.set(key, words.length);
        words.push(...run);
    }
    return runs.get(key);
}

function overloadWords(one) {
    const head = one.required | one.params.length << 5 | (one.isVariadic ? 1024 : 0) | (one.key === undefined ? 0 : 2048);
    return [head, ...(one.key === undefined ? [] : [nameIndex.get(one.key)]), word(one.result), ...one.params.map(word)];
}

const memberNames = [], memberKinds = [], memberData = [], constants = [], constantIndex = new Map();

function constantPlace(value) {
    if (!constantIndex.has(value)) {
        constantIndex.set(value, constants.length);
        constants.push(value);
    }
    return constantIndex.get(value);
}

// Truth needs no question where nothing in reach is an empty collection.
function isCollection(name) {
    return all.get(name).has('[*]') || all.get(name).has('[i]');
}
const descends = (name, base) => name === base || (name !== null && homes.has(name) && descends(homes.get(name).parent ?? null, base));
const collections = order.filter(isCollection);

// Any name may be a member there. (A document's are given by what is in the page: these are asked for otherwise.)
const OPEN = ['CSSStyleDeclaration'];
const CLOSED = ['Window', 'Document'];
function hasNamed(name) {
    return all.has(name) && !CLOSED.some((one) => descends(name, one)) && (all.get(name).has('[s]') || hasNamed(homes.get(name).parent));
}

function flagsOf(home) {
    const isTrue = descends(home.name, 'EventTarget') || !collections.some((one) => descends(one, home.name) || descends(home.name, one));
    const isOpen = OPEN.some((one) => descends(home.name, one)) || hasNamed(home.name);
    return (isOpen ? FLAG.open : 0) | (home.isNamespace ? FLAG.namespace : 0) | (home.isHidden ? FLAG.hidden : 0) | (home.name === 'Window' ? FLAG.global : 0) |
        (isTrue ? FLAG.truth : 0);
}

const rows = { names: [], parents: [], counts: [], flags: [] };
for (const name of order) {
    const home = homes.get(name);
    const parent = home.parent && indexOf.has(home.parent) ? indexOf.get(home.parent) : NONE;
    rows.names.push(nameIndex.get(name));
    rows.parents.push(parent);
    rows.counts.push(all.get(name).size);
    rows.flags.push(flagsOf(home));
    const members = [...all.get(name)].sort(([left], [right]) => byBytes(left, right));
    for (const [key, member] of members) {
        memberNames.push(nameIndex.get(key));
        memberKinds.push(member.kind);
        if (member.overloads) memberData.push(place([member.overloads.length, ...member.overloads.flatMap(overloadWords)]));
        else memberData.push(member.kind === KIND.constant ? constantPlace(member.value) : word(member.type));
    }
}
const callbackPlaces = callbacks.map((params) => place([params.length, ...params.map(word)]));
if (words.length > 0xffff || memberNames.length > 0xffff || names.length > 0xffff) throw new Error('the table has outgrown its words');

// Each name: how much it shares with the one before it in its block, the length of the rest, the rest.
const nameBytes = [], blocks = [];
let last = Buffer.alloc(0);
names.forEach((name, i) => {
    const bytes = Buffer.from(name);
    if (bytes.length > NAME_MAX) throw new Error(`name too long: ${name}`);
    let shared = 0;
    if (i % NAMES_PER_BLOCK === 0) blocks.push(nameBytes.length);
    else while (shared < last.length && bytes[shared] === last[shared]) shared++;
    nameBytes.push(shared, bytes.length - shared, ...bytes.subarray(shared));
    last = bytes;
});

const halves = (list) => Buffer.from(Uint16Array.from(list).buffer);
const full = (list) => Buffer.from(Uint32Array.from(list).buffer);
const header = full([names.length, nameBytes.length, order.length, memberNames.length, words.length, constants.length, callbacks.length]);
const table = Buffer.concat([
    Buffer.from('KWIDL1\n\0'), header, full(blocks), full(constants), halves(rows.names), halves(rows.parents), halves(rows.counts),
    halves(memberNames), halves(memberData), halves(words), halves(callbackPlaces), Buffer.from(rows.flags), Buffer.from(memberKinds),
    Buffer.from(nameBytes),
]);
mkdirSync(dirname(outputFile), { recursive: true });
writeFileSync(outputFile, table);
