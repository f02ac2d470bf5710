import { useTranslations } from "next-intl";
import type { ModelState } from "./use-model-answer";

/** What the model is doing meanwhile; it never tells which it chose. */
export function ModelStatus({ model }: { model: ModelState }) {
  const t = useTranslations("quiz");
  return (
    <p className="min-h-5 text-sm text-ink-faint" aria-live="polite">
      {model.state === "loading" && t("opponent.loading", { share: model.share })}
      {model.state === "looking" && t("opponent.looking")}
      {model.state === "chosen" && t("opponent.chosen")}
      {model.state === "unable" && t("opponent.unable")}
    </p>
  );
}
