import type { CSSProperties, ReactNode } from "react";
import { inkOn, labelHue } from "@/lib/label-hues";
import { classNames } from "./class-names";

/** A label's hue as a swatch with its letter, so that colour is not the only signal. */
export function LabelSwatch({ hue, className }: { hue: number; className?: string | undefined }) {
  const { letter, paper, night } = labelHue(hue);
  // CSS's own custom properties are not in React's style type, hence the record.
  const colours: CSSProperties & Record<"--paper" | "--on-paper" | "--night" | "--on-night", string> = {
    "--paper": paper,
    "--on-paper": inkOn(paper),
    "--night": night,
    "--on-night": inkOn(night),
  };
  return (
    <span
      aria-hidden="true"
      style={colours}
      className={classNames(
        "inline-flex size-4 shrink-0 items-center justify-center rounded-sm bg-[var(--paper)] text-[0.625rem] leading-none font-bold text-[var(--on-paper)] dark:bg-[var(--night)] dark:text-[var(--on-night)]",
        className,
      )}
    >
      {letter}
    </span>
  );
}

/** A label: swatch, name, and optionally how many there are. */
export function LabelChip({ hue, count, children }: { hue: number; count?: ReactNode; children: ReactNode }) {
  return (
    <span className="inline-flex max-w-full items-center gap-1.5 text-sm">
      <LabelSwatch hue={hue} />
      <span className="truncate">{children}</span>
      {count !== undefined && <span className="text-xs text-ink-faint">{count}</span>}
    </span>
  );
}
