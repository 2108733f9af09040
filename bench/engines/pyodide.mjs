// Runs a Python program under Pyodide: node pyodide.mjs FILE [ARGS]; `--probe` says whether it can.
import { readFileSync } from "node:fs";
import path from "node:path";
import { importFile, packageFolder } from "./modules.mjs";

const folder = packageFolder("pyodide");
if (process.argv[2] === "--probe") process.exit(folder === null ? 1 : 0);
const { loadPyodide } = await importFile(path.join(folder, "pyodide.mjs"));
const py = await loadPyodide({
  stdout: (line) => console.log(line),
  stderr: (line) => console.error(line),
  args: process.argv.slice(2),
});
py.runPython(`import sys\nsys.argv = ${JSON.stringify(process.argv.slice(2))}`);
py.runPython(readFileSync(process.argv[2], "utf8"));
