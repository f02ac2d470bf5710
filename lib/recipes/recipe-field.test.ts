import { expect, test } from "vitest";
import { recipeConfigSchemas, recipeNameSchema } from "../protocol/run-spec";
import { RECIPE_FIELDS } from "./recipe-field";

test.each(recipeNameSchema.options)(
  "the form of %s asks for every setting of its schema, each once",
  (recipe) => {
    const asked = RECIPE_FIELDS[recipe].map((field) => field.name);
    expect([...asked].sort()).toEqual(Object.keys(recipeConfigSchemas[recipe].shape).sort());
  },
);

test.each(recipeNameSchema.options)("every choice that the form of %s offers is valid", (recipe) => {
  for (const field of RECIPE_FIELDS[recipe]) {
    if (field.kind !== "choice") continue;
    for (const option of field.options) {
      expect(recipeConfigSchemas[recipe].safeParse({ [field.name]: option }).success).toBe(true);
    }
  }
});
