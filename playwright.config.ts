import { defineConfig } from "@playwright/test";
import { findChromium } from "./e2e/find-chromium";

const port = Number(process.env.E2E_PORT ?? 3210);
const isRoot = process.getuid?.() === 0;

/** Against a server that is already up when E2E_URL names one, else against a fresh `npm start` of its own. */
const url = process.env.E2E_URL ?? `http://localhost:${port}`;

export default defineConfig({
  testDir: "e2e",
  testMatch: "**/*.spec.ts",
  outputDir: "test-results",
  timeout: 120_000,
  expect: { timeout: 15_000 },
  workers: 1,
  fullyParallel: false,
  // One more try where nobody watches; a test that needs it is reported as flaky, and is a fault to repair.
  retries: process.env.CI === "true" ? 1 : 0,
  reporter: [["list"], ["json", { outputFile: "test-results/report.json" }]],
  use: {
    baseURL: url,
    viewport: { width: 1440, height: 900 },
    locale: "en-GB",
    trace: "retain-on-failure",
    screenshot: "only-on-failure",
    launchOptions: {
      ...findChromium(),
      args: [
        ...(isRoot ? ["--no-sandbox"] : []),
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
  projects: [
    { name: "journeys", testIgnore: "**/chaos*.spec.ts" },
    { name: "chaos", testMatch: "**/chaos*.spec.ts", dependencies: ["journeys"] },
  ],
  ...(process.env.E2E_URL
    ? {}
    : {
        webServer: {
          command: "node bin/start.mjs",
          url: `${url}/api/health`,
          timeout: 600_000,
          stdout: "pipe",
          stderr: "pipe",
          reuseExistingServer: false,
          gracefulShutdown: { signal: "SIGTERM", timeout: 15_000 },
          env: { PORT: String(port), ATELIER_DATA: process.env.E2E_DATA ?? ".atelier-e2e" },
        },
      }),
});
