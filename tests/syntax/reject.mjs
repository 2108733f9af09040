// Compares what we refuse with what CPython 3.14 refuses (Pyodide under node), and the words.
//
//   node tests/syntax/reject.mjs TOOL [--all] CORPUS...
//
// A corpus file holds programs apart by lines "#---". For each, ast.parse must accept what TOOL
// (syntax_dump) accepts, and compile() what TOOL --check accepts; the first message must be equal.
// Where ours is worded otherwise on purpose, the program's separator says so: "#--- other words".
// Dumps of accepted programs are compared too, in the form of 3.14. --all prints every difference.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const SHOWN_MAX = 25;
const args = process.argv.slice(2);
const showsAll = args.includes('--all');
const [tool, ...corpora] = args.filter((arg) => arg !== '--all');
const home = process.env.PYODIDE_HOME ?? process.cwd();
let entry;
try {
    entry = createRequire(join(home, 'index.js')).resolve('pyodide/pyodide.mjs');
} catch {
    console.log('syntax: SKIPPED the comparison with CPython 3.14: npm package pyodide is missing');
    process.exit(0);
}

const programs = [];
for (const path of corpora) {
    let current = null;
    for (const line of readFileSync(path, 'utf8').split('\n')) {
        if (line.startsWith('#---')) {
            current = { path, lines: [], hasOtherWords: line.includes('other words') };
            programs.push(current);
        } else if (current) {
            current.lines.push(line);
        }
    }
}
for (const program of programs) {
    program.text = program.lines.join('\n') + '\n';
    if (program.text.endsWith('\\EOF\n')) program.text = program.text.slice(0, -5);
}

// Our answers, one per program.
function runTool(flags) {
    const folder = mkdtempSync(join(tmpdir(), 'krait-syntax-'));
    const names = programs.map((program, i) => {
        writeFileSync(join(folder, `${i}.py`), program.text);
        return join(folder, `${i}.py`);
    });
    writeFileSync(join(folder, 'list'), names.join('\n') + '\n');
    const output = execFileSync(tool, [...flags, '--list', join(folder, 'list')],
                                { maxBuffer: 1 << 30, timeout: 120000 });
    rmSync(folder, { recursive: true });
    const answers = [];
    for (let at = 0; at < output.length;) {
        const end = output.indexOf(10, at);
        const [word, length] = output.toString('latin1', at, end).split(' ');
        const text = output.toString('utf8', end + 1, end + 1 + Number(length));
        at = end + 1 + Number(length) + 1;
        answers.push({ isGood: word === 'ok', text });
    }
    return answers;
}

// "SyntaxError: message" and the line of the first error printed.
function firstError(text) {
    text = text.replace(/^  File .*\n.*\n(.*\n)?SyntaxWarning.*\n/gm, '');
    const line = Number(/^  File .*, line (\d+)$/m.exec(text)?.[1]);
    const message = text.split('\n').find((row) => /^[A-Z]\w*Error: /.test(row)) ?? '';
    return { message, line };
}

const { loadPyodide } = await import(pathToFileURL(entry).href);
const python = await loadPyodide({ stderr: () => {} });
python.runPython(`
import ast, json, warnings
warnings.simplefilter("ignore")
def answer(text, mode):
    try:
        if mode == "parse":
            return json.dumps(["ok", ast.dump(ast.parse(text.encode())), 0])
        compile(text.encode(), "x.py", "exec", dont_inherit=True)
        return json.dumps(["ok", "", 0])
    except SyntaxError as error:
        return json.dumps(["error", type(error).__name__ + ": " + str(error.msg), error.lineno or 0])
    except UnicodeDecodeError as error:
        return json.dumps(["error", "SyntaxError: " + str(error), 0])
    except UnicodeEncodeError:
        return json.dumps(["ok", "", 0])  # a lone surrogate met the cache, not the compiler
    except (ValueError, MemoryError, RecursionError) as error:
        return json.dumps(["error", type(error).__name__ + ": " + str(error), 0])
`);
const ask = python.globals.get('answer');

let differences = 0, equalWords = 0, refused = 0;
function report(program, kind, theirs, ours) {
    differences++;
    if (!showsAll && differences > SHOWN_MAX) return;
    console.log(`  ${kind}: ${JSON.stringify(program.text.slice(0, 200))}\n      CPython: ${theirs}\n      ours:    ${ours}`);
}

function compare(mode, answers) {
    programs.forEach((program, i) => {
        const [word, text, line] = JSON.parse(ask(program.text, mode));
        const ours = answers[i];
        if (word === 'ok') {
            if (!ours.isGood) report(program, `${mode}: we refuse`, 'ok', firstError(ours.text).message);
            else if (mode === 'parse' && text !== ours.text) report(program, 'another tree', text, ours.text);
            return;
        }
        refused++;
        if (ours.isGood) {
            report(program, `${mode}: we accept`, text, 'ok');
            return;
        }
        const error = firstError(ours.text);
        if (error.message === text && (line === 0 || line === error.line)) equalWords++;
        else if (!program.hasOtherWords) report(program, 'other words', `${text} (line ${line})`, `${error.message} (line ${error.line})`);
    });
}

compare('parse', runTool([]));
compare('compile', runTool(['--check']));
console.log(`syntax: ${programs.length} programs, ${refused} refusals of CPython, ${equalWords} with equal words, ${differences} differences`);
if (programs.length === 0 || differences > 0) process.exit(1);
