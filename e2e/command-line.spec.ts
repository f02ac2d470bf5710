import { execFile } from "node:child_process";
import { mkdtemp, readFile, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { expect, test } from "@playwright/test";
import { anyPictures } from "./picture-sets";

const data = process.env.E2E_DATA ?? ".atelier-e2e";

test.describe.configure({ mode: "serial" });

test.describe("the chain through npx atelier, with the token of npm start", () => {
  let env: NodeJS.ProcessEnv;
  let out: string;
  const dataset = `cli-pictures-${Date.now() % 100_000}`;

  test.beforeAll(async ({ baseURL }) => {
    out = await mkdtemp(path.join(tmpdir(), "atelier-cli-"));
    const token = await readFile(path.join(data, "demo-token"), "utf8");
    env = { ...process.env, XDG_CONFIG_HOME: out, ATELIER_URL: baseURL, ATELIER_TOKEN: token };
  });

  async function atelier(...args: string[]) {
    const run = promisify(execFile)("npx", ["--no-install", "atelier", ...args, "--json"], {
      env,
      maxBuffer: 64 * 1024 ** 2,
    });
    const { stdout, code } = await run.then(
      ({ stdout }) => ({ stdout, code: 0 }),
      (error) => ({ stdout: String(error.stdout), code: Number(error.code) }),
    );
    return { code, result: JSON.parse(stdout) };
  }

  test("lists the demo team with its content", async () => {
    expect((await atelier("teams", "list")).result.teams).toMatchObject([
      { slug: "atelier-demo", role: "owner" },
    ]);
    const { result } = await atelier("datasets", "list");
    expect(result.datasets.length).toBeGreaterThanOrEqual(2);
    expect((await atelier("models", "list")).result.models.length).toBeGreaterThanOrEqual(2);
    expect((await atelier("boards", "list")).result.boards.length).toBeGreaterThanOrEqual(2);
  });

  test("imports, twice without doubling, exports and freezes", async () => {
    test.setTimeout(300_000);
    const { file: zip, pictures } = await anyPictures.zip(24);
    const first = await atelier("datasets", "import", zip, "--team", "atelier-demo", "--name", dataset);
    expect(first).toMatchObject({
      code: 0,
      result: { status: "succeeded", report: { images: { read: 24, added: pictures, skipped: 0 } } },
    });
    const again = await atelier("datasets", "import", zip, "--team", "atelier-demo", "--name", dataset);
    expect(again.result.report).toMatchObject({ images: { added: 0, known: 24 }, annotations: { added: 0 } });
    for (const format of ["coco", "voc"]) {
      const file = path.join(out, `${format}.zip`);
      expect((await atelier("datasets", "export", dataset, "--format", format, "--out", file)).code).toBe(0);
      expect((await stat(file)).size).toBeGreaterThan(100_000);
    }
    const frozen = await atelier("datasets", "freeze", dataset, "--split", "0.6,0.2,0.2");
    expect(frozen.result).toMatchObject({ version: 1, isNew: true, counts: { images: pictures } });
    expect((await atelier("datasets", "freeze", dataset, "--split", "0.6,0.2,0.2")).result).toMatchObject({
      version: 1,
      isNew: false,
    });
  });

  test("trains, watches, pulls the model and reads the board", async () => {
    test.setTimeout(15 * 60_000);
    const started = await atelier(
      "runs",
      "start",
      "--recipe",
      "detect",
      "--dataset",
      dataset,
      "--set",
      "epochs=1",
      "--set",
      "shortestSide=128",
      "--set",
      "longestSide=192",
    );
    expect(started.code).toBe(0);
    const { number } = started.result.run;
    const watched = await atelier("runs", "watch", String(number));
    expect(watched).toMatchObject({ code: 0, result: { run: { status: "succeeded" } } });
    const pulled = await atelier(
      "models",
      "pull",
      watched.result.run.model,
      "--out",
      path.join(out, "model"),
    );
    expect(pulled.result.files.map((file: { name: string }) => file.name)).toContain("manifest.json");
    await expect
      .poll(
        async () => {
          const { result } = await atelier("boards", "list");
          return (
            result.boards.find((board: { name: string; models: number }) => board.name.includes(dataset))
              ?.models ?? 0
          );
        },
        { timeout: 300_000, intervals: [4000] },
      )
      .toBe(1);
  });

  test("refuses with 1 and the reason, and misuse with 2", async () => {
    expect(await atelier("datasets", "freeze", "no-such-dataset")).toMatchObject({
      code: 1,
      result: { error: { reason: "dataset.notFound" } },
    });
    expect(
      await atelier("runs", "start", "--recipe", "detect", "--dataset", dataset, "--set", "epoch=3"),
    ).toMatchObject({ code: 1, result: { error: { reason: "run.unknownSetting" } } });
    expect((await atelier("runs", "start", "--recipe", "paint", "--dataset", dataset)).code).toBe(2);
    expect((await atelier("datasets", "import", "/no/such.zip", "--name", "x")).code).toBe(2);
    env = { ...env, ATELIER_TOKEN: "atl_pat_forged" };
    expect(await atelier("teams", "list")).toMatchObject({
      code: 1,
      result: { error: { reason: "token.invalid" } },
    });
  });
});
