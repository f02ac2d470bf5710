"use client";

import { Command } from "cmdk";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { KeyHint } from "@/app/_ui/key-hint";
import type { Me, ShellTeam } from "./me";
import { type PaletteAction, useRegisteredActions } from "./palette-registry";
import { useShellActions } from "./use-shell-actions";

/** Input and list of the palette: the page's own actions first, then those of the shell. */
export function PaletteBody({ me, team, onDone }: { me: Me; team: ShellTeam | null; onDone: () => void }) {
  const t = useTranslations("shell");
  const [typed, setTyped] = useState("");
  const actions = [...useRegisteredActions(), ...useShellActions(me, team)];
  const groups = [...new Set(actions.map((action) => action.group))];
  function run(action: PaletteAction) {
    onDone();
    action.run();
  }
  return (
    <Command loop label={t("palette.open")}>
      <Command.Input
        autoFocus
        // Hangul arrives decomposed from some systems; the list is composed.
        value={typed}
        onValueChange={(value) => setTyped(value.normalize("NFC"))}
        placeholder={t("palette.placeholder")}
        className="h-12 w-full border-b border-line bg-transparent px-4 text-md outline-none placeholder:text-ink-faint"
      />
      <Command.List className="max-h-[min(26rem,60dvh)] overflow-y-auto overscroll-contain p-1.5">
        <Command.Empty className="px-3 py-6 text-sm text-ink-soft">
          {t("palette.nothing", { typed })}
        </Command.Empty>
        {groups.map((group) => (
          <Command.Group
            key={group}
            heading={group}
            className="[&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:py-1.5 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:text-ink-faint"
          >
            {actions
              .filter((action) => action.group === group)
              .map((action) => (
                <Entry key={action.id} action={action} onRun={() => run(action)} />
              ))}
          </Command.Group>
        ))}
      </Command.List>
    </Command>
  );
}

function Entry({ action, onRun }: { action: PaletteAction; onRun: () => void }) {
  const Icon = action.icon;
  return (
    <Command.Item
      value={action.id}
      keywords={[action.label, ...(action.keywords ?? [])]}
      onSelect={onRun}
      className="flex min-h-9 cursor-default items-center gap-2.5 rounded-sm px-2.5 text-sm select-none aria-selected:bg-hover"
    >
      {Icon ? (
        <Icon aria-hidden="true" className="size-4 shrink-0 text-ink-faint" />
      ) : (
        <span className="size-4" />
      )}
      <span className="grow truncate">{action.label}</span>
      {action.shortcut && <KeyHint keys={action.shortcut} />}
    </Command.Item>
  );
}
