"use client";

import { useEffect } from "react";
import { useEditor } from "./use-editor";

/** Asks before the tab closes while changes are on their way. They are kept on the device either way. */
export function useLeaveWarning(): void {
  const editor = useEditor();
  useEffect(() => {
    const warn = (event: BeforeUnloadEvent) => {
      if (editor.document.unsent.length > 0) event.preventDefault();
    };
    window.addEventListener("beforeunload", warn);
    return () => window.removeEventListener("beforeunload", warn);
  }, [editor]);
}
