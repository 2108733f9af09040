// The headless Chromium of the tests.
import { existsSync } from "node:fs";

const CHROMIUMS = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

// A browser with its files in the folder `profile`, or null where none is installed.
export async function launch(profile) {
  const executablePath = process.env.KRAIT_CHROMIUM ?? CHROMIUMS.find((file) => existsSync(file));
  if (!executablePath) return null;
  const { chromium } = await import("playwright-core");
  const args = ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"];
  args.push("--disable-background-networking", "--disable-component-update", "--disable-sync");
  return chromium.launchPersistentContext(profile, { executablePath, headless: false, args });
}
