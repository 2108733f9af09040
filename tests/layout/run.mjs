// Random trees of every kind: `krait layout` and headless Chromium agree on each box within half a pixel.
//
//   tests/layout/run [--quick | --all] [--count N] [--seed S] [--show S]
//
// Tree S is made from seed S alone. A difference is made small and printed with both boxes.
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { launch } from "../web/browser.mjs";
import { makeTree, smaller } from "./trees.mjs";

const ROOT = path.resolve(import.meta.dirname, "../..");
const KRAIT = path.join(process.env.KRAIT_BUILD ?? path.join(ROOT, "build"), "krait");
const FONT = process.env.KRAIT_FONT ?? "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf";
const TOLERANCE_PX = 0.5, BATCH = 50, SHRINK_MAX = 400;

const options = process.argv.slice(2);
const number = (name, otherwise) => (options.includes(name) ? Number(options[options.indexOf(name) + 1]) : otherwise);
const count = number("--count", options.includes("--all") ? 20000 : options.includes("--quick") ? 0 : 300);
const firstSeed = number("--seed", 1);

function ours(tree) {
  return JSON.parse(execFileSync(KRAIT, ["layout", "--font", FONT], { input: JSON.stringify(tree), stdio: ["pipe", "pipe", "pipe"] }));
}

// In the page: boxes relative to the parent's border box.
function measureAll(trees) {
  const NUMBERS = new Set(["flexGrow", "flexShrink", "order", "flex", "aspectRatio", "lineHeight"]);
  const build = (tree) => {
    const element = document.createElement("div");
    for (const [name, value] of Object.entries(tree.style ?? {})) {
      element.style[name] = typeof value === "number" && !NUMBERS.has(name) ? `${value}px` : String(value);
      if (name === "borderWidth") element.style.borderStyle = "solid";
    }
    if (tree.text !== undefined) element.textContent = tree.text;
    for (const child of tree.children ?? []) element.append(build(child));
    return element;
  };
  const read = (element, x, y) => {
    const box = element.getBoundingClientRect();
    const isHidden = getComputedStyle(element).display === "none";
    return {
      x: isHidden ? 0 : box.x - x, y: isHidden ? 0 : box.y - y, width: box.width, height: box.height, isHidden,
      children: [...element.children].map((child) => read(child, box.x, box.y)),
    };
  };
  return trees.map((tree) => {
    const host = document.createElement("div");
    host.style.cssText = "position:absolute;left:0;top:0;width:1280px;height:720px";
    const root = build(tree);
    host.append(root);
    document.body.replaceChildren(host);
    return read(root, 0, 0);
  });
}

// The first box that differs, as text, or "".
function difference(want, have, where = "root") {
  if (want.isHidden) return "";
  for (const name of ["x", "y", "width", "height"]) {
    if (Math.abs(want[name] - have[name]) > TOLERANCE_PX) return `${where}.${name}: the browser ${want[name]}, krait ${have[name]}`;
  }
  for (let i = 0; i < want.children.length; i++) {
    const found = difference(want.children[i], have.children[i], `${where}.${i}`);
    if (found) return found;
  }
  return "";
}

async function shrink(tab, tree) {
  let best = tree, note = "";
  for (let tries = 0, isSmaller = true; isSmaller && tries < SHRINK_MAX; ) {
    isSmaller = false;
    for (const candidate of smaller(best)) {
      if (tries++ > SHRINK_MAX) break;
      const [want] = await tab.evaluate(measureAll, [candidate]);
      const found = difference(want, ours(candidate));
      if (!found) continue;
      best = candidate;
      note = found;
      isSmaller = true;
      break;
    }
  }
  return [best, note];
}

if (options.includes("--show")) {
  console.log(JSON.stringify(makeTree(number("--show", 1)), null, 1));
  process.exit(0);
}
if (count === 0) {
  console.log("--quick: not without the browser\n0 passed, 0 failed");
  process.exit(0);
}
const profile = mkdtempSync(path.join(os.tmpdir(), "krait-layout-"));
const browser = existsSync(FONT) ? await launch(profile) : null;
if (!browser) {
  console.log(`SKIPPED: no Chromium or no ${FONT} here\n0 passed, 0 failed, 1 skipped`);
  process.exit(0);
}
let passed = 0, failed = 0;
try {
  const tab = await browser.newPage();
  const face = `data:font/ttf;base64,${readFileSync(FONT).toString("base64")}`;
  await tab.setContent(`<!doctype html><style>@font-face{font-family:F;src:url(${face})}
    *{box-sizing:border-box;margin:0}body{font-family:F;font-size:16px}</style><p>load`);
  await tab.evaluate(() => document.fonts.ready);
  for (let seed = firstSeed; seed < firstSeed + count; seed += BATCH) {
    const trees = Array.from({ length: Math.min(BATCH, firstSeed + count - seed) }, (_, i) => makeTree(seed + i));
    const wanted = await tab.evaluate(measureAll, trees);
    for (let i = 0; i < trees.length; i++) {
      let found;
      try {
        found = difference(wanted[i], ours(trees[i]));
      } catch (error) {
        found = `krait: ${error.stderr ?? error.message}`;
      }
      if (!found) {
        passed++;
        continue;
      }
      failed++;
      if (failed > number("--most", 3)) continue;
      const [small, note] = found.startsWith("krait:") ? [trees[i], found] : await shrink(tab, trees[i]);
      console.log(`FAILED tree ${seed + i}: ${found}\n  smaller: ${note}\n  ${JSON.stringify(small)}`);
    }
  }
} finally {
  await browser.close();
  rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
