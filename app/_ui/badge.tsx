import type { ReactNode } from "react";
import { classNames } from "./class-names";

export type BadgeTone = "neutral" | "done" | "live" | "attention" | "failed";

const TONES: Record<BadgeTone, { text: string; mark: string }> = {
  neutral: { text: "text-ink-soft", mark: "border border-current" },
  done: { text: "text-ink", mark: "bg-current" },
  live: { text: "text-pigment", mark: "bg-current animate-breathe" },
  attention: { text: "text-ochre-ink", mark: "rotate-45 rounded-none bg-current" },
  failed: { text: "text-vermilion-ink", mark: "rounded-none bg-current" },
};

/** A state in a word: a mark whose shape, not only its colour, says which. `live` breathes. */
export function Badge({ tone = "neutral", children }: { tone?: BadgeTone | undefined; children: ReactNode }) {
  return (
    <span
      className={classNames(
        "inline-flex items-center gap-1.5 text-xs font-medium whitespace-nowrap",
        TONES[tone].text,
      )}
    >
      <span aria-hidden="true" className={classNames("size-2 shrink-0 rounded-full", TONES[tone].mark)} />
      {children}
    </span>
  );
}
