"use client";

import { Dialog } from "@base-ui/react/dialog";
import { Search } from "lucide-react";
import dynamic from "next/dynamic";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { BACKDROP_STYLE } from "@/app/_ui/dialog";
import { IconButton } from "@/app/_ui/icon-button";
import { KeyHint } from "@/app/_ui/key-hint";
import type { Me, ShellTeam } from "./me";

// Loaded when first opened: most visits never open it.
const PaletteBody = dynamic(() => import("./palette-body").then((module) => module.PaletteBody), {
  ssr: false,
});

/** The command palette and the button that opens it; Ctrl K or ⌘ K anywhere. */
export function Palette({ me, team, compact }: { me: Me; team: ShellTeam | null; compact: boolean }) {
  const t = useTranslations("shell");
  const [open, setOpen] = useState(false);
  useOpenShortcut(!compact, () => setOpen((before) => !before));
  return (
    <>
      {compact ? (
        <IconButton
          label={t("palette.open")}
          icon={<Search aria-hidden="true" />}
          shortcut="Mod+K"
          onClick={() => setOpen(true)}
          tooltipSide="right"
        />
      ) : (
        <button
          type="button"
          onClick={() => setOpen(true)}
          className="flex h-8 w-full items-center gap-2 rounded-md border border-line px-2 text-sm text-ink-faint hover:border-line-strong hover:text-ink-soft"
        >
          <Search aria-hidden="true" className="size-4" />
          <span className="grow text-left">{t("palette.open")}</span>
          <KeyHint keys="Mod+K" />
        </button>
      )}
      <Dialog.Root open={open} onOpenChange={setOpen}>
        <Dialog.Portal>
          <Dialog.Backdrop className={BACKDROP_STYLE} />
          <Dialog.Viewport className="fixed inset-0 z-50 flex items-start justify-center p-3 pt-[12vh]">
            <Dialog.Popup className="floating settle w-full max-w-xl overflow-hidden outline-none">
              <Dialog.Title className="sr-only">{t("palette.open")}</Dialog.Title>
              <PaletteBody me={me} team={team} onDone={() => setOpen(false)} />
            </Dialog.Popup>
          </Dialog.Viewport>
        </Dialog.Portal>
      </Dialog.Root>
    </>
  );
}

// While a Korean syllable is being composed, keys belong to the input method.
function useOpenShortcut(active: boolean, toggle: () => void) {
  useEffect(() => {
    if (!active) return;
    function onKeyDown(event: KeyboardEvent) {
      if (event.isComposing || event.code !== "KeyK" || event.altKey || event.shiftKey) return;
      if (!event.metaKey && !event.ctrlKey) return;
      event.preventDefault();
      toggle();
    }
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  });
}
