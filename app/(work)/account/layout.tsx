import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { caller } from "@/app/_trpc/server";
import { PageHeader } from "@/app/_ui/page-header";
import { SectionNav } from "@/app/_ui/section-nav";

export default async function AccountLayout({ children }: { children: ReactNode }) {
  const t = await getTranslations("account");
  const api = await caller();
  const { user } = await api.identity.me();
  if (!user) redirect("/sign-in?next=%2Faccount");
  const items = [
    { href: "/account", label: t("nav.profile") },
    { href: "/account/sessions", label: t("nav.sessions") },
    { href: "/account/tokens", label: t("nav.tokens") },
  ];
  return (
    <>
      <PageHeader title={t("title")} />
      <SectionNav label={t("nav.label")} items={items} />
      {children}
    </>
  );
}
