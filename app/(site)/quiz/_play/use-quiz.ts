"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { inferRouterOutputs } from "@trpc/server";
import { useCallback } from "react";
import { useTRPCClient } from "@/app/_trpc/client";
import type { AppRouter } from "@/server/routers/app-router";
import { useModelAnswer } from "./use-model-answer";
import { usePictures } from "./use-pictures";
import { useSession } from "./use-session";

export type Dealt = inferRouterOutputs<AppRouter>["quiz"]["deal"];
export type Reveal = inferRouterOutputs<AppRouter>["quiz"]["answer"];

const ROUND_KEY = ["quiz", "round"] as const;
/** How long a pick waits for the model, which must have answered before the reveal to count. */
const MODEL_PATIENCE_MS = 1500;

/** One round at a time: dealt, looked at by person and model, answered, revealed. */
export function useQuiz() {
  const client = useTRPCClient();
  const queries = useQueryClient();
  const session = useSession();
  const deal = useQuery({
    queryKey: ROUND_KEY,
    queryFn: () => client.quiz.deal.mutate({}),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    refetchOnWindowFocus: false,
  });
  const dealt = deal.data;
  const pictures = usePictures(dealt?.options.map((option) => option.url) ?? []);
  const model = useModelAnswer(dealt, pictures);
  const answer = useMutation({
    mutationFn: async (position: number) => {
      if (!dealt) throw new TypeError("no round is dealt");
      await Promise.race([model.settled, new Promise((resolve) => setTimeout(resolve, MODEL_PATIENCE_MS))]);
      return client.quiz.answer.mutate({ round: dealt.round, position });
    },
    onSuccess: (reveal) => {
      // Parts of the famous view were in the model's training, so it has no say there.
      const said = reveal.isFamous ? null : (reveal.model.trusted ?? reveal.model.browser);
      session.add({
        round: reveal.round,
        isCorrect: reveal.isCorrect,
        isModelCorrect: said === null ? null : said.position === reveal.realPosition,
      });
    },
  });
  const { reset } = answer;
  const next = useCallback(() => {
    reset();
    void queries.resetQueries({ queryKey: ROUND_KEY });
  }, [queries, reset]);
  return { deal, pictures, model, answer, next, session, reveal: answer.data };
}
