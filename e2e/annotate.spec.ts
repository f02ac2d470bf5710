import { test as base, type CDPSession, expect, type Page } from "@playwright/test";
import { z } from "zod";
import { expectAccessible } from "./accessible";
import {
  at,
  call,
  click,
  drag,
  editorReady,
  expectRows,
  objects,
  openEditor,
  type Place,
  rows,
  saved,
  stage,
  studio,
} from "./editor-page";
import { signUp } from "./sign-in";

type State = Awaited<ReturnType<ReturnType<Page["context"]>["storageState"]>>;

const PLAIN = { width: 640, height: 480 };
/** Each test has a picture of its own in one person's dataset. */
const ON = {
  draw: 0,
  keyboard: 1,
  offline: 2,
  two: 3,
  many: 4,
  pasted: 5,
  view: 6,
  touch: 7,
  edges: 8,
  hidden: 9,
  away: 10,
  deleted: 11,
  revoked: 12,
  signedOut: 13,
  tiny: 14,
  huge: 15,
} as const;
const PICTURES = [
  ...Array.from({ length: ON.tiny }, () => PLAIN),
  { width: 16, height: 16 },
  { width: 8000, height: 6000 },
];

const test = base.extend<{ place: Place }, { owned: { place: Place; state: State } }>({
  owned: [
    async ({ browser }, use, { project }) => {
      const { baseURL = "" } = project.use;
      const context = await browser.newContext({ baseURL });
      const page = await context.newPage();
      const place = await studio(page, { pictures: PICTURES });
      const state = await context.storageState();
      await context.close();
      await use({ place, state });
    },
    { scope: "worker", timeout: 240_000 },
  ],
  storageState: ({ owned }, use) => use(owned.state),
  place: ({ owned }, use) => use(owned.place),
});

test("boxes are drawn, moved, resized, relabelled, deleted and undone, and a reload shows the same", async ({
  page,
  place,
}) => {
  await openEditor(page, place, ON.draw);

  await page.keyboard.press("n");
  await drag(page, [100, 100], [200, 180]);
  await expectRows(page, place, [{ label: "horse", box: { x: 100, y: 100, width: 100, height: 80 } }]);

  await page.keyboard.press("v");
  await drag(page, [150, 140], [250, 240]);
  await expectRows(page, place, [{ label: "horse", box: { x: 200, y: 200, width: 100, height: 80 } }]);

  await drag(page, [300, 280], [340, 300]);
  await expectRows(page, place, [{ label: "horse", box: { x: 200, y: 200, width: 140, height: 100 } }]);

  await page.keyboard.press("2");
  await page.keyboard.press("Shift+ArrowRight");
  await expectRows(page, place, [{ label: "clock", box: { x: 210, y: 200, width: 140, height: 100 } }]);

  await page.keyboard.press("Delete");
  await expectRows(page, place, []);
  await page.keyboard.press("Control+z");
  await page.keyboard.press("Control+z");
  await page.keyboard.press("Control+z");
  await expectRows(page, place, [{ label: "horse", box: { x: 200, y: 200, width: 140, height: 100 } }]);
  await page.keyboard.press("Control+Shift+z");
  await page.keyboard.press("Control+d");
  await expect(async () =>
    expect((await rows(page, place)).map(({ label }) => label)).toEqual(["clock", "clock"]),
  ).toPass();

  await page.reload();
  await expect(objects(page)).toHaveCount(2, { timeout: 60_000 });
});

test("the keyboard alone makes a box, places it by keys and numbers, walks, speaks and tags", async ({
  page,
  place,
}) => {
  await openEditor(page, place, ON.keyboard);
  // A focused button is pressed by Space: panning takes it only over the picture.
  await page.getByRole("button", { name: "Draw a box" }).focus();
  await page.keyboard.press("Space");
  await expect(page.getByRole("button", { name: "Draw a box" })).toHaveAttribute("aria-pressed", "true");
  await stage(page).focus();
  await page.keyboard.press("Enter");
  await expect(objects(page)).toHaveCount(1);
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Tab");
  await expect(page.locator("[data-object][aria-pressed=true]")).toHaveCount(1);
  await expect(page.getByRole("status").filter({ hasText: "In hand: horse, 160 by 120" })).toBeAttached();
  const before = await rows(page, place, ON.keyboard);
  for (let step = 0; step < 3; step += 1) await page.keyboard.down("ArrowRight");
  await page.keyboard.up("ArrowRight");
  await page.keyboard.down("Control");
  await page.keyboard.down("Shift");
  for (let step = 0; step < 2; step += 1) await page.keyboard.down("ArrowDown");
  await page.keyboard.up("ArrowDown");
  await page.keyboard.up("Shift");
  await page.keyboard.up("Control");
  const { x = 0, y = 0 } = before[0]?.box ?? {};
  const moved = { x: x + 3, y, width: 160, height: 140 };
  await expectRows(page, place, [{ label: "horse", box: moved }], { index: ON.keyboard, within: 0.02 });
  // A key held down is one step back.
  await page.keyboard.press("Control+z");
  await page.keyboard.press("Control+z");
  await expectRows(page, place, before, { index: ON.keyboard, within: 0.02 });

  for (const [name, value] of [
    ["Left edge in pixels", "10"],
    ["Top edge in pixels", "20"],
    ["Width in pixels", "600"],
    ["Height in pixels", "900"],
  ] as const) {
    await page.getByLabel(name).fill(value);
    await page.getByLabel(name).press("Enter");
  }
  // What hangs over the edge is cut there.
  const cut = { x: 10, y: 20, width: 600, height: 460 };
  await expectRows(page, place, [{ label: "horse", box: cut }], { index: ON.keyboard });
  await stage(page).focus();
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog")).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toBeHidden();
  await expectAccessible(page);
});

test("many boxes are gathered, moved, resized, relabelled, copied to the next picture and taken back as one", async ({
  page,
  place,
}) => {
  const index = ON.many;
  await openEditor(page, place, index);
  await page.keyboard.press("n");
  await drag(page, [100, 100], [140, 140]);
  await drag(page, [200, 200], [240, 240]);
  await drag(page, [400, 300], [440, 340]);
  await page.keyboard.press("v");
  await drag(page, [80, 80], [260, 260]);
  await expect(page.locator("[data-object][aria-pressed=true]")).toHaveCount(2);
  await page.keyboard.down("Shift");
  await click(page, 420, 320);
  await click(page, 220, 220);
  await page.keyboard.up("Shift");
  await expect(page.locator("[data-object][aria-pressed=true]")).toHaveCount(2);

  const boxes = (spots: [number, number, number][], label = "horse") =>
    spots.map(([x, y, side]) => ({ label, box: { x, y, width: side, height: side } }));
  const start = boxes([
    [100, 100, 40],
    [200, 200, 40],
    [400, 300, 40],
  ]);
  await expectRows(page, place, start, { index });
  const [first, second, third] = start;
  if (!first || !second || !third) throw new Error("three boxes");

  // The first and the third move together, stopped together at the left edge.
  await drag(page, [120, 120], [0, 100]);
  const moved = boxes([
    [0, 80, 40],
    [200, 200, 40],
    [300, 280, 40],
  ]);
  await expectRows(page, place, moved, { index });
  await page.keyboard.press("Control+z");
  await expectRows(page, place, start, { index });

  // Their frame goes from 100, 100 to 440, 340; its corner pulled to 270, 220 halves it.
  await drag(page, [440, 340], [270, 220]);
  const halved = [
    { label: "horse", box: { x: 100, y: 100, width: 20, height: 20 } },
    second,
    { label: "horse", box: { x: 250, y: 200, width: 20, height: 20 } },
  ];
  await expectRows(page, place, halved, { index });
  await page.keyboard.press("l");
  await expect(page.getByPlaceholder(/Find a label/)).toBeFocused();
  await page.keyboard.type("clo");
  await page.keyboard.press("Enter");
  await expect
    .poll(async () => (await rows(page, place, index)).map(({ label }) => label))
    .toEqual(["clock", "horse", "clock"]);

  await page.keyboard.press("Control+c");
  await page.keyboard.press("f");
  await page.waitForURL(new RegExp(`${place.images[ON.pasted]}`));
  await editorReady(page);
  await expect(objects(page)).toHaveCount(0);
  await page.keyboard.press("Control+v");
  const pasted = halved.filter((row) => row !== second).map(({ box }) => ({ label: "clock", box }));
  await expectRows(page, place, pasted, { index: ON.pasted });
  await page.keyboard.press("Control+a");
  await page.keyboard.press("Delete");
  await expectRows(page, place, [], { index: ON.pasted });
  await page.keyboard.press("Control+z");
  await expectRows(page, place, pasted, { index: ON.pasted });
});

test("the view zooms by wheel and keys, pans by trackpad, Space and middle button, and places whole pixels at 3200 %", async ({
  page,
  place,
}) => {
  const index = ON.view;
  await openEditor(page, place, index);
  const zoom = page.getByTestId("zoom");
  const shown = async (x: number, y: number) => (await at(page, x, y)).map(Math.round);

  // A notch of a mouse wheel zooms about the pointer.
  const anchor = await at(page, 100, 100);
  await page.mouse.move(...anchor);
  await page.mouse.wheel(0, -240);
  await expect.poll(() => shown(100, 100)).toEqual(anchor.map(Math.round));
  expect(Number.parseInt((await zoom.textContent()) ?? "", 10)).toBeGreaterThan(200);

  // Two fingers on a trackpad scroll in small pieces, sideways too.
  const [left = 0, top = 0] = await shown(100, 100);
  await page.waitForTimeout(300);
  await page.mouse.wheel(-20, -10);
  await page.mouse.wheel(-20, -10);
  await expect.poll(() => shown(100, 100)).toEqual([left + 40, top + 20]);

  // The keys for the view.
  await page.keyboard.press("Shift+Digit0");
  await expect(zoom).toHaveText("100%");
  const [x = 0, y = 0] = await shown(320, 240);
  await stage(page).focus();
  await page.keyboard.down("Space");
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + 50, y + 30, { steps: 3 });
  await page.mouse.up();
  await page.keyboard.up("Space");
  expect(await shown(320, 240)).toEqual([x + 50, y + 30]);
  await page.mouse.down({ button: "middle" });
  await page.mouse.move(x, y, { steps: 3 });
  await page.mouse.up({ button: "middle" });
  expect(await shown(320, 240)).toEqual([x, y]);
  await expect(objects(page)).toHaveCount(0);

  // A press of some screen pixels aside lands on the picture's pixels.
  await page.keyboard.press("0");
  await page.mouse.move(...(await at(page, 320, 240)));
  for (let notch = 0; notch < 14; notch += 1) await page.mouse.wheel(0, -120);
  await expect(zoom).toHaveText("6,400%");
  for (let notch = 0; notch < 3; notch += 1) await page.keyboard.press("-");
  await page.keyboard.press("n");
  await drag(page, [318.1, 238.2], [321.1, 239.8]);
  const exact = { x: 318, y: 238, width: 3, height: 2 };
  await expectRows(page, place, [{ label: "horse", box: exact }], { index, within: 0.001 });
  await page.keyboard.press("v");
  await drag(page, [321, 240], [323.2, 240.9]);
  const grown = { x: 318, y: 238, width: 5, height: 3 };
  await expectRows(page, place, [{ label: "horse", box: grown }], { index, within: 0.001 });
  await page.keyboard.press("0");
  await page.keyboard.press("Shift+Digit2");
  await expect(zoom).toHaveText("3,200%");

  // A window that changes keeps the middle; a fitted picture stays fitted.
  await page.keyboard.press("0");
  await page.setViewportSize({ width: 900, height: 600 });
  const bounds = await stage(page).boundingBox();
  await expect
    .poll(async () => {
      const [right = 0] = await at(page, 640, 480);
      const [west = 0] = await at(page, 0, 0);
      return Math.abs(right - (bounds?.x ?? 0) - (bounds?.width ?? 0) + (west - (bounds?.x ?? 0)));
    })
    .toBeLessThan(2);
});

test("on a touch screen one finger draws, two zoom and pan, and a pinch on a box moves nothing", async ({
  browser,
  owned: { place, state },
}) => {
  const context = await browser.newContext({
    storageState: state,
    viewport: { width: 390, height: 844 },
    deviceScaleFactor: 2,
    hasTouch: true,
    isMobile: true,
  });
  const page = await context.newPage();
  const cdp = await context.newCDPSession(page);
  const index = ON.touch;
  await openEditor(page, place, index);
  await pickTool(page, "Draw a box");
  const from = await at(page, 200, 150);
  await fingers(cdp, [[from], [await at(page, 300, 200)], [await at(page, 400, 300)]]);
  const drawn = [{ label: "horse", box: { x: 200, y: 150, width: 200, height: 150 } }];
  await expectRows(page, place, drawn, { index, within: 6 });

  await pickTool(page, "Select");
  const [cx, cy] = await at(page, 300, 225);
  const before = await at(page, 0, 0);
  await fingers(cdp, [
    [[cx, cy]],
    [
      [cx, cy],
      [cx + 60, cy],
    ],
    [
      [cx - 30, cy + 20],
      [cx + 90, cy + 20],
    ],
    [
      [cx - 60, cy + 40],
      [cx + 120, cy + 40],
    ],
  ]);
  const after = await at(page, 0, 0);
  const [farX] = await at(page, 640, 480);
  expect(farX - after[0]).toBeGreaterThan(2.5 * (cx - before[0]) * (300 / 300));
  await expectRows(page, place, drawn, { index, within: 6 });

  // After the pinch one finger moves the box in hand as ever.
  const middle = await at(page, 300, 225);
  await fingers(cdp, [[middle], [await at(page, 310, 235)], [await at(page, 330, 255)]]);
  await expectRows(page, place, [{ label: "horse", box: { x: 230, y: 180, width: 200, height: 150 } }], {
    index,
    within: 6,
  });
  await context.close();
});

test("a box stops at the picture's edges, and Escape takes a drag back", async ({ page, place }) => {
  const index = ON.edges;
  await openEditor(page, place, index);
  await page.keyboard.press("n");
  await drag(page, [560, 400], [690, 500]);
  const corner = { x: 560, y: 400, width: 80, height: 80 };
  await expectRows(page, place, [{ label: "horse", box: corner }], { index });
  await page.keyboard.press("v");
  await drag(page, [600, 440], [900, 440]);
  await drag(page, [560, 440], [700, 440]);
  // The left edge stops before the right one, however far it is pulled.
  await expect.poll(async () => (await rows(page, place, index))[0]?.box.width).toBeLessThan(25);
  const [{ box: thin } = { box: corner }] = await rows(page, place, index);
  expect(thin.x + thin.width).toBeCloseTo(640, 1);
  await page.keyboard.press("Control+z");
  await expectRows(page, place, [{ label: "horse", box: corner }], { index });

  await page.mouse.move(...(await at(page, 600, 440)));
  await page.mouse.down();
  await page.mouse.move(...(await at(page, 400, 300)), { steps: 4 });
  await page.keyboard.press("Escape");
  await page.mouse.move(...(await at(page, 300, 200)), { steps: 2 });
  await page.mouse.up();
  await expectRows(page, place, [{ label: "horse", box: corner }], { index });
  await expect(page.locator("[data-object][aria-pressed=true]")).toHaveCount(1);

  // The same while drawing.
  await page.keyboard.press("n");
  await page.mouse.move(...(await at(page, 50, 50)));
  await page.mouse.down();
  await page.mouse.move(...(await at(page, 150, 150)), { steps: 4 });
  await page.keyboard.press("Escape");
  await page.mouse.up();
  await expect(objects(page)).toHaveCount(1);
});

test("boxes are hidden and locked, and neither moves nor goes with the rest", async ({ page, place }) => {
  const index = ON.hidden;
  await openEditor(page, place, index);
  await page.keyboard.press("n");
  await drag(page, [100, 100], [200, 200]);
  await drag(page, [300, 300], [400, 400]);
  await drag(page, [450, 100], [550, 200]);
  await page.keyboard.press("k");
  await page.keyboard.press("v");
  await click(page, 150, 150);
  await page.keyboard.press("x");
  await click(page, 150, 150);
  await expect(page.locator("[data-object][aria-pressed=true]")).toHaveCount(0);
  await click(page, 500, 150);
  await expect(page.locator("[data-object][aria-pressed=true]")).toHaveCount(0);
  await page.keyboard.press("Control+a");
  await page.keyboard.press("Delete");
  await expect.poll(async () => (await rows(page, place, index)).length).toBe(2);
  await page.keyboard.press("x");
  await click(page, 150, 150);
  await expect(page.locator("[data-object][aria-pressed=true]")).toHaveCount(1);
  await page.getByRole("button", { name: "Hide all boxes" }).click();
  await click(page, 150, 150);
  await expect(page.locator("[data-object][aria-pressed=true]")).toHaveCount(0);
  await page.keyboard.press("b");
});

test("the smallest and the largest picture open whole, and a box on each is exact", async ({
  browser,
  owned: { place, state },
}) => {
  const context = await browser.newContext({ storageState: state, deviceScaleFactor: 2 });
  const page = await context.newPage();
  await openEditor(page, place, ON.tiny);
  await page.keyboard.press("n");
  await drag(page, [2.2, 3.1], [5.9, 14.2]);
  const small = { x: 2, y: 3, width: 4, height: 11 };
  await expectRows(page, place, [{ label: "horse", box: small }], { index: ON.tiny, within: 0.001 });
  await openEditor(page, place, ON.huge);
  await page.keyboard.press("n");
  await drag(page, [4000, 3000], [8300, 6300]);
  const large = { x: 4000, y: 3000, width: 4000, height: 3000 };
  await expectRows(page, place, [{ label: "horse", box: large }], { index: ON.huge, within: 12 });
  await context.close();
});

test("the next picture without annotations is one key away", async ({ page, place }) => {
  await openEditor(page, place, ON.draw);
  await page.keyboard.press("Shift+F");
  await page.waitForURL((url) => !url.pathname.endsWith(place.images[ON.draw] ?? ""));
  await editorReady(page);
  await expect(objects(page)).toHaveCount(0);
});

test("changes made while the server cannot be reached outlive a reload and arrive later", async ({
  page,
  place,
}) => {
  const index = ON.offline;
  await openEditor(page, place, index);
  await page.route(/annotations\.submit/, (route) => route.abort("internetdisconnected"));
  await page.keyboard.press("n");
  await drag(page, [50, 50], [150, 150]);
  await expect(page.getByTestId("save-state")).toHaveAttribute("data-state", "offline");
  page.on("dialog", (dialog) => void dialog.accept());
  await page.unroute(/annotations\.submit/);
  await page.route(/annotations\.submit/, (route) => route.abort("internetdisconnected"), { times: 1 });
  await page.reload();
  await expect(objects(page)).toHaveCount(1, { timeout: 60_000 });
  const drawn = { label: "horse", box: { x: 50, y: 50, width: 100, height: 100 } };
  await expectRows(page, place, [drawn], { index });
});

test("changes that were left behind on another picture are sent from where one is", async ({
  page,
  place,
}) => {
  await openEditor(page, place, ON.away);
  await page.route(/annotations\.submit/, (route) => route.abort("internetdisconnected"));
  await page.keyboard.press("n");
  await drag(page, [50, 50], [150, 150]);
  await expect(page.getByTestId("save-state")).toHaveAttribute("data-state", "offline");
  await page.keyboard.press("d");
  await page.waitForURL(new RegExp(`${place.images[ON.away - 1]}`));
  await expect(page.getByRole("button", { name: "1 change on other pictures" })).toBeVisible();
  await page.unroute(/annotations\.submit/);
  await page.evaluate(() => window.dispatchEvent(new Event("online")));
  await expect(page.getByRole("button", { name: "1 change on other pictures" })).toBeHidden();
  const drawn = { label: "horse", box: { x: 50, y: 50, width: 100, height: 100 } };
  await expectRows(page, place, [drawn], { index: ON.away });
});

test("two people see each other's edits, and who loses a conflict keeps the value and may insist", async ({
  page,
  context,
  place,
}) => {
  const index = ON.two;
  await openEditor(page, place, index);
  await page.keyboard.press("n");
  await drag(page, [100, 100], [200, 200]);
  await saved(page);
  const other = await context.newPage();
  await openEditor(other, place, index);
  await expect(objects(other)).toHaveCount(1);

  await page.route(/annotations\.submit/, (route) => route.abort("internetdisconnected"));
  await page.keyboard.press("v");
  await drag(page, [150, 150], [350, 150]);
  await expect(page.getByTestId("save-state")).toHaveAttribute("data-state", "offline");
  await click(other, 150, 150);
  await other.keyboard.press("Shift+ArrowDown");
  await saved(other);
  await page.unroute(/annotations\.submit/);

  const notice = page.getByTestId("setback");
  await expect(notice).toBeVisible({ timeout: 40_000 });
  const theirs = { label: "horse", box: { x: 100, y: 110, width: 100, height: 100 } };
  await expectRows(page, place, [theirs], { index });
  await notice.getByRole("button", { name: "Use mine" }).click();
  const mine = { label: "horse", box: { x: 300, y: 100, width: 100, height: 100 } };
  await expectRows(page, place, [mine], { index });
  await expect(other.getByLabel("Left edge in pixels")).toHaveValue(/^(29[789]|30[0-3])/);
});

test("a picture deleted under an editor says so, and keeps the work until it is back", async ({
  page,
  place,
}) => {
  const index = ON.deleted;
  await openEditor(page, place, index);
  const selection = { team: place.team, dataset: place.dataset, images: [place.images[index]] };
  await call(page, "images.delete", selection, "mutation");
  await page.keyboard.press("n");
  await drag(page, [50, 50], [150, 150]);
  await expect(page.getByTestId("save-state")).toHaveAttribute("data-state", "refused");
  await page.getByRole("button", { name: "Why?" }).click();
  await expect(page.getByRole("dialog")).toContainText("does not exist any more");
  await call(page, "images.restore", selection, "mutation");
  await page.getByRole("dialog").getByRole("button", { name: "Send again" }).click();
  const drawn = { label: "horse", box: { x: 50, y: 50, width: 100, height: 100 } };
  await expectRows(page, place, [drawn], { index });
});

test("a viewer looks and changes nothing; one whose role ends in mid-edit keeps the work", async ({
  page,
  browser,
  place,
}) => {
  const index = ON.revoked;
  const theirs = await browser.newContext({ storageState: { cookies: [], origins: [] } });
  const other = await theirs.newPage();
  await page.goto(`/t/${place.team}`);
  const invitation = await call(
    page,
    "teams.createInvite",
    { team: place.team, role: "annotator", days: 1, maxUses: 1, note: "" },
    "mutation",
  );
  const { secret } = z.object({ secret: z.string() }).parse(invitation);
  const person = await signUp(other);
  await call(other, "teams.acceptInvite", { secret }, "mutation");
  const Members = z.array(z.object({ userId: z.string(), email: z.string() }));
  const members = Members.parse(await call(page, "teams.members", { team: place.team }, "query"));
  const userId = members.find(({ email }) => email === person.email)?.userId;

  await openEditor(other, place, index);
  await other.keyboard.press("n");
  await drag(other, [50, 50], [150, 150]);
  const drawn = { label: "horse", box: { x: 50, y: 50, width: 100, height: 100 } };
  await expectRows(other, place, [drawn], { index });
  await call(page, "teams.changeRole", { team: place.team, userId, role: "viewer" }, "mutation");
  await drag(other, [250, 250], [350, 350]);
  await expect(other.getByTestId("save-state")).toHaveAttribute("data-state", "refused");
  await expect(objects(other)).toHaveCount(2);

  other.on("dialog", (dialog) => void dialog.accept());
  await other.reload();
  await expect(other.getByText("You may look, not change")).toBeVisible({ timeout: 60_000 });
  await other.keyboard.press("n");
  await drag(other, [400, 50], [450, 150]);
  await expect(other.getByRole("button", { name: "Draw a box" })).toBeHidden();
  await theirs.close();
});

test("a session that ends in mid-edit keeps the work until the person is back", async ({
  page,
  context,
  place,
  owned,
}) => {
  const index = ON.signedOut;
  await openEditor(page, place, index);
  await context.clearCookies();
  await page.keyboard.press("n");
  await drag(page, [50, 50], [150, 150]);
  await expect(page.getByTestId("save-state")).toHaveAttribute("data-state", "signedOut");
  await expect(page.getByRole("link", { name: "Sign in" })).toHaveAttribute("href", /next=.*images/);
  await context.addCookies(owned.state.cookies);
  page.on("dialog", (dialog) => void dialog.accept());
  await page.reload();
  await editorReady(page);
  const drawn = { label: "horse", box: { x: 50, y: 50, width: 100, height: 100 } };
  await expectRows(page, place, [drawn], { index });
});

test("a dataset without labels asks what was drawn, and takes a Korean name as it is written", async ({
  browser,
}) => {
  const context = await browser.newContext({ storageState: { cookies: [], origins: [] } });
  const page = await context.newPage();
  const place = await studio(page, { pictures: [PLAIN], labels: [] });
  await openEditor(page, place);
  await page.keyboard.press("n");
  await drag(page, [50, 50], [150, 150]);
  await expect(page.getByRole("dialog", { name: "What have you drawn?" })).toBeVisible();
  const cdp = await context.newCDPSession(page);
  for (const text of ["ㅁ", "마", "말"])
    await cdp.send("Input.imeSetComposition", { text, selectionStart: 1, selectionEnd: 1 });
  await cdp.send("Input.insertText", { text: "말" });
  await expect(page.getByRole("option", { name: "Add the label “말”" })).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog")).toBeHidden();
  await expect(objects(page)).toHaveText(/말/);
  await expect.poll(async () => (await rows(page, place)).length).toBe(1);
  await context.close();
});

async function pickTool(page: Page, name: string): Promise<void> {
  const button = page.getByRole("button", { name, exact: true });
  await button.tap();
  await expect(button).toHaveAttribute("aria-pressed", "true");
}

/** Fingers on the glass: each frame has where they are; a finger that is new goes down, in the end all go up. */
async function fingers(cdp: CDPSession, frames: [number, number][][]): Promise<void> {
  let down = 0;
  for (const frame of frames) {
    const touchPoints = frame.map(([x, y], id) => ({ x, y, id }));
    const type = frame.length > down ? "touchStart" : "touchMove";
    await cdp.send("Input.dispatchTouchEvent", { type, touchPoints });
    down = frame.length;
  }
  await cdp.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
}
