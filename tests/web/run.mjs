// Runs the tests of the page in one headless Chromium and ends with `N passed, N failed[, N skipped]`.
//
//   tests/web/run [--quick | --all] [--show NAME]      NAME: only the tests whose name contains it
//
// Screenshots go to build/web-screenshots/: a person looks at them.
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { serve } from "../../web/serve.mjs";
import { launch } from "./browser.mjs";
import { devNodeTests, devPageTests } from "./dev_tests.mjs";
import { homePageTests, Skipped } from "./home_tests.mjs";
import { jsNodeTests, jsPageTests } from "./js_tests.mjs";
import { jxlPageTests } from "./jxl_tests.mjs";
import { packagesTests } from "./packages_tests.mjs";
import { nodeTests } from "./node_tests.mjs";
import { pageTests } from "./page_tests.mjs";
import { playgroundTests } from "./playground_tests.mjs";
import { signalsNodeTests } from "./signals_tests.mjs";
import { uiPageTests } from "./ui_tests.mjs";
import { webidlNodeTests, webidlPageTests } from "./webidl_tests.mjs";

const TEST_MS = 90_000;
const ROOT = path.resolve(import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname), "../..");
const BUILD = process.env.KRAIT_BUILD ?? path.join(ROOT, "build");
const isQuick = process.argv.includes("--quick");
const only = process.argv.includes("--show") ? process.argv[process.argv.indexOf("--show") + 1] : "";

const counts = { passed: 0, failed: 0, skipped: 0 };

async function one(name, test, context) {
  if (!name.includes(only)) return;
  let timer;
  try {
    const limit = new Promise((_, reject) => {
      timer = setTimeout(() => reject(new Error(`over ${TEST_MS / 1000} s`)), TEST_MS);
    });
    await Promise.race([test(context), limit]);
    counts.passed++;
  } catch (error) {
    if (error instanceof Skipped) {
      counts.skipped++;
      console.log(`SKIPPED ${name}: ${error.message}`);
      return;
    }
    counts.failed++;
    console.log(`FAILED ${name}: ${error.message}\n  again: tests/web/run --show '${name}'`);
  } finally {
    clearTimeout(timer);
  }
}

async function inBrowser() {
  const tests = [...pageTests, ...jsPageTests, ...webidlPageTests, ...playgroundTests, ...packagesTests, ...uiPageTests, ...jxlPageTests, ...devPageTests, ...homePageTests];
  const profile = mkdtempSync(path.join(os.tmpdir(), "krait-web-"));
  const browser = await launch(profile);
  if (!browser) {
    console.log(`SKIPPED ${tests.length} tests in the browser: no Chromium here`);
    counts.skipped += tests.length;
    return;
  }
  const pages = new Map(); // what tests serve beside build/web
  const server = await serve(0, (name) => (pages.has(name) ? [pages.get(name), name] : null));
  const screenshots = path.join(BUILD, "web-screenshots");
  mkdirSync(screenshots, { recursive: true });
  const context = { build: BUILD, browser, pages, base: `http://127.0.0.1:${server.address().port}`, screenshots };
  try {
    for (const [name, test] of tests) await one(name, test, context);
  } finally {
    await browser.close();
    server.closeAllConnections();
    server.close();
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

for (const [name, test] of [...nodeTests, ...jsNodeTests, ...webidlNodeTests, ...signalsNodeTests, ...devNodeTests]) await one(name, test, { build: BUILD });
if (isQuick) console.log("--quick: without the browser");
else await inBrowser();
const skipped = counts.skipped ? `, ${counts.skipped} skipped` : "";
console.log(`${counts.passed} passed, ${counts.failed} failed${skipped}`);
process.exit(counts.failed ? 1 : 0);
