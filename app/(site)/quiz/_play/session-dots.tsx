import { useTranslations } from "next-intl";
import { classNames } from "@/app/_ui/class-names";
import { type Played, SESSION_ROUNDS } from "./use-session";

const ROUNDS = Array.from({ length: SESSION_ROUNDS }, (_, round) => round);

/** The sitting so far: a filled square for a find, a crossed one for a miss, an outline for what is to come. */
export function SessionDots({ played, who }: { played: readonly Played[]; who: "you" | "model" }) {
  const t = useTranslations("quiz");
  const found = played.map((round) => (who === "you" ? round.isCorrect : round.isModelCorrect));
  const count = found.filter(Boolean).length;
  return (
    <span
      role="img"
      aria-label={t("session.dots", { who, count, rounds: played.length })}
      className="inline-flex gap-1"
    >
      {ROUNDS.map((round) => (
        <Dot key={round} found={found[round]} who={who} />
      ))}
    </span>
  );
}

function Dot({ found, who }: { found: boolean | null | undefined; who: "you" | "model" }) {
  if (found === undefined) return <span className="size-3 border border-line-strong opacity-50" />;
  if (found) return <span className={classNames("size-3", who === "you" ? "bg-ochre" : "bg-pigment")} />;
  return (
    <span className="relative size-3 border border-ink-faint">
      {found === false && (
        <span className="absolute top-1/2 left-1/2 h-px w-3.5 -translate-x-1/2 -translate-y-1/2 rotate-45 bg-ink-faint" />
      )}
    </span>
  );
}
