"use client";

import { Languages } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { lazy, type ReactNode, Suspense, useState } from "react";
import { LOCALE_NAMES } from "@/app/_i18n/locale";
import { Button } from "@/app/_ui/button";
import { THEME_ICONS, useThemeChoice } from "./use-theme-choice";

// Menus weigh more than the rest of a public page, so they come when somebody reaches for one.
const loadMenu = () => import("./preference-menu");
const PreferenceMenu = lazy(async () => ({ default: (await loadMenu()).PreferenceMenu }));

/** Theme and language as two small buttons, for public pages. */
export function PreferenceChoices() {
  const t = useTranslations("shell");
  const { theme } = useThemeChoice();
  const locale = useLocale();
  const ThemeIcon = THEME_ICONS[theme];
  return (
    <div className="flex items-center gap-1">
      <Preference about="language" icon={<Languages aria-hidden="true" />} label={t("language")}>
        {LOCALE_NAMES[locale]}
      </Preference>
      <Preference about="theme" icon={<ThemeIcon aria-hidden="true" />} label={t("theme.label")}>
        {t(`theme.${theme}`)}
      </Preference>
    </div>
  );
}

type PreferenceProps = { about: "language" | "theme"; icon: ReactNode; label: string; children: ReactNode };

function Preference({ about, icon, label, children }: PreferenceProps) {
  const [isWanted, setWanted] = useState(false);
  const face = {
    variant: "quiet" as const,
    icon,
    "aria-haspopup": "menu" as const,
    children: (
      <>
        <span className="sr-only">{label}: </span>
        {children}
      </>
    ),
  };
  const reach = () => void loadMenu();
  if (!isWanted)
    return <Button {...face} onPointerEnter={reach} onFocus={reach} onClick={() => setWanted(true)} />;
  return (
    <Suspense fallback={<Button {...face} aria-busy />}>
      <PreferenceMenu about={about} trigger={<Button {...face} />} />
    </Suspense>
  );
}
