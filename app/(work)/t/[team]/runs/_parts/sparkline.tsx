const WIDTH_PX = 72;
const HEIGHT_PX = 20;
const INSET_PX = 2;

/** A curve the size of a word; it says nothing that the number beside it does not, so readers skip it. */
export function Sparkline({ values }: { values: readonly number[] }) {
  if (values.length < 2) return null;
  const low = Math.min(...values);
  const span = Math.max(...values) - low || 1;
  const step = (WIDTH_PX - 2 * INSET_PX) / (values.length - 1);
  const y = (value: number) => HEIGHT_PX - INSET_PX - ((value - low) / span) * (HEIGHT_PX - 2 * INSET_PX);
  const points = values.map(
    (value, index) => `${(INSET_PX + index * step).toFixed(1)},${y(value).toFixed(1)}`,
  );
  return (
    <svg
      width={WIDTH_PX}
      height={HEIGHT_PX}
      viewBox={`0 0 ${WIDTH_PX} ${HEIGHT_PX}`}
      aria-hidden="true"
      className="shrink-0 text-pigment max-sm:hidden"
    >
      <polyline
        points={points.join(" ")}
        fill="none"
        stroke="currentColor"
        strokeWidth="1.5"
        strokeLinejoin="round"
      />
    </svg>
  );
}
