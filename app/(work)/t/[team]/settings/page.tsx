import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { pageData } from "@/app/_trpc/page-data";
import { caller } from "@/app/_trpc/server";
import { SettingsSection } from "@/app/_ui/settings-section";
import { DeleteTeam } from "./_parts/delete-team";
import { HandOver } from "./_parts/hand-over";
import { LeaveTeam } from "./_parts/leave-team";
import { TeamNameForm } from "./_parts/team-name-form";
import { VisibilityChoice } from "./_parts/visibility-choice";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("team.settings.nav"))("general") };
}

export default async function TeamSettingsPage({ params }: { params: Promise<{ team: string }> }) {
  const { team: slug } = await params;
  const t = await getTranslations("team.settings.general");
  const api = await caller();
  const team = await pageData(api.teams.describe({ team: slug }));
  const members = await pageData(api.teams.members({ team: slug }));
  const isOwner = team.role === "owner";
  return (
    <>
      <SettingsSection title={t("name")} lead={t("nameLead", { slug })}>
        <TeamNameForm slug={slug} name={team.name} canEdit={isOwner} />
      </SettingsSection>
      <SettingsSection title={t("visibility")} lead={t("visibilityLead")}>
        <VisibilityChoice slug={slug} isPublic={team.isPublic} canEdit={isOwner} />
      </SettingsSection>
      {isOwner && (
        <SettingsSection title={t("handOver")} lead={t("handOverLead")}>
          <HandOver slug={slug} members={members.filter((member) => !member.isMe)} />
        </SettingsSection>
      )}
      <SettingsSection title={t("leave")} lead={t("leaveLead")}>
        <LeaveTeam slug={slug} name={team.name} />
      </SettingsSection>
      {isOwner && (
        <SettingsSection title={t("delete")} lead={t("deleteLead")}>
          <DeleteTeam slug={slug} name={team.name} />
        </SettingsSection>
      )}
    </>
  );
}
