"use client";

import { useEffect, useState } from "react";
import { droppedFiles, type NamedFile, namedFiles } from "./named-file";

type Props = { title: string; hint: string; onFiles: (files: NamedFile[]) => void };

/** The whole window takes files: dropped on it, or pasted. */
export function DropZone({ title, hint, onFiles }: Props) {
  const isOver = useWindowDrop(onFiles);
  usePaste(onFiles);
  if (!isOver) return null;
  return (
    <div className="pointer-events-none fixed inset-0 z-50 grid place-items-center bg-scrim p-6">
      <div className="floating flex w-full max-w-lg flex-col items-center gap-2 border-2 border-dashed border-pigment px-8 py-16 text-center">
        <p className="display text-xl">{title}</p>
        <p className="text-sm text-ink-soft">{hint}</p>
      </div>
    </div>
  );
}

function useWindowDrop(onFiles: Props["onFiles"]): boolean {
  const [depth, setDepth] = useState(0);
  useEffect(() => {
    const carriesFiles = (event: DragEvent) => event.dataTransfer?.types.includes("Files") ?? false;
    const enter = (event: DragEvent) => carriesFiles(event) && setDepth((before) => before + 1);
    const leave = (event: DragEvent) => carriesFiles(event) && setDepth((before) => Math.max(0, before - 1));
    const over = (event: DragEvent) => carriesFiles(event) && event.preventDefault();
    async function drop(event: DragEvent) {
      setDepth(0);
      if (!event.dataTransfer || !carriesFiles(event)) return;
      event.preventDefault();
      onFiles(await droppedFiles(event.dataTransfer));
    }
    const listeners = { dragenter: enter, dragleave: leave, dragover: over, drop } as const;
    window.addEventListener("dragenter", listeners.dragenter);
    window.addEventListener("dragleave", listeners.dragleave);
    window.addEventListener("dragover", listeners.dragover);
    window.addEventListener("drop", listeners.drop);
    return () => {
      window.removeEventListener("dragenter", listeners.dragenter);
      window.removeEventListener("dragleave", listeners.dragleave);
      window.removeEventListener("dragover", listeners.dragover);
      window.removeEventListener("drop", listeners.drop);
    };
  }, [onFiles]);
  return depth > 0;
}

function usePaste(onFiles: Props["onFiles"]): void {
  useEffect(() => {
    function paste(event: ClipboardEvent) {
      const files = namedFiles(event.clipboardData?.files ?? []);
      if (files.length === 0) return;
      event.preventDefault();
      onFiles(files);
    }
    window.addEventListener("paste", paste);
    return () => window.removeEventListener("paste", paste);
  }, [onFiles]);
}
