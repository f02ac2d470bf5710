"use client";

import { useTranslations } from "next-intl";
import { useEffect, useState, useSyncExternalStore } from "react";
import { toast } from "sonner";
import { useTRPCClient } from "@/app/_trpc/client";
import type { NamedFile } from "./named-file";
import { UploadQueue } from "./upload-queue";

const MAX_FILES = 20_000;

/** This page's uploads: a queue, its state, and a warning before it is left unfinished. */
export function useUploads(options: { team: string; dataset: string; onStarted: () => void }) {
  const { team, dataset, onStarted } = options;
  const t = useTranslations("datasets.upload");
  const client = useTRPCClient();
  const [queue] = useState(
    () =>
      new UploadQueue(team, async (uploadIds) => {
        await client.jobs.startImport.mutate({ team, dataset, uploadIds });
        onStarted();
      }),
  );
  const state = useSyncExternalStore(queue.subscribe, queue.snapshot, queue.snapshot);
  const isBusy = state.files > 0;
  useEffect(() => {
    if (!isBusy) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", warn);
    return () => window.removeEventListener("beforeunload", warn);
  }, [isBusy]);
  function add(files: NamedFile[]) {
    const full = files.filter(({ file }) => file.size > 0);
    if (full.length < files.length) toast(t("empty", { count: files.length - full.length }));
    if (full.length > MAX_FILES) toast.error(t("tooMany", { count: full.length, limit: MAX_FILES }));
    else if (full.length > 0) queue.add(full);
  }
  return { queue, state, add };
}

export type Uploads = ReturnType<typeof useUploads>;
