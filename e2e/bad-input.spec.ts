import { execFile } from "node:child_process";
import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { expect, type Page, test } from "@playwright/test";
import iconv from "iconv-lite";
import sharp, { type Sharp } from "sharp";
import { z } from "zod";
import { cocoJson, vocXml, zipOf } from "../server/services/datasets/import/test-archives";
import { call } from "./editor-page";
import { createTeam, signUp } from "./sign-in";

const Made = z.object({ slug: z.string() });
const Jobs = z.array(z.object({ id: z.string(), done: z.number() }));
const Ended = z.object({ status: z.string(), failure: z.object({ reason: z.string() }).nullable() });
const Named = z.array(z.object({ id: z.string(), name: z.string() }));
const Token = z.object({ secret: z.string() });

type Upload = { name: string; mimeType: string; buffer: Buffer };

test.describe.configure({ mode: "serial" });

test.describe("what people bring that is not what it seems", () => {
  let page: Page;
  let team: string;

  test.beforeAll(async ({ browser }) => {
    page = await (await browser.newContext()).newPage();
    await signUp(page, { name: "Mina Park" });
    team = await createTeam(page, `Odd files ${Date.now() % 100_000}`);
  });
  test.afterAll(() => page.context().close());

  async function newDataset(name: string): Promise<string> {
    const made = await call(page, "datasets.create", { team, name }, "mutation");
    return Made.parse(made).slug;
  }

  async function bring(dataset: string, ...files: Upload[]): Promise<void> {
    await page.goto(`/t/${team}/datasets/${dataset}`);
    const input = page.getByTestId("import-files");
    await expect(input).toBeEnabled();
    await input.setInputFiles(files);
  }

  async function speak(locale: "en" | "ko"): Promise<void> {
    await page.context().addCookies([{ name: "atelier-locale", value: locale, url: page.url() }]);
    await page.reload();
  }

  test("bad pictures are left out, each with its reason in the reader's language, and the good ones come in", async () => {
    const dataset = await newDataset("Bad pictures");
    const noise = await noisyJpeg();
    const huge = sharp({
      create: { width: 16_000, height: 16_000, channels: 3, background: "#888" },
      limitInputPixels: false,
    });
    await bring(
      dataset,
      file("good.jpg", await plain("jpeg", "#803020")),
      file("text.jpg", "this is not a picture"),
      file("drawing.svg", '<svg xmlns="http://www.w3.org/2000/svg"><script>window.hit=1</script></svg>'),
      file("huge.png", await huge.png().toBuffer()),
      file("cut.jpg", noise.subarray(0, noise.length / 2)),
      file("cmyk.jpg", await sharp(noise).toColourspace("cmyk").jpeg().toBuffer()),
    );
    await expect(page.getByText("Import finished")).toBeVisible();
    await page.getByRole("button", { name: /Show details/ }).click();
    const wordings = {
      "text.jpg": ["not a picture, whatever its name says", "이름과 달리 그림이 아니에요"],
      "drawing.svg": ["an SVG drawing: it can carry programs", "SVG는 프로그램을 담을 수 있어서"],
      "huge.png": ["more than the limit of 50 megapixels", "50메가픽셀 한도를 넘어요"],
      "cut.jpg": ["breaks off before its end", "중간에 끊겨 있어서 받지 않았어요"],
      "cmyk.jpg": ["colours converted to sRGB", "색을 sRGB로 바꿨어요"],
    };
    for (const [name, [english = ""]] of Object.entries(wordings))
      await expect(
        page.getByRole("table").getByRole("row", { name: new RegExp(escaped(name)) }),
      ).toContainText(english);
    await expect(page.getByRole("link", { name: /^(good|cmyk)\.jpg/ })).toHaveCount(2);
    await speak("ko");
    await page.getByRole("button", { name: /자세히 보기/ }).click();
    for (const [name, [, korean = ""]] of Object.entries(wordings))
      await expect(
        page.getByRole("table").getByRole("row", { name: new RegExp(escaped(name)) }),
      ).toContainText(korean);
    await speak("en");
  });

  test("EXIF orientations 1 to 8 all stand upright, the same pixels at the same place", async () => {
    const dataset = await newDataset("Turned");
    const turned = [1, 2, 3, 4, 5, 6, 7, 8].map(async (orientation) =>
      file(`turned-${orientation}.jpg`, await storedFor(orientation)),
    );
    await bring(dataset, ...(await Promise.all(turned)));
    await expect(page.getByText("Import finished")).toBeVisible();
    const corners = await page.evaluate(
      async ({ team, dataset }) => {
        const input = encodeURIComponent(JSON.stringify({ json: { team, dataset } }));
        const answer = await (await fetch(`/api/trpc/images.list?input=${input}`)).json();
        const read = async ({ fileName, fullUrl }: { fileName: string; fullUrl: string }) => {
          const picture = await createImageBitmap(await (await fetch(fullUrl)).blob());
          const canvas = new OffscreenCanvas(picture.width, picture.height).getContext("2d");
          canvas?.drawImage(picture, 0, 0);
          const [red = 0] = canvas?.getImageData(6, 6, 1, 1).data ?? [];
          return [fileName, `${picture.width}×${picture.height}`, red > 200];
        };
        return Promise.all(answer.result.data.json.items.map(read));
      },
      { team, dataset },
    );
    expect(corners).toEqual(
      [1, 2, 3, 4, 5, 6, 7, 8].map((orientation) => [`turned-${orientation}.jpg`, "64×32", true]),
    );
  });

  test("zips that must not be opened are refused whole, in both languages, and nothing is changed", async () => {
    const dataset = await newDataset("Bad zips");
    const ok = { name: "ok.png", bytes: await plain("png", "#205080") };
    const cases = [
      {
        zip: await zipOf([{ name: "bomb.png", bytes: Buffer.alloc(32 * 1024 ** 2) }]),
        words: ["as zip bombs do", "zip 폭탄으로 보여서 가져오지 않았어요"],
      },
      {
        zip: await zipOf([ok, { name: "../evil.png", rawName: Buffer.from("../evil.png"), bytes: ok.bytes }]),
        words: ["reaches outside its folder", "폴더 밖을 가리켜요. 가져온 것은 없어요"],
      },
      { zip: (await zipOf([ok])).subarray(0, -30), words: ["not a whole zip file", "온전한 zip이 아니에요"] },
    ];
    for (const [index, { zip, words }] of cases.entries()) {
      await bring(dataset, file(`case-${index}.zip`, zip));
      const notice = page.getByRole("alert").filter({ hasText: `case-${index}.zip` });
      await expect(notice).toContainText(words[0] ?? "");
      await expect(notice).toContainText("Nothing was imported");
      await expect(page.getByText("Import refused; nothing was changed")).toBeVisible();
      await speak("ko");
      await expect(notice).toContainText(words[1] ?? "");
      await speak("en");
    }
    await expect(page.getByText("Bring in the first pictures")).toBeVisible();
  });

  test("boxes outside their picture and a class called <img onerror> are told, and shown as text", async () => {
    const dataset = await newDataset("Odd boxes");
    const markup = '<img src=x onerror="window.hit=1">';
    const boxes = [
      { label: markup, x: 4, y: 4, width: 20, height: 20 },
      { label: "beyond", x: 500, y: 500, width: 20, height: 20 },
      { label: "over", x: 50, y: 30, width: 100, height: 100 },
    ];
    await bring(
      dataset,
      file("odd.png", await plain("png", "#306030")),
      file("odd.xml", vocXml({ fileName: "odd.png", widthPx: 64, heightPx: 48, boxes })),
    );
    await expect(page.getByText("Import finished")).toBeVisible();
    await page.getByRole("button", { name: /Show details/ }).click();
    await expect(page.getByText("a “beyond” box lies wholly outside its picture")).toBeVisible();
    await expect(page.getByText("a “over” box stuck out of the picture and was cut")).toBeVisible();
    await page.goto(`/t/${team}/datasets/${dataset}?open=labels`);
    await expect(page.getByRole("dialog").getByText(markup)).toBeVisible();
    expect(await page.evaluate(() => "hit" in window)).toBe(false);
  });

  test("Korean names come through whole from NFC, NFD and CP949 zips", async () => {
    const dataset = await newDataset("한글 이름");
    const name = (suffix: string) => `너구리${suffix}.png`;
    for (const [suffix, rawName, colour] of [
      ["하나", Buffer.from(name("하나").normalize("NFC")), "#101010"],
      ["둘", Buffer.from(name("둘").normalize("NFD")), "#707070"],
      ["셋", iconv.encode(name("셋"), "cp949"), "#f0f0f0"],
    ] as const) {
      const bytes = await plain("png", colour);
      await bring(dataset, file(`${suffix}.zip`, await zipOf([{ name: "x", rawName, bytes }])));
      await expect(page.getByRole("link", { name: new RegExp(`^${name(suffix)}`) })).toBeVisible();
    }
  });

  test("annotations that come alone go to the pictures that are here; a second time nothing is added", async () => {
    const dataset = await newDataset("Later labels");
    const labels = cocoJson({
      images: [
        { id: 1, file_name: "a.png", width: 64, height: 48 },
        { id: 2, file_name: "elsewhere.png", width: 64, height: 48 },
      ],
      categories: [{ id: 1, name: "cat" }],
      annotations: [1, 2].map((id) => ({ id, image_id: id, category_id: 1, bbox: [4, 4, 20, 20] })),
    });
    await bring(dataset, file("a.png", await plain("png", "#404080")));
    await expect(page.getByRole("link", { name: /^a\.png, no annotations/ })).toBeVisible();
    await bring(dataset, file("labels.json", labels));
    await expect(page.getByRole("link", { name: /^a\.png, 1 annotation/ })).toBeVisible();
    await page.getByRole("button", { name: /Show details/ }).click();
    await expect(
      page.getByText("“elsewhere.png” is neither among the files nor in the dataset"),
    ).toBeVisible();
    await bring(dataset, file("labels.json", labels));
    await expect(page.getByText("Nothing new: everything was here already")).toBeVisible();
    await expect(page.getByRole("link", { name: /^a\.png, 1 annotation/ })).toBeVisible();
  });

  test("whoever has a picture open sees an import's boxes and labels come in, and a label's new name", async ({
    browser,
  }) => {
    const dataset = await newDataset("Open picture");
    await bring(dataset, file("a.png", await plain("png", "#804040")));
    await page.getByRole("link", { name: /^a\.png/ }).click();
    await expect(page.getByText("Objects (0)")).toBeVisible();
    const other = await (
      await browser.newContext({ storageState: await page.context().storageState() })
    ).newPage();
    await other.goto(`/t/${team}/datasets/${dataset}`);
    const boxes = [{ label: "newcomer", x: 4, y: 4, width: 20, height: 20 }];
    const xml = vocXml({ fileName: "a.png", widthPx: 64, heightPx: 48, boxes });
    await expect(other.getByTestId("import-files")).toBeEnabled();
    await other.getByTestId("import-files").setInputFiles([file("a.xml", xml)]);
    await expect(page.getByText("Objects (1)")).toBeVisible();
    await expect(page.getByText("newcomer").first()).toBeVisible();
    const labels = Named.parse(await call(other, "labels.list", { team, dataset }, "query"));
    await call(other, "labels.change", { team, label: labels[0]?.id, name: "old friend" }, "mutation");
    await expect(page.getByText("old friend").first()).toBeVisible();
    await other.context().close();
  });

  test("an upload that breaks goes on where it was, and empty files are told", async () => {
    const dataset = await newDataset("Broken line");
    const big = await zipOf([
      { name: "a.png", bytes: await plain("png", "#223344") },
      { name: "b.bin", bytes: randomBytes(9 * 1024 ** 2) },
    ]);
    const offsets: number[] = [];
    await page.route(/\/api\/uploads\/[^/?]+\?offset=/, async (route) => {
      const offset = Number(new URL(route.request().url()).searchParams.get("offset"));
      offsets.push(offset);
      if (offsets.length === 2) return route.abort("connectionreset");
      return route.continue();
    });
    await bring(dataset, file("big.zip", big), file("nothing.png", ""));
    await expect(page.getByText("1 empty file was left out")).toBeVisible();
    await expect(page.getByText("Import finished")).toBeVisible({ timeout: 60_000 });
    await page.unroute(/\/api\/uploads/);
    const part = 4 * 1024 ** 2;
    expect(offsets).toEqual([0, part, part, 2 * part]);
    await expect(page.getByRole("link", { name: /^a\.png/ })).toBeVisible();
  });

  test("deleting the dataset ends its import with that reason", async () => {
    const dataset = await newDataset("Short life");
    const members = Array.from({ length: 240 }, async (_, index) => ({
      name: `${index}.png`,
      bytes: await plain("png", { r: index, g: (index * 7) % 256, b: 90 }),
    }));
    await bring(dataset, file("many.zip", await zipOf(await Promise.all(members))));
    const running = async () =>
      Jobs.parse(await call(page, "jobs.list", { team, dataset }, "query")).find(({ done }) => done > 0);
    await expect.poll(running, { intervals: [100] }).toBeDefined();
    const job = (await running())?.id;
    await call(page, "datasets.delete", { team, dataset }, "mutation");
    await expect
      .poll(async () => {
        const ended = Ended.parse(await call(page, "jobs.get", { team, job }, "query"));
        return [ended.status, ended.failure?.reason];
      })
      .toEqual(["failed", "import.datasetDeleted"]);
    await page.goto(`/t/${team}/datasets`);
    await expect(page.getByText("Short life")).toHaveCount(0);
  });

  test("the command line says the same, with exit code 1, and leaves no empty dataset behind", async ({
    baseURL,
  }) => {
    const made = await call(
      page,
      "tokens.create",
      { name: "bad input", scopes: ["read", "write"], boundTo: null, days: 1 },
      "mutation",
    );
    const folder = await mkdtemp(path.join(tmpdir(), "atelier-bad-"));
    const env = {
      ...process.env,
      XDG_CONFIG_HOME: folder,
      ATELIER_URL: baseURL,
      ATELIER_TOKEN: Token.parse(made).secret,
    };
    async function bringIn(name: string, bytes: Buffer | string, dataset: string) {
      const from = path.join(folder, name);
      await writeFile(from, bytes);
      const args = ["--no-install", "atelier", "datasets", "import", from, "--team", team, "--name", dataset];
      return promisify(execFile)("npx", args, { env }).then(
        ({ stdout }) => ({ code: 0, said: stdout }),
        (error) => ({ code: Number(error.code), said: String(error.stderr) }),
      );
    }
    const bomb = await zipOf([{ name: "bomb.png", bytes: Buffer.alloc(32 * 1024 ** 2) }]);
    const refused = await bringIn("bomb.zip", bomb, "never");
    expect(refused.code).toBe(1);
    expect(refused.said).toContain("as zip bombs do. Nothing was imported");
    expect((await bringIn("text.jpg", "words", "told")).said).toContain(
      "text.jpg: not a picture, whatever its name says",
    );
    const datasets = Named.parse(await call(page, "datasets.list", { team }, "query"));
    expect(datasets.map(({ name }) => name)).not.toContain("never");
  });
});

function file(name: string, content: Buffer | string): Upload {
  return { name, mimeType: "application/octet-stream", buffer: Buffer.from(content) };
}

type Colour = string | { r: number; g: number; b: number };

function plain(format: "png" | "jpeg", background: Colour): Promise<Buffer> {
  return sharp({ create: { width: 64, height: 48, channels: 3, background } })
    .toFormat(format)
    .toBuffer();
}

function noisyJpeg(): Promise<Buffer> {
  const noise = { type: "gaussian", mean: 128, sigma: 60 } as const;
  return sharp({ create: { width: 256, height: 256, channels: 3, background: "#000", noise } })
    .jpeg()
    .toBuffer();
}

function randomBytes(bytes: number): Buffer {
  return Buffer.from(Uint8Array.from({ length: bytes }, () => Math.floor(Math.random() * 256)));
}

/** A picture with a red corner at its upper left, stored as a camera held in this orientation would store it. */
async function storedFor(orientation: number): Promise<Buffer> {
  const corner = await sharp({ create: { width: 20, height: 12, channels: 3, background: "#ff0000" } })
    .png()
    .toBuffer();
  // Each its own: turned upright, equal ones would be one picture.
  const background = { r: 0, g: orientation * 12, b: 64 };
  const upright = await sharp({ create: { width: 64, height: 32, channels: 3, background } })
    .composite([{ input: corner, left: 0, top: 0 }])
    .png()
    .toBuffer();
  return undo(upright, orientation).then((stored) =>
    sharp(stored).jpeg({ quality: 100, chromaSubsampling: "4:4:4" }).withMetadata({ orientation }).toBuffer(),
  );
}

/** The inverse of what each EXIF orientation asks a viewer to do. */
async function undo(upright: Buffer, orientation: number): Promise<Buffer> {
  const steps: Record<number, ((image: Sharp) => Sharp)[]> = {
    2: [(image) => image.flop()],
    3: [(image) => image.rotate(180)],
    4: [(image) => image.flip()],
    5: [(image) => image.rotate(90), (image) => image.flop()],
    6: [(image) => image.rotate(270)],
    7: [(image) => image.rotate(270), (image) => image.flop()],
    8: [(image) => image.rotate(90)],
  };
  let bytes = upright;
  for (const step of steps[orientation] ?? []) bytes = await step(sharp(bytes)).png().toBuffer();
  return bytes;
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
