import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { adminCaller } from "./_parts/admin-page";
import { HealthView } from "./_parts/health-view";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("admin"))("title") };
}

export default async function AdminPage() {
  const api = await adminCaller();
  return <HealthView health={await api.identity.health()} />;
}
