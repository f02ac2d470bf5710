import { describe, expect, it } from "vitest";
import { parseSettings } from "./settings";

describe("--set key=value", () => {
  it("reads numbers, truth values and text, from both ways of writing it", () => {
    const args = [
      "--set",
      "epochs=2",
      "--set=learningRate=6e-4",
      "--set",
      "flip=false",
      "--set",
      "backbone=resnet50_fpn",
      "--json",
    ];
    expect(parseSettings(args)).toEqual({
      epochs: 2,
      learningRate: 6e-4,
      flip: false,
      backbone: "resnet50_fpn",
    });
  });

  it("keeps everything after the first equals sign", () => {
    expect(parseSettings(["--set", "realLabel=진짜=real"])).toEqual({ realLabel: "진짜=real" });
  });

  it.each([["--set"], ["--set", "epochs"], ["--set", "=3"]])("refuses %s %s", (...args) => {
    expect(() => parseSettings(args)).toThrow("key=value");
  });
});
