import { accessSync, constants } from "node:fs";

const INSTALLED = [
  process.env.CHROMIUM_PATH,
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

/** The machine's own Chrome or Chromium; empty when there is none and Playwright's is to be used. */
export function findChromium(): { executablePath?: string } {
  const found = INSTALLED.find((path) => path !== undefined && isExecutable(path));
  return found ? { executablePath: found } : {};
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
