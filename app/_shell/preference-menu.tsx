"use client";

import { useTranslations } from "next-intl";
import type { ReactElement } from "react";
import { LOCALE_NAMES, LOCALES } from "@/app/_i18n/locale";
import { Menu, MenuChoice } from "@/app/_ui/menu";
import { useLocaleChoice } from "./use-locale-choice";
import { THEME_ICONS, THEMES, useThemeChoice } from "./use-theme-choice";

/** A menu of one preference for a visitor; it begins open, as it is loaded by the press that asks for it. */
export function PreferenceMenu({ about, trigger }: { about: "language" | "theme"; trigger: ReactElement }) {
  return (
    <Menu align="end" side="top" trigger={trigger} defaultOpen>
      {about === "theme" ? <ThemeMenuChoice /> : <LocaleMenuChoice isSignedIn={false} />}
    </Menu>
  );
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
