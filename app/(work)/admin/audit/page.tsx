import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { adminCaller } from "../_parts/admin-page";
import { ServerAudit } from "./server-audit";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("admin.nav"))("audit") };
}

export default async function AdminAuditPage() {
  await adminCaller();
  const t = await getTranslations("admin.audit");
  return (
    <section>
      <h2 className="text-md font-semibold">{t("title")}</h2>
      <p className="mt-1 max-w-prose text-sm text-ink-soft">{t("lead")}</p>
      <ServerAudit />
    </section>
  );
}
