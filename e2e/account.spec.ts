import { expect, test } from "@playwright/test";
import { expectAccessible } from "./accessible";
import { createTeam, signIn, signUp } from "./sign-in";

test("a person signs out, signs in again and lands in their team; a wrong password is refused alike for known and unknown people", async ({
  page,
  context,
}) => {
  test.setTimeout(240_000);
  const person = await signUp(page, { name: "한지우" });
  const team = await createTeam(page, "미술 실습실");
  await context.clearCookies();
  await signIn(page, person);
  await expect(page).toHaveURL(new RegExp(`/t/${team}$`));
  for (const path of [
    "/account",
    "/account/sessions",
    "/account/tokens",
    `/t/${team}/settings`,
    `/t/${team}/settings/members`,
    `/t/${team}/settings/audit`,
  ]) {
    await page.goto(path);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await expectAccessible(page);
  }
  await context.clearCookies();
  const words = [];
  for (const email of [person.email, "nobody@example.org"]) {
    await page.goto("/sign-in");
    const form = page.locator("form:has(input[name=password])");
    await form.locator("input[name=email]").fill(email);
    await form.locator("input[name=password]").fill("not the password at all");
    await form.locator("button[type=submit]").click();
    const alert = page.locator("main").getByRole("alert").filter({ hasText: /\S/ });
    words.push(await alert.first().innerText());
  }
  expect(words[0]).toBe(words[1]);
  await expectAccessible(page);
});
