"use client";

import { Pause, Play, RotateCcw, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/app/_ui/button";
import { ErrorNotice } from "@/app/_ui/error-notice";
import { ProgressBar } from "@/app/_ui/progress-bar";
import { useByteFormat } from "@/app/_ui/use-byte-format";
import { useErrorMessage } from "@/app/_ui/use-error-message";
import type { Uploads } from "./use-uploads";

/** What is being sent, while it is. */
export function UploadPanel({ uploads }: { uploads: Uploads }) {
  const t = useTranslations("datasets.upload");
  const bytes = useByteFormat();
  const wording = useErrorMessage();
  const { queue, state } = uploads;
  if (state.files === 0) return null;
  const isStuck = state.error !== null;
  const doing = state.isStarting ? t("starting") : t("sending", { done: state.sent, total: state.files });
  return (
    <section aria-label={t("title")} className="mb-4 flex flex-col gap-3 border-y border-line py-3">
      <div className="flex flex-wrap items-end gap-x-4 gap-y-2">
        <div className="min-w-48 grow">
          <ProgressBar
            label={state.isPaused && !isStuck ? t("paused") : doing}
            value={state.bytes === 0 ? null : state.sentBytes / state.bytes}
            detail={`${bytes(state.sentBytes)} / ${bytes(state.bytes)}`}
            tone={isStuck ? "failed" : "live"}
          />
        </div>
        {!isStuck && !state.isStarting && (
          <Button
            size="small"
            variant="quiet"
            icon={state.isPaused ? <Play aria-hidden="true" /> : <Pause aria-hidden="true" />}
            onClick={() => (state.isPaused ? queue.resume() : queue.pause())}
          >
            {state.isPaused ? t("resume") : t("pause")}
          </Button>
        )}
        <Button size="small" variant="quiet" icon={<X aria-hidden="true" />} onClick={() => queue.cancel()}>
          {t("cancel")}
        </Button>
      </div>
      {isStuck && (
        <ErrorNotice
          title={state.failed > 0 ? t("failed", { count: state.failed }) : undefined}
          message={wording(state.error)}
          action={
            <div className="flex gap-2">
              {state.failed > 0 && state.failed < state.files && (
                <Button size="small" variant="quiet" onClick={() => queue.skipFailed()}>
                  {t("skipFailed")}
                </Button>
              )}
              <Button size="small" icon={<RotateCcw aria-hidden="true" />} onClick={() => queue.retry()}>
                {t("retry")}
              </Button>
            </div>
          }
        />
      )}
    </section>
  );
}
