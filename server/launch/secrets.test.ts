import { chmod, mkdtemp, readdir, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadSecrets } from "./secrets";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "atelier-secrets-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe("this installation's secrets", () => {
  it("are made once, whole, and readable by their owner only", async () => {
    const made = await loadSecrets(folder);
    expect(made.nextAuth.length).toBeGreaterThanOrEqual(32);
    expect(await loadSecrets(folder)).toEqual(made);
    expect(await readdir(folder)).toEqual(["secrets.json"]);
    expect((await stat(path.join(folder, "secrets.json"))).mode & 0o777).toBe(0o600);
  });

  it("are closed again when somebody opened them", async () => {
    await chmod(path.join(folder, "secrets.json"), 0o644);
    await loadSecrets(folder);
    expect((await stat(path.join(folder, "secrets.json"))).mode & 0o777).toBe(0o600);
  });
});
