"use client";

import { useTranslations } from "next-intl";
import { Dialog } from "@/app/_ui/dialog";
import { KeyHint } from "@/app/_ui/key-hint";
import { useEditor, useEditorState } from "../_editor/use-editor";

const GROUPS = {
  tools: { select: ["V"], box: ["N", "R"], pan: ["H", "Space"], addInView: ["Enter"], escape: ["Esc"] },
  edit: {
    label: ["1–9"],
    palette: ["L"],
    delete: ["Delete"],
    undo: ["Mod+Z"],
    redo: ["Mod+Shift+Z", "Mod+Y"],
    copy: ["Mod+C"],
    paste: ["Mod+V"],
    duplicate: ["Mod+D"],
    nudge: ["←↑→↓"],
    nudgeFar: ["Shift+←↑→↓"],
    grow: ["Mod+←↑→↓"],
  },
  select: {
    walk: ["Tab"],
    walkBack: ["Shift+Tab"],
    add: ["Shift+Click"],
    all: ["Mod+A"],
    hide: ["X"],
    lock: ["K"],
  },
  view: {
    zoom: ["＋", "−"],
    fit: ["0", "Shift+1"],
    actual: ["Shift+0"],
    selection: ["Shift+2"],
    bare: ["B"],
    names: ["T"],
    guides: ["G"],
    previous: ["D", "←"],
    next: ["F", "→"],
    nextOpen: ["Shift+F"],
  },
} as const;

/** Every key of the editor. */
export function HelpSheet() {
  const t = useTranslations("annotate");
  const editor = useEditor();
  const isOpen = useEditorState((state) => state.open === "help");
  return (
    <Dialog
      open={isOpen}
      onOpenChange={(next) => !next && editor.close()}
      size="large"
      title={t("help.title")}
    >
      <div className="gap-8 sm:columns-2">
        <Group title={t("help.tools")} rows={rowsOf(GROUPS.tools, (key) => t(`help.keys.${key}`))} />
        <Group title={t("help.edit")} rows={rowsOf(GROUPS.edit, (key) => t(`help.keys.${key}`))} />
        <Group title={t("help.select")} rows={rowsOf(GROUPS.select, (key) => t(`help.keys.${key}`))} />
        <Group title={t("help.view")} rows={rowsOf(GROUPS.view, (key) => t(`help.keys.${key}`))} />
      </div>
      <p className="mt-3 text-ink-soft">{t("help.touch")}</p>
    </Dialog>
  );
}

type Row = { name: string; keys: readonly string[] };

function rowsOf<Key extends string>(
  group: Record<Key, readonly string[]>,
  name: (key: Key) => string,
): Row[] {
  const rows: Row[] = [];
  for (const key in group) rows.push({ name: name(key), keys: group[key] });
  return rows;
}

function Group({ title, rows }: { title: string; rows: Row[] }) {
  return (
    <section className="mb-4 break-inside-avoid">
      <h3 className="mb-1 text-xs font-semibold text-ink-soft">{title}</h3>
      <dl className="divide-y divide-line">
        {rows.map(({ name, keys }) => (
          <div key={name} className="flex items-center justify-between gap-4 py-1">
            <dt>{name}</dt>
            <dd className="flex gap-2">
              {keys.map((key) => (
                <KeyHint key={key} keys={key} />
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
