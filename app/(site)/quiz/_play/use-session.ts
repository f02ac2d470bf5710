"use client";

import { useCallback, useState } from "react";
import type { QuizRoundId } from "@/lib/ids";

export const SESSION_ROUNDS = 10;
const KEY = "atelier-quiz-session";

export type Played = { round: QuizRoundId; isCorrect: boolean; isModelCorrect: boolean | null };

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
    const kept: unknown = JSON.parse(window.sessionStorage.getItem(KEY) ?? "[]");
    const isSitting = Array.isArray(kept) && kept.length <= SESSION_ROUNDS && kept.every(isPlayed);
    return isSitting ? kept : [];
  } catch {
    // A tab without storage, or a value of another version: a new sitting begins.
    return [];
  }
}

// By hand: this page loads no schema library before somebody plays.
function isPlayed(value: unknown): value is Played {
  if (typeof value !== "object" || value === null) return false;
  if (!("round" in value && "isCorrect" in value && "isModelCorrect" in value)) return false;
  const { round, isCorrect, isModelCorrect } = value;
  const isModelAnswer = isModelCorrect === null || typeof isModelCorrect === "boolean";
  return typeof round === "string" && typeof isCorrect === "boolean" && isModelAnswer;
}

function keep(played: Played[]): Played[] {
  try {
    window.sessionStorage.setItem(KEY, JSON.stringify(played));
  } catch {
    // Storage may be off; the sitting then lives as long as the page.
  }
  return played;
}
