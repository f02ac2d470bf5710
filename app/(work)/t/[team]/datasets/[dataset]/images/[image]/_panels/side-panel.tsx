"use client";

import { PanelBottomClose, PanelBottomOpen } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { TeamRole } from "@/lib/team-role";
import type { EditedLabel, EditorPlace } from "../_editor/editor-place";
import { ImageTags } from "./image-tags";
import { Inspector } from "./inspector";
import { LabelList } from "./label-list";
import { ObjectList } from "./object-list";

/** Labels, tags, objects and the inspector: at the right, or a sheet at the bottom on a phone. */
export function SidePanel({
  place,
  labels,
  role,
}: {
  place: EditorPlace;
  labels: EditedLabel[];
  role: TeamRole | null;
}) {
  const t = useTranslations("annotate");
  const [isOpen, setOpen] = useState(false);
  return (
    <aside
      data-editor-panel
      aria-label={t("panel.label")}
      className="flex shrink-0 flex-col border-line bg-ground max-md:max-h-[55dvh] max-md:border-t md:w-72 md:border-l"
    >
      <button
        type="button"
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
        className="flex h-9 shrink-0 items-center justify-between px-3 text-ink-soft md:hidden"
      >
        {t("panel.label")}
        {isOpen ? (
          <PanelBottomClose aria-hidden="true" className="size-4" />
        ) : (
          <PanelBottomOpen aria-hidden="true" className="size-4" />
        )}
      </button>
      <div
        className={`min-h-0 flex-col max-md:overflow-y-auto md:flex md:grow ${isOpen ? "flex" : "hidden"}`}
      >
        <LabelList place={place} labels={labels} role={role} />
        <ImageTags labels={labels} />
        <ObjectList labels={labels} />
        <Inspector labels={labels} />
      </div>
    </aside>
  );
}
