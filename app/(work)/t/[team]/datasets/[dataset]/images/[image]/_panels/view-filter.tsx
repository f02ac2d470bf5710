"use client";

import { SunMedium } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/app/_ui/button";
import { buttonStyle } from "@/app/_ui/button-style";
import { Popover } from "@/app/_ui/popover";
import { useEditor, useEditorState } from "../_editor/use-editor";

/** Brightness and contrast of what is shown; the picture itself stays as it is. */
export function ViewFilter() {
  const t = useTranslations("annotate");
  const editor = useEditor();
  const brightness = useEditorState((state) => state.brightness);
  const contrast = useEditorState((state) => state.contrast);
  const isChanged = brightness !== 100 || contrast !== 100;
  const trigger = (
    <button
      type="button"
      aria-label={t("view.label")}
      className={`${buttonStyle({ variant: "quiet", square: true })} ${isChanged ? "bg-pigment-wash text-pigment" : ""}`}
    >
      <SunMedium aria-hidden="true" />
    </button>
  );
  return (
    <Popover trigger={trigger} title={t("view.title")} side="right">
      <div className="flex flex-col gap-3">
        <Slider
          label={t("view.brightness")}
          value={brightness}
          onChange={(value) => editor.set({ brightness: value })}
        />
        <Slider
          label={t("view.contrast")}
          value={contrast}
          onChange={(value) => editor.set({ contrast: value })}
        />
        <p className="text-xs text-ink-faint">{t("view.hint")}</p>
        <Button
          size="small"
          disabled={!isChanged}
          onClick={() => editor.set({ brightness: 100, contrast: 100 })}
        >
          {t("view.reset")}
        </Button>
      </div>
    </Popover>
  );
}

function Slider({
  label,
  value,
  onChange,
}: {
  label: string;
  value: number;
  onChange: (value: number) => void;
}) {
  return (
    <label className="grid grid-cols-[5rem_1fr_3rem] items-center gap-2">
      <span>{label}</span>
      <input
        type="range"
        min={20}
        max={300}
        step={5}
        value={value}
        onChange={(event) => onChange(Number(event.target.value))}
        className="accent-pigment"
      />
      <output className="text-right text-ink-soft">{value}%</output>
    </label>
  );
}
