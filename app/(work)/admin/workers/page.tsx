import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { SettingsSection } from "@/app/_ui/settings-section";
import { adminCaller } from "../_parts/admin-page";
import { ServerWorkerTokens } from "./server-worker-tokens";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("admin.nav"))("workers") };
}

export default async function AdminWorkersPage() {
  const t = await getTranslations("admin.workers");
  const api = await adminCaller();
  return (
    <SettingsSection title={t("title")} lead={t("lead")}>
      <ServerWorkerTokens initial={await api.tokens.ofServer()} />
    </SettingsSection>
  );
}
