import { classNames } from "@/app/_ui/class-names";

/**
 * A score and its 95% interval on a line from `from` to `to`: a whisker with a tick at each end and a dot.
 * Decorative: the numbers stand beside it.
 */
export function Whisker(props: {
  low: number;
  value: number;
  high: number;
  from?: number;
  to?: number;
  isFaint?: boolean;
}) {
  const { low, value, high, from = 0, to = 1, isFaint = false } = props;
  const at = (score: number) =>
    `${(Math.min(1, Math.max(0, (score - from) / (to - from || 1))) * 100).toFixed(2)}%`;
  const colour = isFaint ? "bg-ink-faint" : "bg-ink";
  return (
    <span aria-hidden="true" className="relative block h-4 w-full">
      <span className="absolute top-1/2 right-0 left-0 h-px bg-line" />
      <span
        className={classNames("absolute top-1/2 h-[1.5px] -translate-y-1/2", colour)}
        style={{ left: at(low), right: `calc(100% - ${at(high)})` }}
      />
      <span
        className={classNames("absolute top-1 bottom-1 w-[1.5px] -translate-x-1/2", colour)}
        style={{ left: at(low) }}
      />
      <span
        className={classNames("absolute top-1 bottom-1 w-[1.5px] -translate-x-1/2", colour)}
        style={{ left: at(high) }}
      />
      <span
        className={classNames(
          "absolute top-1/2 size-2 -translate-x-1/2 -translate-y-1/2 rounded-full",
          isFaint ? "bg-ink-faint" : "bg-pigment",
        )}
        style={{ left: at(value) }}
      />
    </span>
  );
}
