"use client";

import { Check, ChevronsUpDown, Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { Avatar } from "@/app/_ui/avatar";
import { Menu, MenuGroup, MenuLink, MenuSeparator } from "@/app/_ui/menu";
import { Mark } from "./brand";
import type { Me, ShellTeam } from "./me";

/** The current team and the way to the others. */
export function TeamSwitcher({ me, team }: { me: Me; team: ShellTeam | null }) {
  const t = useTranslations("shell");
  return (
    <Menu
      trigger={
        <button
          type="button"
          className="flex h-10 max-w-full min-w-0 md:w-full items-center gap-2.5 rounded-md px-2 text-left hover:bg-hover data-popup-open:bg-hover md:max-lg:justify-center md:max-lg:px-0"
        >
          <span className="sr-only">{t("switchTeam", { team: team?.name ?? t("noTeam") })}</span>
          {team ? <Avatar name={team.name} square /> : <Mark className="size-6 shrink-0" />}
          <span
            aria-hidden="true"
            className="min-w-0 truncate text-sm font-semibold md:grow md:max-lg:hidden"
          >
            {team?.name ?? t("noTeam")}
          </span>
          <ChevronsUpDown aria-hidden="true" className="size-3.5 shrink-0 text-ink-faint md:max-lg:hidden" />
        </button>
      }
    >
      {me.teams.length > 0 && (
        <MenuGroup label={t("yourTeams")}>
          {me.teams.map((mine) => (
            <MenuLink
              key={mine.id}
              href={`/t/${mine.slug}`}
              icon={<Avatar name={mine.name} square className="size-5" />}
            >
              <span className="flex items-center justify-between gap-3">
                <span className="truncate">{mine.name}</span>
                {mine.slug === team?.slug && <Check aria-hidden="true" className="size-4 text-pigment" />}
              </span>
            </MenuLink>
          ))}
        </MenuGroup>
      )}
      {me.teams.length > 0 && <MenuSeparator />}
      <MenuLink
        href={me.user ? "/teams/new" : "/sign-up"}
        icon={<Plus aria-hidden="true" className="text-ink-faint" />}
      >
        {t("newTeam")}
      </MenuLink>
    </Menu>
  );
}
