"use client";

import {
  Crosshair,
  Eye,
  EyeOff,
  Hand,
  Maximize,
  Minus,
  MousePointer2,
  Plus,
  SquareDashed,
  SquarePlus,
  Tags,
} from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { IconButton } from "@/app/_ui/icon-button";
import type { Tool } from "../_editor/editor-state";
import { useEditor, useEditorState } from "../_editor/use-editor";
import { ViewFilter } from "./view-filter";

/** Tools and view, beside the picture; under it on a phone. */
export function ToolRail() {
  const t = useTranslations("annotate");
  const editor = useEditor();
  return (
    <div
      role="toolbar"
      aria-label={t("tools.label")}
      className="z-10 flex shrink-0 items-center gap-0.5 border-line bg-ground p-1 max-md:order-last max-md:overflow-x-auto max-md:border-t md:w-11 md:flex-col md:border-r"
    >
      <ToolButton tool="select" icon={<MousePointer2 aria-hidden="true" />} shortcut="V" />
      {!editor.isReadOnly && (
        <ToolButton tool="box" icon={<SquareDashed aria-hidden="true" />} shortcut="N" />
      )}
      <ToolButton tool="pan" icon={<Hand aria-hidden="true" />} shortcut="H" />
      <Divider />
      {!editor.isReadOnly && <AddInView />}
      <Zoom />
      <Divider />
      <Toggles />
      <ViewFilter />
    </div>
  );
}

function ToolButton({ tool, icon, shortcut }: { tool: Tool; icon: ReactNode; shortcut: string }) {
  const t = useTranslations("annotate");
  const editor = useEditor();
  const current = useEditorState((state) => state.tool);
  return (
    <IconButton
      label={t(`tools.${tool}`)}
      icon={icon}
      shortcut={shortcut}
      pressed={current === tool}
      tooltipSide="right"
      onClick={() => editor.setTool(tool)}
    />
  );
}

function AddInView() {
  const t = useTranslations("annotate");
  const editor = useEditor();
  const hasLabel = useEditorState((state) => state.activeLabel !== null);
  return (
    <IconButton
      label={t("tools.addInView")}
      icon={<SquarePlus aria-hidden="true" />}
      tooltipSide="right"
      disabled={!hasLabel}
      onClick={() => editor.createBoxInView()}
    />
  );
}

function Zoom() {
  const t = useTranslations("annotate");
  const editor = useEditor();
  return (
    <>
      <IconButton
        label={t("tools.zoomIn")}
        icon={<Plus aria-hidden="true" />}
        shortcut="＋"
        tooltipSide="right"
        onClick={() => editor.view.zoom(1.25)}
      />
      <IconButton
        label={t("tools.zoomOut")}
        icon={<Minus aria-hidden="true" />}
        shortcut="−"
        tooltipSide="right"
        onClick={() => editor.view.zoom(0.8)}
      />
      <IconButton
        label={t("tools.fit")}
        icon={<Maximize aria-hidden="true" />}
        shortcut="0"
        tooltipSide="right"
        onClick={() => editor.view.fit()}
      />
    </>
  );
}

function Toggles() {
  const t = useTranslations("annotate");
  const editor = useEditor();
  const areNamesShown = useEditorState((state) => state.areNamesShown);
  const isGuideShown = useEditorState((state) => state.isGuideShown);
  const areBoxesHidden = useEditorState((state) => state.areBoxesHidden);
  return (
    <>
      <IconButton
        label={t("tools.names")}
        icon={<Tags aria-hidden="true" />}
        shortcut="T"
        pressed={areNamesShown}
        tooltipSide="right"
        onClick={() => editor.set({ areNamesShown: !areNamesShown })}
      />
      <IconButton
        className="max-md:hidden"
        label={t("tools.guides")}
        icon={<Crosshair aria-hidden="true" />}
        shortcut="G"
        pressed={isGuideShown}
        tooltipSide="right"
        onClick={() => editor.set({ isGuideShown: !isGuideShown })}
      />
      <IconButton
        label={t("tools.bare")}
        icon={areBoxesHidden ? <EyeOff aria-hidden="true" /> : <Eye aria-hidden="true" />}
        shortcut="B"
        pressed={areBoxesHidden}
        tooltipSide="right"
        onClick={() => editor.set({ areBoxesHidden: !areBoxesHidden })}
      />
    </>
  );
}

function Divider() {
  return (
    <div
      aria-hidden="true"
      className="shrink-0 bg-line max-md:mx-1 max-md:h-5 max-md:w-px md:my-1 md:h-px md:w-5"
    />
  );
}
