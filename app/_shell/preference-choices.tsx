"use client";

import { Languages, Monitor, Moon, Sun } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { useTheme } from "next-themes";
import { useSyncExternalStore } from "react";
import { LOCALE_NAMES, LOCALES } from "@/app/_i18n/locale";
import { Button } from "@/app/_ui/button";
import { Menu, MenuChoice } from "@/app/_ui/menu";
import { useLocaleChoice } from "./use-locale-choice";

export const THEMES = ["light", "dark", "system"] as const;
export type Theme = (typeof THEMES)[number];

const THEME_ICONS = { light: Sun, dark: Moon, system: Monitor } as const;

/** The theme a person chose. Until hydration the server cannot know it, so it reads as "system". */
export function useThemeChoice() {
  const { theme, setTheme } = useTheme();
  const hydrated = useSyncExternalStore(
    () => () => undefined,
    () => true,
    () => false,
  );
  const chosen = THEMES.find((known) => known === theme);
  return {
    theme: hydrated && chosen ? chosen : ("system" as const),
    choose: (next: Theme) => setTheme(next),
  };
}

/** Theme as entries of a menu. */
export function ThemeMenuChoice() {
  const t = useTranslations("shell");
  const { theme, choose } = useThemeChoice();
  const options = THEMES.map((value) => {
    const Icon = THEME_ICONS[value];
    return {
      value,
      label: t(`theme.${value}`),
      icon: <Icon aria-hidden="true" className="text-ink-faint" />,
    };
  });
  return <MenuChoice label={t("theme.label")} options={options} value={theme} onChange={choose} />;
}

/** Language as entries of a menu. */
export function LocaleMenuChoice({ isSignedIn }: { isSignedIn: boolean }) {
  const t = useTranslations("shell");
  const { locale, choose } = useLocaleChoice({ isSignedIn });
  const options = LOCALES.map((value) => ({ value, label: LOCALE_NAMES[value] }));
  return <MenuChoice label={t("language")} options={options} value={locale} onChange={choose} />;
}

/** Theme and language as two small buttons, for public pages. */
export function PreferenceChoices() {
  const t = useTranslations("shell");
  const { theme } = useThemeChoice();
  const locale = useLocale();
  const ThemeIcon = THEME_ICONS[theme];
  return (
    <div className="flex items-center gap-1">
      <Menu
        align="end"
        side="top"
        trigger={
          <Button variant="quiet" icon={<Languages aria-hidden="true" />}>
            <span className="sr-only">{t("language")}: </span>
            {LOCALE_NAMES[locale]}
          </Button>
        }
      >
        <LocaleMenuChoice isSignedIn={false} />
      </Menu>
      <Menu
        align="end"
        side="top"
        trigger={
          <Button variant="quiet" icon={<ThemeIcon aria-hidden="true" />}>
            <span className="sr-only">{t("theme.label")}: </span>
            {t(`theme.${theme}`)}
          </Button>
        }
      >
        <ThemeMenuChoice />
      </Menu>
    </div>
  );
}
