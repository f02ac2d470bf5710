"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { Button } from "@/app/_ui/button";
import { useErrorMessage } from "@/app/_ui/use-error-message";
import type { EditorPlace } from "../_editor/editor-place";
import { useEditor } from "../_editor/use-editor";
import { useCreateLabel } from "./use-create-label";

/** Adds a label to the dataset and takes it in hand. */
export function NewLabel({ place, onDone }: { place: EditorPlace; onDone: () => void }) {
  const t = useTranslations("annotate");
  const editor = useEditor();
  const message = useErrorMessage();
  const [name, setName] = useState("");
  const create = useCreateLabel(place, (id) => {
    editor.takeLabel(id);
    onDone();
  });
  function submit(event: FormEvent) {
    event.preventDefault();
    if (name.trim()) create.mutate(name.trim());
  }
  return (
    <form onSubmit={submit} className="flex flex-col gap-1.5 px-3 pb-2">
      <div className="flex gap-1.5">
        <input
          // The person has just asked for this field.
          ref={(input) => input?.focus()}
          aria-label={t("labels.newName")}
          placeholder={t("labels.newName")}
          value={name}
          maxLength={200}
          onChange={(event) => setName(event.target.value)}
          onKeyDown={(event) => event.key === "Escape" && !event.nativeEvent.isComposing && onDone()}
          className="h-7 min-w-0 grow rounded-md border border-line-strong bg-raised px-2"
        />
        <Button type="submit" size="small" variant="primary" pending={create.isPending}>
          {t("labels.create")}
        </Button>
      </div>
      {create.error && (
        <p role="alert" className="text-xs text-vermilion-ink">
          {message(create.error)}
        </p>
      )}
    </form>
  );
}
