import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { caller } from "@/app/_trpc/server";
import { SettingsSection } from "@/app/_ui/settings-section";
import { SessionList } from "./session-list";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("account.nav"))("sessions") };
}

export default async function SessionsPage() {
  const t = await getTranslations("account.sessions");
  const api = await caller();
  return (
    <SettingsSection title={t("title")} lead={t("lead")}>
      <SessionList initial={await api.identity.sessions()} />
    </SettingsSection>
  );
}
