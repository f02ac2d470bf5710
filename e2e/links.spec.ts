import { expect, type Page, test } from "@playwright/test";
import { createTeam, signUp } from "./sign-in";

const DEMO = "/t/atelier-demo";

test("every link that a visitor meets leads somewhere", async ({ page }) => {
  test.setTimeout(240_000);
  const pages = ["/", "/quiz", "/quiz/board", "/credits", "/sign-in", "/sign-up", DEMO];
  const lists = ["datasets", "runs", "models", "boards", "workers"].map((name) => `${DEMO}/${name}`);
  const details = ["datasets/nine-surreal-objects/versions", "models/surreal-objects-lite0"];
  expect(await deadLinks(page, [...pages, ...lists, ...details.map((path) => `${DEMO}/${path}`)])).toEqual(
    [],
  );
});

test("every link in a new team and account leads somewhere", async ({ page }) => {
  test.setTimeout(240_000);
  await signUp(page, { name: "Mina Park" });
  const team = `/t/${await createTeam(page, `Links ${Date.now() % 100_000}`)}`;
  const parts = ["datasets", "runs", "runs/new", "models", "boards", "workers", "settings"];
  const settings = ["settings/members", "settings/workers", "settings/audit"];
  const own = ["/teams", "/teams/new", "/account", "/account/sessions", "/account/tokens"];
  const paths = [team, ...[...parts, ...settings].map((part) => `${team}/${part}`), ...own];
  expect(await deadLinks(page, paths)).toEqual([]);
});

/** Opens each page and asks for every address of ours that it links to, each once; returns those not found, with the page. */
async function deadLinks(page: Page, paths: readonly string[]): Promise<string[]> {
  const asked = new Map<string, number>();
  const dead: string[] = [];
  for (const path of paths) {
    const response = await page.goto(path, { waitUntil: "load" });
    if (!response?.ok()) dead.push(`${path} itself: ${response?.status()}`);
    await page.waitForLoadState("networkidle", { timeout: 10_000 }).catch(() => undefined);
    for (const link of await linksOf(page)) {
      const status = asked.get(link) ?? (await page.request.get(link)).status();
      asked.set(link, status);
      if (status >= 400) dead.push(`${path} → ${link}: ${status}`);
    }
  }
  expect(asked.size).toBeGreaterThan(10);
  return dead;
}

async function linksOf(page: Page): Promise<string[]> {
  const addresses = await page
    .locator("a[href]")
    .evaluateAll((links) => links.map((link) => (link instanceof HTMLAnchorElement ? link.href : "")));
  const ours = addresses.filter((address) => URL.canParse(address)).map((address) => new URL(address));
  const { origin } = new URL(page.url());
  return [...new Set(ours.filter((url) => url.origin === origin).map((url) => url.pathname + url.search))];
}
