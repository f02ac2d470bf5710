import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { caller } from "@/app/_trpc/server";
import { SettingsSection } from "@/app/_ui/settings-section";
import { PersonalTokens } from "./personal-tokens";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("account.nav"))("tokens") };
}

export default async function TokensPage() {
  const t = await getTranslations("account.tokens");
  const api = await caller();
  const [tokens, { teams }] = await Promise.all([api.tokens.mine(), api.identity.me()]);
  return (
    <SettingsSection title={t("title")} lead={t("lead")}>
      <PersonalTokens initial={tokens} teams={teams.map(({ slug, name }) => ({ slug, name }))} />
    </SettingsSection>
  );
}
