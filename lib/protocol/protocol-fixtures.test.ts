import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { frozenDatasetSchema } from "./frozen-dataset";
import { modelManifestSchema } from "./model-manifest";
import { recipeConfigSchemas, runSpecSchema } from "./run-spec";
import { predictionsSchema, scoreReportSchema } from "./score-report";
import { trainerEventSchema } from "./trainer-event";

/** The same files are read by `workers/trainer/tests/test_contract.py`. */
function readFixture(name: string): unknown {
  return JSON.parse(readFileSync(new URL(`./fixtures/${name}.json`, import.meta.url), "utf8"));
}

const casesSchema = z.strictObject({
  valid: z.array(z.strictObject({ name: z.string(), value: z.unknown() })).min(1),
  invalid: z.array(z.strictObject({ name: z.string(), value: z.unknown() })).min(1),
});

const contracts = [
  ["frozen-dataset", frozenDatasetSchema],
  ["run-spec", runSpecSchema],
  ["trainer-event", trainerEventSchema],
  ["model-manifest", modelManifestSchema],
  ["score-report", scoreReportSchema],
  ["predictions", predictionsSchema],
] as const;

describe.each(contracts)("%s", (name, schema) => {
  const cases = casesSchema.parse(readFixture(name));

  test.each(cases.valid)("accepts $name", ({ value }) => {
    expect(schema.safeParse(value).error).toBeUndefined();
  });

  test.each(cases.invalid)("refuses $name", ({ value }) => {
    expect(schema.safeParse(value).success).toBe(false);
  });
});

test("recipe defaults are those the trainer uses", () => {
  const defaults = z.record(z.string(), z.unknown()).parse(readFixture("recipe-defaults"));
  for (const [recipe, schema] of Object.entries(recipeConfigSchemas)) {
    expect(schema.parse({})).toEqual(defaults[recipe]);
  }
});
