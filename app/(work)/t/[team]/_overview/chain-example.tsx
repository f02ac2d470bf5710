import { ChevronRight } from "lucide-react";
import { useTranslations } from "next-intl";

const STEPS = ["datasets", "runs", "models", "boards"] as const;

/** The chain in one line: what follows from what. */
export function ChainExample() {
  const t = useTranslations("shell.overview");
  return (
    <ol className="flex flex-wrap items-center gap-x-2 gap-y-1 text-sm">
      {STEPS.map((step, index) => (
        <li key={step} className="flex items-center gap-2">
          {index > 0 && <ChevronRight aria-hidden="true" className="size-3.5 text-ink-faint" />}
          {t(step)}
        </li>
      ))}
    </ol>
  );
}
