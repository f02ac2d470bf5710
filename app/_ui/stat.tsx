import type { ReactNode } from "react";

/** One figure with its name, and what it is compared to. Several sit in a row between hairlines, not in cards. */
export function Stat({ label, value, detail }: { label: ReactNode; value: ReactNode; detail?: ReactNode }) {
  return (
    <div className="flex flex-col gap-0.5">
      <span className="text-xs text-ink-faint">{label}</span>
      <span className="display text-xl">{value}</span>
      {detail && <span className="text-xs text-ink-soft">{detail}</span>}
    </div>
  );
}
