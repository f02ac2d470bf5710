"use client";

import { createContext, useCallback, useContext, useRef, useSyncExternalStore } from "react";
import type { Editor } from "./editor";
import type { EditorState } from "./editor-state";

export const EditorContext = createContext<Editor | null>(null);

export function useEditor(): Editor {
  const editor = useContext(EditorContext);
  if (!editor) throw new Error("useEditor needs an EditorContext around it");
  return editor;
}

/** One part of the editor's state; the component draws anew only when that part changes. */
export function useEditorState<Part>(part: (state: EditorState) => Part): Part {
  const editor = useEditor();
  return useSyncExternalStore(
    editor.subscribe,
    () => part(editor.state),
    () => part(editor.state),
  );
}

/** Something worked out from the document; kept until the document changes. */
export function useDocument<Value>(read: (editor: Editor) => Value): Value {
  const editor = useEditor();
  const cache = useRef<{ version: number; read: unknown; value: Value } | null>(null);
  const snapshot = useCallback(() => {
    const { version } = editor.document;
    const held = cache.current;
    if (held && held.version === version && held.read === read) return held.value;
    const value = read(editor);
    cache.current = { version, read, value };
    return value;
  }, [editor, read]);
  return useSyncExternalStore(editor.subscribe, snapshot, snapshot);
}
