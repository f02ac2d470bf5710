"use client";

import { useMutation } from "@tanstack/react-query";
import { Link2, Share2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { toast } from "sonner";
import { useTRPCClient } from "@/app/_trpc/client";
import { Button } from "@/app/_ui/button";
import { useErrorMessage } from "@/app/_ui/use-error-message";
import type { QuizRoundId } from "@/lib/ids";

/** Makes the signed link to this score and hands it to the system's share sheet, or to the clipboard. */
export function ShareScore({ rounds }: { rounds: QuizRoundId[] }) {
  const t = useTranslations("quiz");
  const client = useTRPCClient();
  const word = useErrorMessage();
  const share = useMutation({
    mutationFn: async (how: "sheet" | "copy") => {
      const { path, score } = await client.quiz.share.mutate({ rounds });
      const url = new URL(path, window.location.href).href;
      if (how === "sheet")
        return navigator.share({
          url,
          title: t("share.title"),
          text: t("share.text", { found: score.correct, rounds: score.rounds }),
        });
      await navigator.clipboard.writeText(url);
      toast.success(t("share.copied"));
    },
    onError: (error) => {
      // Closing the share sheet is a choice.
      if (!(error instanceof DOMException && error.name === "AbortError")) toast.error(word(error));
    },
  });
  const canShare = typeof navigator !== "undefined" && "share" in navigator;
  return (
    <>
      {canShare && (
        <Button
          size="large"
          icon={<Share2 aria-hidden="true" />}
          pending={share.isPending}
          onClick={() => share.mutate("sheet")}
        >
          {t("share.open")}
        </Button>
      )}
      <Button
        size="large"
        icon={<Link2 aria-hidden="true" />}
        pending={share.isPending}
        onClick={() => share.mutate("copy")}
      >
        {t("share.copy")}
      </Button>
    </>
  );
}
