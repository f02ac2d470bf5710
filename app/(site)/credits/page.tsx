import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("landing.credits");
  return { title: t("title") };
}

export default async function CreditsPage() {
  const t = await getTranslations("landing.credits");
  return (
    <article className="mx-auto w-full max-w-3xl px-4 py-12 sm:px-8 sm:py-20">
      <h1 className="display text-3xl sm:text-4xl">{t("title")}</h1>
      <p className="mt-3 text-md text-ink-soft">{t("intro")}</p>
      <Section title={t("pictures")}>
        <li>{t.rich("starryNight", { i: (words) => <i>{words}</i> })}</li>
        <li>{t("made")}</li>
        <li>{t("openmoji")}</li>
      </Section>
      <Section title={t("type")}>
        <li>{t("newsreader")}</li>
        <li>{t("instrument")}</li>
        <li>{t("pretendard")}</li>
        <li>{t("nanum")}</li>
      </Section>
      <Section title={t("colour")}>
        <li>{t("hues")}</li>
      </Section>
    </article>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="mt-10 grid gap-x-8 gap-y-3 border-t border-line pt-4 sm:grid-cols-[9rem_1fr]">
      <h2 className="display text-lg">{title}</h2>
      <ul className="flex max-w-prose flex-col gap-3 text-base text-ink">{children}</ul>
    </section>
  );
}
