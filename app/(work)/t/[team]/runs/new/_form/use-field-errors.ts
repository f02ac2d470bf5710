"use client";

import { useTranslations } from "next-intl";
import type { RecipeConfig } from "@/lib/protocol/run";
import { type RecipeName, recipeConfigSchemas } from "@/lib/protocol/run-spec";

/** What is wrong with each setting, by name, in the reader's words; the schema decides. */
export function useFieldErrors(recipe: RecipeName, config: RecipeConfig): Record<string, string> {
  const t = useTranslations("runs");
  const { error } = recipeConfigSchemas[recipe].safeParse(config);
  const entries = (error?.issues ?? []).map((issue) => {
    const field = String(issue.path[0] ?? "");
    if (issue.code === "too_small") return [field, t("form.tooSmall", { min: Number(issue.minimum) })];
    if (issue.code === "too_big") return [field, t("form.tooBig", { max: Number(issue.maximum) })];
    return [field, t("form.notANumber")];
  });
  return Object.fromEntries(entries);
}
