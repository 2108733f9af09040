// Finds npm packages: the project's own, or those beside the package.json in KRAIT_NPM_FROM.
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

export const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");
const require = createRequire(process.env.KRAIT_NPM_FROM ?? path.join(ROOT, "package.json"));

// Returns the folder of an installed package, or null.
export function packageFolder(name) {
  try {
    return path.dirname(require.resolve(`${name}/package.json`));
  } catch {
    return null;
  }
}

export function importFile(file) {
  return import(pathToFileURL(file));
}
