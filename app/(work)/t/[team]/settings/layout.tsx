import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { pageData } from "@/app/_trpc/page-data";
import { caller } from "@/app/_trpc/server";
import { PageHeader } from "@/app/_ui/page-header";
import { SectionNav } from "@/app/_ui/section-nav";
import { roleAllows } from "@/lib/team-role";

export default async function SettingsLayout(props: {
  children: ReactNode;
  params: Promise<{ team: string }>;
}) {
  const { team: slug } = await props.params;
  const t = await getTranslations("team.settings");
  const api = await caller();
  const team = await pageData(api.teams.describe({ team: slug }));
  if (!team.isMember) redirect(`/t/${slug}`);
  const base = `/t/${slug}/settings`;
  const stewardPages = [
    { href: `${base}/workers`, label: t("nav.workers") },
    { href: `${base}/audit`, label: t("nav.audit") },
  ];
  const items = [
    { href: base, label: t("nav.general") },
    { href: `${base}/members`, label: t("nav.members") },
    ...(roleAllows(team.role, "maintainer") ? stewardPages : []),
  ];
  return (
    <>
      <PageHeader title={t("title")} />
      <SectionNav label={t("nav.label")} items={items} />
      {props.children}
    </>
  );
}
