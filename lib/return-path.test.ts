import { describe, expect, it } from "vitest";
import { safeReturnPath } from "./return-path";

describe("the page after signing in", () => {
  it.each(["/t/mina/datasets?view=grid#image-3", "/account", "/t/%EB%AF%B8"])("may be %s", (path) => {
    expect(safeReturnPath(path, "/")).toBe(path);
  });

  it.each([
    "//evil.example",
    "/\\evil.example",
    "/\t/evil.example",
    "https://evil.example/",
    "javascript:alert(1)",
    "",
    "t/mina",
    null,
    undefined,
  ])("is never %j", (path) => {
    expect(safeReturnPath(path, "/start")).toBe("/start");
  });
});
