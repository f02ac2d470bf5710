import { useTranslations } from "next-intl";
import { classNames } from "@/app/_ui/class-names";
import { SESSION_ROUNDS, type Played } from "./use-session";

/** The sitting so far: a filled square for a find, a crossed one for a miss, an outline for what is to come. */
export function SessionDots({ played, who }: { played: readonly Played[]; who: "you" | "model" }) {
  const t = useTranslations("quiz");
  const found = played.map((round) => (who === "you" ? round.isCorrect : round.isModelCorrect));
  const count = found.filter(Boolean).length;
  return (
    <span role="img" aria-label={t("session.dots", { who, count, rounds: played.length })} className="inline-flex gap-1">
      {Array.from({ length: SESSION_ROUNDS }, (_, index) => (
        <Dot key={`round-${index + 1}`} found={found[index]} who={who} />
      ))}
    </span>
  );
}

function Dot({ found, who }: { found: boolean | null | undefined; who: "you" | "model" }) {
  if (found === undefined) return <span className="size-3 border border-line-strong opacity-50" />;
  if (found) return <span className={classNames("size-3", who === "you" ? "bg-ochre" : "bg-pigment")} />;
  return (
    <span className="relative size-3 border border-ink-faint">
      {found === false && <span className="absolute top-1/2 left-1/2 h-px w-3.5 -translate-x-1/2 -translate-y-1/2 rotate-45 bg-ink-faint" />}
    </span>
  );
}
