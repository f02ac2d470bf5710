import type { Metadata } from "next";
import { getFormatter, getTranslations } from "next-intl/server";
import { Table, Td, Th, Tr } from "@/app/_ui/table";
import { adminCaller } from "../_parts/admin-page";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("admin.teams"))("title") };
}

export default async function AdminTeamsPage() {
  const t = await getTranslations("admin.teams");
  const format = await getFormatter();
  const api = await adminCaller();
  const teams = await api.identity.allTeams();
  if (teams.length === 0) return <p className="text-sm text-ink-soft">{t("none")}</p>;
  return (
    <Table aria-label={t("title")}>
      <thead>
        <Tr>
          <Th>{t("name")}</Th>
          <Th />
          <Th numeric>{t("members")}</Th>
          <Th numeric>{t("made")}</Th>
        </Tr>
      </thead>
      <tbody>
        {teams.map((team) => (
          <Tr key={team.id}>
            <Td>
              <p className="font-medium">{team.name}</p>
              <p className="font-mono text-xs text-ink-faint">/t/{team.slug}</p>
            </Td>
            <Td className="text-ink-soft">{team.isPublic ? t("public") : t("private")}</Td>
            <Td numeric>{format.number(team.members, "count")}</Td>
            <Td numeric className="whitespace-nowrap text-ink-soft">
              {format.dateTime(team.createdAt, "day")}
            </Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}
