import { useTranslations } from "next-intl";
import { CopyField } from "@/app/_ui/copy-field";

/** The two commands that open a workshop of one's own. */
export function RunYourOwn() {
  const t = useTranslations("landing.run");
  return (
    <section
      aria-labelledby="run-your-own"
      className="grid gap-x-16 gap-y-6 border-t border-line px-4 py-14 sm:px-8 lg:grid-cols-2 lg:py-24"
    >
      <div className="max-w-xl">
        <h2 id="run-your-own" className="display text-3xl">
          {t("title")}
        </h2>
        <p className="mt-3 text-md text-ink-soft">{t("body")}</p>
      </div>
      <ol className="flex flex-col gap-3 self-end">
        <li>
          <CopyField label={t("install")} value="cd atelier" prompt="$" />
        </li>
        <li>
          <CopyField label={t("start")} value="npm start" prompt="$" />
        </li>
      </ol>
    </section>
  );
}
