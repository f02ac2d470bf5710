"use client";

import { ImageUp } from "lucide-react";
import { useTranslations } from "next-intl";
import { type DragEvent, useCallback, useEffect, useRef, useState } from "react";
import type { RunResult } from "@/app/_inference/open-model";
import { classNames } from "@/app/_ui/class-names";
import { BrowserProgress } from "./browser-progress";
import type { ModelDetails } from "./model-screen";
import { ResultView } from "./result-view";
import { Timings } from "./timings";
import type { UseBrowserModel } from "./use-browser-model";

type Shown = { url: string; result: RunResult | null };

/** Drop, paste, choose or pick a picture; the model looks at it here and its answer is drawn on it. */
export function TryPanel({
  team,
  model,
  browser,
}: {
  team: string;
  model: ModelDetails;
  browser: UseBrowserModel;
}) {
  const t = useTranslations("models.try");
  const { shown, look } = useLook(browser);
  const [isOver, setIsOver] = useState(false);
  usePastedPicture(look);
  function onDrop(event: DragEvent) {
    event.preventDefault();
    setIsOver(false);
    const file = event.dataTransfer.files[0];
    if (file) void look(file);
  }
  return (
    <section aria-labelledby="try-title" className="flex min-w-0 flex-col gap-3">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4">
        <h2 id="try-title" className="text-md font-semibold">
          {t("title")}
        </h2>
        <p className="text-sm text-ink-soft">{t("lead")}</p>
      </div>
      <fieldset
        aria-labelledby="try-title"
        onDragOver={(event) => {
          event.preventDefault();
          setIsOver(true);
        }}
        onDragLeave={() => setIsOver(false)}
        onDrop={onDrop}
        className={classNames(
          "flex min-h-64 min-w-0 flex-col items-center justify-center rounded-lg border bg-sunk",
          isOver ? "border-pigment" : "border-line",
        )}
      >
        {shown ? (
          <ResultView url={shown.url} result={shown.result} model={model} />
        ) : (
          <p className="flex flex-wrap items-center justify-center gap-x-1.5 px-6 py-16 text-center text-ink-soft">
            <ImageUp aria-hidden="true" className="size-5" />
            {t("drop")} <FileButton onFile={look} />
          </p>
        )}
      </fieldset>
      <BrowserProgress browser={browser} />
      {shown && (
        <p className="text-sm text-ink-soft">
          {t("drop")} <FileButton onFile={look} />
        </p>
      )}
      <Timings browser={browser} timings={shown?.result?.timings ?? null} />
      <TestPictures team={team} model={model} onPicture={look} />
    </section>
  );
}

function useLook(browser: UseBrowserModel) {
  const [shown, setShown] = useState<Shown | null>(null);
  const current = useRef<string | null>(null);
  const { run } = browser;
  useEffect(() => () => forget(current), []);
  const look = useCallback(
    async (picture: Blob) => {
      forget(current);
      const url = URL.createObjectURL(picture);
      current.current = url;
      setShown({ url, result: null });
      const result = await run(picture);
      if (current.current === url) setShown({ url, result });
    },
    [run],
  );
  return { shown, look };
}

function forget(url: { current: string | null }) {
  if (url.current) URL.revokeObjectURL(url.current);
  url.current = null;
}

function usePastedPicture(look: (picture: Blob) => void) {
  useEffect(() => {
    function onPaste(event: ClipboardEvent) {
      const file = [...(event.clipboardData?.files ?? [])].find((candidate) =>
        candidate.type.startsWith("image/"),
      );
      if (file) look(file);
    }
    window.addEventListener("paste", onPaste);
    return () => window.removeEventListener("paste", onPaste);
  }, [look]);
}

function FileButton({ onFile }: { onFile: (file: Blob) => void }) {
  const t = useTranslations("models.try");
  return (
    <label className="cursor-pointer font-medium text-pigment underline underline-offset-2 focus-within:outline-2 focus-within:outline-pigment">
      {t("choose")}
      <input
        type="file"
        accept="image/jpeg,image/png,image/webp,image/*"
        className="sr-only"
        onChange={(event) => {
          const file = event.target.files?.[0];
          event.target.value = "";
          if (file) onFile(file);
        }}
      />
    </label>
  );
}

function TestPictures(props: { team: string; model: ModelDetails; onPicture: (picture: Blob) => void }) {
  const { team, model, onPicture } = props;
  const t = useTranslations("models.try");
  if (model.testPictures.length === 0) return null;
  async function pick(url: string) {
    const response = await fetch(url).catch(() => null);
    // An answer that is no picture goes on as it is: the panel then says that it cannot be read.
    onPicture(response?.ok ? await response.blob() : new Blob([]));
  }
  return (
    <div className="flex flex-col gap-2 pt-2">
      <h3 className="text-sm font-medium">{t("fromTest")}</h3>
      <ul className="grid grid-cols-[repeat(auto-fill,minmax(5.5rem,1fr))] gap-1.5">
        {model.testPictures.map((picture) => {
          const url = `/api/models/${model.slug}/picture?team=${team}&image=${picture.imageId}`;
          return (
            <li key={picture.imageId}>
              <button
                type="button"
                onClick={() => void pick(url)}
                className="block w-full overflow-hidden rounded-md border border-line hover:border-pigment"
              >
                {/* Bytes as stored: the model must see what it was tested on. */}
                <img
                  src={url}
                  alt={t("testPicture", { name: picture.fileName })}
                  loading="lazy"
                  className="aspect-square w-full object-cover"
                />
              </button>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
