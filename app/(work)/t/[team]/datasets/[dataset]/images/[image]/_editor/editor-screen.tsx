"use client";

import { useTranslations } from "next-intl";
import { useEffect, useMemo, useState } from "react";
import { useTRPCClient } from "@/app/_trpc/client";
import { Button } from "@/app/_ui/button";
import { Spinner } from "@/app/_ui/spinner";
import { useErrorMessage } from "@/app/_ui/use-error-message";
import { roleAllows } from "@/lib/team-role";
import { EditorFrame } from "./editor-frame";
import type { EditedImage, EditedLabel, EditingPerson, EditorPlace } from "./editor-place";
import { type OpenedEditor, openEditor } from "./open-editor";
import { EditorContext } from "./use-editor";

export type EditorScreenProps = {
  place: EditorPlace;
  image: EditedImage;
  labels: EditedLabel[];
  user: EditingPerson;
  search: string;
};

/** Opens the picture's document, then shows the editor around it. */
export function EditorScreen(props: EditorScreenProps) {
  const { opened, error, retry } = useOpenedEditor(props);
  return (
    <div data-full-window className="flex h-dvh flex-col overflow-hidden bg-ground text-sm">
      {opened ? (
        <EditorContext value={opened.editor}>
          <EditorFrame {...props} sync={opened.sync} keptElsewhere={opened.keptElsewhere} />
        </EditorContext>
      ) : (
        <Opening error={error} onRetry={retry} />
      )}
    </div>
  );
}

function useOpenedEditor({ place, image, labels, user }: EditorScreenProps) {
  const client = useTRPCClient();
  const [opened, setOpened] = useState<OpenedEditor | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [attempt, setAttempt] = useState(0);
  const isReadOnly = user.role === null || !roleAllows(user.role, "annotator");
  const usable = useMemo(() => labels.filter(({ isArchived }) => !isArchived), [labels]);
  const { id: imageId, widthPx, heightPx } = image;
  const { team, dataset } = place;
  // They seed the label in hand only; a label made meanwhile must not open the document again.
  const [firstLabels] = useState(usable);
  useEffect(() => {
    const abort = new AbortController();
    let made: OpenedEditor | undefined;
    const options = {
      client,
      place: { team, dataset: dataset.slug, imageId, userId: user.id },
      size: { widthPx, heightPx },
      labels: firstLabels,
      isReadOnly,
      signal: abort.signal,
    };
    void attempt;
    openEditor(options).then(
      (fresh) => {
        if (abort.signal.aborted) return;
        made = fresh;
        fresh.sync.start();
        fresh.keptElsewhere.start();
        setOpened(fresh);
      },
      (reason: unknown) => {
        if (!abort.signal.aborted) setError(reason);
      },
    );
    return () => {
      abort.abort();
      made?.sync.stop();
      made?.keptElsewhere.stop();
    };
  }, [client, team, dataset.slug, imageId, user.id, widthPx, heightPx, firstLabels, isReadOnly, attempt]);
  const retry = () => {
    setError(null);
    setAttempt((count) => count + 1);
  };
  return { opened, error, retry };
}

function Opening({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const t = useTranslations("annotate");
  const common = useTranslations("common");
  const message = useErrorMessage();
  return (
    <div className="flex grow flex-col items-center justify-center gap-3 p-6 text-center" aria-live="polite">
      {error ? (
        <>
          <h1 className="text-md font-semibold">{t("open.failed")}</h1>
          <p className="max-w-md text-ink-soft">{message(error)}</p>
          <Button variant="primary" onClick={onRetry}>
            {common("retry")}
          </Button>
        </>
      ) : (
        <p className="flex items-center gap-2 text-ink-soft">
          <Spinner /> {t("open.loading")}
        </p>
      )}
    </div>
  );
}
