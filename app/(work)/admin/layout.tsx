import { notFound, redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { caller } from "@/app/_trpc/server";
import { PageHeader } from "@/app/_ui/page-header";
import { SectionNav } from "@/app/_ui/section-nav";

/** Only dresses the pages: each procedure behind them asks for an administrator itself. */
export default async function AdminLayout({ children }: { children: ReactNode }) {
  const t = await getTranslations("admin");
  const api = await caller();
  const { user } = await api.identity.me();
  if (!user) redirect("/sign-in?next=%2Fadmin");
  if (!user.isAdmin) notFound();
  const items = [
    { href: "/admin", label: t("nav.health") },
    { href: "/admin/users", label: t("nav.users") },
    { href: "/admin/teams", label: t("nav.teams") },
    { href: "/admin/workers", label: t("nav.workers") },
    { href: "/admin/audit", label: t("nav.audit") },
  ];
  return (
    <>
      <PageHeader title={t("title")} />
      <SectionNav label={t("nav.label")} items={items} />
      {children}
    </>
  );
}
