"use client";

import { Monitor, Moon, Sun } from "lucide-react";
import { useTheme } from "next-themes";
import { useSyncExternalStore } from "react";

export const THEMES = ["light", "dark", "system"] as const;
export type Theme = (typeof THEMES)[number];

export const THEME_ICONS = { light: Sun, dark: Moon, system: Monitor } as const;

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
