import { useTranslations } from "next-intl";
import { recipeNameSchema } from "@/lib/protocol/run-spec";

/** A recipe in the reader's words; for a score run, that it scores. */
export function RecipeName({ recipe, kind }: { recipe: string; kind: "train" | "score" }) {
  const t = useTranslations("runs");
  const known = recipeNameSchema.safeParse(recipe).data;
  const name = known ? t(`recipe.${known}.name`) : recipe;
  return kind === "score" ? t("scoreOf", { recipe: name }) : name;
}
