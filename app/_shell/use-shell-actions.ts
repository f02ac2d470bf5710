"use client";

import { Languages, Moon, Palette as PaletteIcon, Plus, Sun, UserRound, Users } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { LOCALE_NAMES, LOCALES } from "@/app/_i18n/locale";
import { teamDestinations } from "./destinations";
import type { Me, ShellTeam } from "./me";
import type { PaletteAction } from "./palette-registry";
import { useLocaleChoice } from "./use-locale-choice";
import { useThemeChoice } from "./use-theme-choice";

/** What the palette offers on every page: places, teams, making a dataset, theme and language. */
export function useShellActions(me: Me, team: ShellTeam | null): PaletteAction[] {
  const places = usePlaceActions(me, team);
  const preferences = usePreferenceActions(me.user !== null);
  return [...places, ...preferences];
}

function usePlaceActions(me: Me, team: ShellTeam | null): PaletteAction[] {
  const t = useTranslations("shell");
  const router = useRouter();
  const group = t("palette.places");
  const inTeam = team ? teamDestinations(team.slug, { isMember: team.role !== null }) : [];
  const canMake = team !== null && (team.role === "owner" || team.role === "maintainer");
  const others = me.teams.filter((mine) => mine.slug !== team?.slug);
  return [
    ...inTeam.map((place) => ({
      id: `go-${place.key}`,
      label: t(`nav.${place.key}`),
      group,
      icon: place.icon,
      keywords: [place.key],
      run: () => router.push(place.href),
    })),
    {
      id: "go-quiz",
      label: t("nav.quiz"),
      group,
      icon: PaletteIcon,
      keywords: ["quiz", "play"],
      run: () => router.push("/quiz"),
    },
    ...(me.user
      ? [
          {
            id: "go-account",
            label: t("accountSettings"),
            group,
            icon: UserRound,
            keywords: ["account"],
            run: () => router.push("/account"),
          },
        ]
      : []),
    ...(canMake
      ? [
          {
            id: "new-dataset",
            label: t("palette.newDataset"),
            group: t("palette.make"),
            icon: Plus,
            keywords: ["new", "dataset", "import"],
            run: () => router.push(`/t/${team.slug}/datasets?new=1`),
          },
        ]
      : []),
    ...others.map((mine) => ({
      id: `team-${mine.slug}`,
      label: mine.name,
      group: t("yourTeams"),
      icon: Users,
      keywords: [mine.slug],
      run: () => router.push(`/t/${mine.slug}`),
    })),
  ];
}

function usePreferenceActions(isSignedIn: boolean): PaletteAction[] {
  const t = useTranslations("shell");
  const theme = useThemeChoice();
  const locale = useLocaleChoice({ isSignedIn });
  const group = t("palette.preferences");
  const themes = (["light", "dark", "system"] as const).map((value) => ({
    id: `theme-${value}`,
    label: t("palette.setTheme", { theme: t(`theme.${value}`) }),
    group,
    icon: value === "dark" ? Moon : Sun,
    keywords: ["theme", value],
    run: () => theme.choose(value),
  }));
  const locales = LOCALES.filter((value) => value !== locale.locale).map((value) => ({
    id: `language-${value}`,
    label: LOCALE_NAMES[value],
    group,
    icon: Languages,
    keywords: ["language", "언어", value],
    run: () => locale.choose(value),
  }));
  return [...themes, ...locales];
}
