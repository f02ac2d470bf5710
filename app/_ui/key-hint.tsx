"use client";

import { useSyncExternalStore } from "react";
import { classNames } from "./class-names";

/** Keys as caps: `<KeyHint keys="Mod+Shift+Z" />`. `Mod` is ⌘ on Apple's machines and Ctrl elsewhere. */
export function KeyHint({ keys, inverse = false }: { keys: string; inverse?: boolean }) {
  const apple = useSyncExternalStore(subscribeToNothing, isApple, () => false);
  return (
    <kbd className="inline-flex gap-0.5 font-sans">
      {keys.split("+").map((key) => (
        <kbd
          key={key}
          className={classNames(
            "inline-flex h-4.5 min-w-4.5 items-center justify-center rounded-sm border px-1 font-sans text-[0.6875rem] leading-none",
            inverse ? "border-ground/35 text-ground" : "border-line bg-sunk text-ink-soft",
          )}
        >
          {nameOf(key, apple)}
        </kbd>
      ))}
    </kbd>
  );
}

const APPLE: Record<string, string> = { Mod: "⌘", Shift: "⇧", Alt: "⌥", Enter: "↵", Backspace: "⌫" };
const OTHER: Record<string, string> = { Mod: "Ctrl", Enter: "↵" };

function nameOf(key: string, apple: boolean): string {
  return (apple ? APPLE : OTHER)[key] ?? key;
}

function isApple(): boolean {
  return /Mac|iPhone|iPad/.test(navigator.platform);
}

function subscribeToNothing() {
  return () => undefined;
}
