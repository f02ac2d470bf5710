"use client";

import { useTranslations } from "next-intl";
import type { InferenceError } from "@/app/_inference/inference-error";
import type { OpenProgress } from "@/app/_inference/open-model";
import { Button } from "@/app/_ui/button";
import { ErrorNotice } from "@/app/_ui/error-notice";
import { ProgressBar } from "@/app/_ui/progress-bar";
import { useByteFormat } from "@/app/_ui/use-byte-format";
import type { UseBrowserModel } from "./use-browser-model";

/** What the browser is doing with the model, and a way to stop it. */
export function BrowserProgress({ browser }: { browser: UseBrowserModel }) {
  const t = useTranslations("models.try");
  const { state, cancel, open } = browser;
  if (state.step === "failed") return <Failure error={state.error} onRetry={() => void open()} />;
  if (state.step === "cancelled") {
    return (
      <p role="status" className="text-sm text-ink-soft">
        {t("cancelled")}
      </p>
    );
  }
  if (state.step !== "opening" && state.step !== "running") return null;
  return (
    <div className="flex items-end gap-3" role="status">
      <div className="grow">
        {state.step === "running" ? (
          <ProgressBar label={t("running")} value={null} detail=" " />
        ) : (
          <OpeningBar progress={state.progress} />
        )}
      </div>
      <Button size="small" onClick={cancel}>
        {t("cancel")}
      </Button>
    </div>
  );
}

function OpeningBar({ progress }: { progress: OpenProgress | null }) {
  const t = useTranslations("models.try");
  const bytes = useByteFormat();
  if (progress?.phase !== "download") {
    return <ProgressBar label={t(progress?.phase ?? "start")} value={null} detail=" " />;
  }
  const { loadedBytes, totalBytes } = progress;
  return (
    <ProgressBar
      label={t("download")}
      value={totalBytes === null ? null : loadedBytes / totalBytes}
      detail={
        totalBytes === null
          ? bytes(loadedBytes)
          : t("downloadDetail", { loaded: bytes(loadedBytes), total: bytes(totalBytes) })
      }
    />
  );
}

function Failure({ error, onRetry }: { error: InferenceError; onRetry: () => void }) {
  const t = useTranslations("models");
  return (
    <ErrorNotice
      message={t(`inference.${error.code}`, { detail: error.message })}
      action={
        <Button size="small" onClick={onRetry}>
          {t("try.again")}
        </Button>
      }
    />
  );
}
