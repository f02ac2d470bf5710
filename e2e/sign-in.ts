import { randomUUID } from "node:crypto";
import type { Page } from "@playwright/test";

export type Person = { name: string; email: string; password: string };

/** Somebody who has no account yet. */
export function newPerson(name = "Mina Park"): Person {
  return { name, email: `e2e-${randomUUID()}@example.org`, password: `brush ochre ${randomUUID()}` };
}

/** Opens an account through the sign-up page and waits until the person is in: at /teams/new unless `next` says otherwise. */
export async function signUp(page: Page, person: Partial<Person> & { next?: string } = {}): Promise<Person> {
  const { next, ...given } = person;
  const made = { ...newPerson(), ...given };
  await page.goto(next ? `/sign-up?next=${encodeURIComponent(next)}` : "/sign-up");
  await formReady(page);
  await page.locator("input[name=name]").fill(made.name);
  await page.locator("input[name=email]").fill(made.email);
  await page.locator("input[name=password]").fill(made.password);
  await submitAndLeave(page);
  return made;
}

/** Signs in through the sign-in page and waits until the person is in. */
export async function signIn(
  page: Page,
  person: Pick<Person, "email" | "password"> & { next?: string },
): Promise<void> {
  const { next, email, password } = person;
  await page.goto(next ? `/sign-in?next=${encodeURIComponent(next)}` : "/sign-in");
  await formReady(page);
  const form = page.locator("form:has(input[name=password])");
  await form.locator("input[name=email]").fill(email);
  await form.locator("input[name=password]").fill(password);
  await submitAndLeave(page);
}

/** Makes a team through /teams/new; resolves to its slug, with the browser on its overview. */
export async function createTeam(page: Page, name: string): Promise<string> {
  await page.goto("/teams/new");
  await formReady(page);
  await page.locator("input[name=name]").fill(name);
  await page.locator("main button[type=submit]").click();
  await page.waitForURL(/\/t\/[a-z0-9-]+$/, { timeout: 60_000 });
  return new URL(page.url()).pathname.split("/")[2] ?? "";
}

/** The page's forms wait for its scripts; until then they are inert, or their buttons disabled. */
async function formReady(page: Page): Promise<void> {
  const ready = "main form:not([inert]) button[type=submit]:enabled";
  await page.locator(ready).first().waitFor({ timeout: 60_000 });
}

async function submitAndLeave(page: Page): Promise<void> {
  await page.locator("form:has(input[name=password]) button[type=submit]").click();
  await page.waitForURL((url) => !/^\/(sign-in|sign-up|teams)$/.test(url.pathname), { timeout: 60_000 });
}
