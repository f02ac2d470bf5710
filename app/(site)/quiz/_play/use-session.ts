"use client";

import { useCallback, useState } from "react";
import { z } from "zod";
import { QuizRoundId } from "@/lib/ids";

export const SESSION_ROUNDS = 10;
const KEY = "atelier-quiz-session";

const Played = z.object({
  round: QuizRoundId,
  isCorrect: z.boolean(),
  isModelCorrect: z.boolean().nullable(),
});
export type Played = z.infer<typeof Played>;

/** The rounds of this sitting, up to ten; kept in the tab, so that a reload loses none. */
export function useSession() {
  const [played, setPlayed] = useState<Played[]>(read);
  const add = useCallback((entry: Played) => {
    setPlayed((before) =>
      keep(before.some((other) => other.round === entry.round) ? before : [...before, entry]),
    );
  }, []);
  const restart = useCallback(() => setPlayed(keep([])), []);
  return { played, add, restart, isFull: played.length >= SESSION_ROUNDS };
}

function read(): Played[] {
  if (typeof window === "undefined") return [];
  try {
    return z
      .array(Played)
      .max(SESSION_ROUNDS)
      .parse(JSON.parse(window.sessionStorage.getItem(KEY) ?? "[]"));
  } catch {
    // A tab without storage, or a value of another version: a new sitting begins.
    return [];
  }
}

function keep(played: Played[]): Played[] {
  try {
    window.sessionStorage.setItem(KEY, JSON.stringify(played));
  } catch {
    // Storage may be off; the sitting then lives as long as the page.
  }
  return played;
}
