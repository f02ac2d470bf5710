"use client";

import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { screenSize } from "@/lib/annotation/coordinates";
import { useEditor, useEditorState } from "../_editor/use-editor";
import type { FabricOverlay } from "./fabric-overlay";
import type { LabelPaints } from "./label-paint";
import { StagePainter } from "./stage-painter";
import { StagePointer } from "./stage-pointer";

const CURSORS =
  "data-[cursor=grabbing]:cursor-grabbing data-[cursor=grab]:cursor-grab data-[cursor=cross]:cursor-crosshair data-[cursor=point]:cursor-pointer";

const READING_PAUSE_MS = 100;

/** A canvas application takes its own keys, so it must hold focus. */
const FOCUSABLE = { tabIndex: 0 } as const;

/** The picture with its boxes: everything that is drawn, and everything that is pointed at. */
export function Stage({
  paints,
  fullUrl,
  thumbnailUrl,
  alt,
}: {
  paints: LabelPaints;
  fullUrl: string;
  thumbnailUrl: string;
  alt: string;
}) {
  const t = useTranslations("annotate");
  const editor = useEditor();
  const stage = useRef<HTMLDivElement>(null);
  const picture = useRef<HTMLDivElement>(null);
  const shapes = useRef<HTMLCanvasElement>(null);
  const guides = useRef<HTMLCanvasElement>(null);
  const fabricHost = useRef<HTMLDivElement>(null);

  useEffect(() => {
    const [element, layers] = [stage.current, layersOf(picture.current, shapes.current, guides.current)];
    if (!element || !layers || !fabricHost.current) return;
    const painter = new StagePainter({ editor, paints, layers });
    let overlay: FabricOverlay | null = null;
    const pointer = new StagePointer({
      editor,
      element,
      overlay: () => overlay,
      flush: () => painter.flush(),
    });
    const keys = listenToSpace(element, pointer);
    const measured = new ResizeObserver(() =>
      editor.view.resize(screenSize(element.clientWidth, element.clientHeight)),
    );
    measured.observe(element);
    const abort = new AbortController();
    if (!editor.isReadOnly) {
      void takeFabric(fabricHost.current, editor, abort.signal).then((made) => {
        overlay = made;
        painter.setOverlay(made);
      });
    }
    painter.request();
    return () => {
      abort.abort();
      keys.abort();
      measured.disconnect();
      pointer.stop();
      painter.stop();
      overlay?.destroy();
    };
  }, [editor, paints]);

  return (
    <div
      ref={stage}
      data-testid="stage"
      aria-label={t("stage.label", { name: alt })}
      aria-describedby="stage-hint"
      role="application"
      {...FOCUSABLE}
      className={`relative size-full touch-none overflow-hidden bg-sunk select-none focus-visible:outline-2 focus-visible:-outline-offset-2 focus-visible:outline-pigment ${CURSORS}`}
    >
      <div ref={picture} className="absolute top-0 left-0 origin-top-left will-change-transform">
        <Picture fullUrl={fullUrl} thumbnailUrl={thumbnailUrl} />
      </div>
      <canvas ref={shapes} className="pointer-events-none absolute top-0 left-0" />
      <div ref={fabricHost} aria-hidden="true" className="absolute inset-0" />
      <canvas ref={guides} className="pointer-events-none absolute top-0 left-0" />
      <p id="stage-hint" className="sr-only">
        {t("stage.hint")}
      </p>
    </div>
  );
}

/** The picture at its own size, with the thumbnail under it until it has come. */
function Picture({ fullUrl, thumbnailUrl }: { fullUrl: string; thumbnailUrl: string }) {
  const t = useTranslations("annotate");
  const { image } = useEditor();
  const brightness = useEditorState((state) => state.brightness);
  const contrast = useEditorState((state) => state.contrast);
  const [state, setState] = useState<"loading" | "ready" | "failed">("loading");
  const size = { width: image.width, height: image.height };
  const filter =
    brightness === 100 && contrast === 100 ? undefined : `brightness(${brightness}%) contrast(${contrast}%)`;
  return (
    <div style={{ ...size, filter, backgroundImage: `url("${thumbnailUrl}")`, backgroundSize: "100% 100%" }}>
      <img
        src={fullUrl}
        alt=""
        draggable={false}
        style={size}
        className="block max-w-none"
        onLoad={() => setState("ready")}
        onError={() => setState("failed")}
        data-state={state}
      />
      {state === "failed" && (
        <p role="alert" className="absolute inset-x-0 top-0 bg-vermilion-wash p-2 text-sm text-vermilion-ink">
          {t("stage.pictureFailed")}
        </p>
      )}
    </div>
  );
}

function layersOf(
  picture: HTMLElement | null,
  shapes: HTMLCanvasElement | null,
  guides: HTMLCanvasElement | null,
) {
  return picture && shapes && guides ? { picture, shapes, guides } : null;
}

/** Fabric comes when the editor is open, not with the page; until then selected boxes are painted without handles. */
async function takeFabric(
  host: HTMLElement,
  editor: ReturnType<typeof useEditor>,
  signal: AbortSignal,
): Promise<FabricOverlay | null> {
  const { FabricOverlay } = await import("./fabric-overlay");
  if (signal.aborted) return null;
  const canvas = document.createElement("canvas");
  host.replaceChildren(canvas);
  let saidAt = Number.NEGATIVE_INFINITY;
  const overlay = new FabricOverlay(canvas, {
    image: editor.image,
    step: () => editor.step,
    onDrag(box) {
      // Numbers are read, not watched: a few times a second is as good, and leaves the drag its frames.
      const now = performance.now();
      if (box && now - saidAt < READING_PAUSE_MS) return;
      saidAt = now;
      editor.set({ dragged: box });
    },
    onRelease: (boxes) => editor.setBoxes(boxes),
  });
  overlay.resize(editor.view.screen);
  return overlay;
}

function listenToSpace(element: HTMLElement, pointer: StagePointer): AbortController {
  const abort = new AbortController();
  const { signal } = abort;
  let isHolding = false;
  const set = (event: KeyboardEvent, isHeld: boolean) => {
    const isOurs = document.activeElement === element || document.activeElement === document.body;
    // Space presses buttons and types spaces elsewhere; only what began here ends here.
    if (event.code !== "Space" || (isHeld ? !isOurs : !isHolding)) return;
    event.preventDefault();
    isHolding = isHeld;
    pointer.setSpaceHeld(isHeld);
  };
  const abandon = (event: KeyboardEvent) => {
    if (event.key !== "Escape" || !pointer.abandon()) return;
    event.preventDefault();
    event.stopPropagation();
  };
  window.addEventListener("keydown", abandon, { capture: true, signal });
  window.addEventListener("keydown", (event) => set(event, true), { signal });
  window.addEventListener("keyup", (event) => set(event, false), { signal });
  return abort;
}
