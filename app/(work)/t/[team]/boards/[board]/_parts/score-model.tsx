"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { toast } from "sonner";
import { useTRPC } from "@/app/_trpc/client";
import { Button } from "@/app/_ui/button";
import { Dialog, DialogClose } from "@/app/_ui/dialog";
import { ErrorNotice } from "@/app/_ui/error-notice";
import { Select } from "@/app/_ui/select";
import { useErrorMessage } from "@/app/_ui/use-error-message";
import type { BoardDetails } from "./board-screen";

/** Queues a score run; says at once which run will bring the score. */
export function useScoreModel(
  { team, board }: { team: string; board: { slug: string } },
  onQueued?: () => void,
) {
  const t = useTranslations("boards.score");
  const trpc = useTRPC();
  const queries = useQueryClient();
  return useMutation(
    trpc.boards.score.mutationOptions({
      onSuccess: async ({ run }) => {
        toast(t("queued", { number: run }));
        onQueued?.();
        await queries.invalidateQueries({ queryKey: trpc.boards.get.queryKey({ team, board: board.slug }) });
      },
    }),
  );
}

/** Puts another model on the board. */
export function ScoreModel({ team, board }: { team: string; board: BoardDetails }) {
  const t = useTranslations("boards.score");
  const common = useTranslations("common");
  const wording = useErrorMessage();
  const [open, setOpen] = useState(false);
  const [model, setModel] = useState<string | null>(board.candidates[0]?.slug ?? null);
  const score = useScoreModel({ team, board }, () => setOpen(false));
  const hasChoice = board.candidates.length > 0;
  return (
    <Dialog
      title={t("title")}
      description={hasChoice ? t("lead") : t("none")}
      open={open}
      onOpenChange={setOpen}
      size="small"
      trigger={<Button variant="primary">{t("action")}</Button>}
      footer={
        <>
          <DialogClose render={<Button variant="quiet">{common(hasChoice ? "cancel" : "close")}</Button>} />
          {hasChoice && (
            <Button
              variant="primary"
              pending={score.isPending}
              onClick={() => model && score.mutate({ team, board: board.slug, model })}
            >
              {t("submit")}
            </Button>
          )}
        </>
      }
    >
      {hasChoice && (
        <div className="flex flex-col gap-4">
          <Select
            label={t("model")}
            value={model}
            onChange={setModel}
            options={board.candidates.map((candidate) => ({ value: candidate.slug, label: candidate.name }))}
          />
          <ErrorNotice message={score.error && wording(score.error)} />
        </div>
      )}
    </Dialog>
  );
}
