// node run.mjs MODULE…: calls what cases.c exports and compares with BigInt arithmetic.
import { readFileSync } from 'node:fs';

const WORD = (1n << 64n) - 1n;
const SPECIAL = [0n, 1n, 7n, WORD, 1n << 63n, (1n << 63n) - 1n, 0xffffffffn, 1n << 32n];
let seed = 1n;

function draw() {
    seed = (seed * 6364136223846793005n + 1442695040888963407n) & WORD;
    const word = (seed >> 29n ^ seed) & WORD;
    return word % 3n === 0n ? SPECIAL[Number(word >> 8n & 7n)] : word >> (word >> 3n & 63n);
}

const signed = word => BigInt.asIntN(64, word);
const unsigned = word => BigInt.asUintN(64, word);
const isRight = new Map();  // by module and function: one test each

function expect(what, found, wanted) {
    const test = `${path} ${what.split(' ')[0]}`;
    if (found !== wanted && isRight.get(test) !== false) console.log(`${what}: ${found}, expected ${wanted}`);
    isRight.set(test, found === wanted && isRight.get(test) !== false);
}

let path;
for (path of process.argv.slice(2)) {
    const wasm = new WebAssembly.Instance(new WebAssembly.Module(readFileSync(path))).exports;
    for (let i = 0; i < 2000; i++) {
        const left = draw(), right = draw(), flag = Number(draw() & 1n);
        expect(`either ${left} ${flag}`, wasm.either(left, flag), flag | Number(left === 7n));
        expect(`chosen ${left} ${flag}`, wasm.chosen(left, flag), flag ? 100 : Number(left === 7n));
        const low = left & 0xffffffn;
        expect(`joined ${low} ${flag}`, unsigned(wasm.joined(low, flag)), BigInt(flag) << 32n | low + 1n);
        expect(`passed ${low} ${flag}`, unsigned(wasm.passed(low, flag)), BigInt(flag) << 32n | (low + 1n) * 3n);
        const sum = (BigInt(3 * flag + 1) << 32n) + low * 3n + 7n + BigInt(flag);
        expect(`nested ${low} ${flag}`, unsigned(wasm.nested(low, flag)), sum);
        expect(`differ ${left} ${right}`, wasm.differ(left, right), Number(right !== left >> 63n));
        expect(`halved ${Number(low)} ${flag}`, wasm.halved(Number(low), flag), flag - Number(low) / 2);
        const product = signed(left) * signed(right), wide = left * right;
        expect(`signed ${left} ${right}`, wasm.signed_over(left, right, 0), BigInt(signed(product) !== product));
        expect(`signed product ${left} ${right}`, wasm.signed_over(left, right, 1), signed(product));
        expect(`unsigned ${left} ${right}`, wasm.unsigned_over(left, right, 0), BigInt(unsigned(wide) !== wide));
        expect(`unsigned product ${left} ${right}`, unsigned(wasm.unsigned_over(left, right, 1)), unsigned(wide));
    }
}
const passed = [...isRight.values()].filter(Boolean).length, failed = isRight.size - passed;
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
