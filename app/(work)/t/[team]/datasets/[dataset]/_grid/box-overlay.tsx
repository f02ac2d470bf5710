import { labelHue } from "@/lib/label-hues";
import type { GridImage, LabelView } from "../_header/dataset-view";

type Props = { image: GridImage; labels: ReadonlyMap<string, LabelView> };

/** A picture's boxes over its thumbnail, in the hues and dashes of their labels, on a halo that shows on any picture. */
export function BoxOverlay({ image, labels }: Props) {
  return (
    <svg
      aria-hidden="true"
      viewBox={`0 0 ${image.widthPx} ${image.heightPx}`}
      preserveAspectRatio="none"
      className="pointer-events-none absolute inset-0 size-full"
    >
      {image.annotations.map(({ id, labelId, geometry }) => {
        if (geometry.type !== "box") return null;
        const { x, y, width, height } = geometry;
        const hue = labelHue(labels.get(labelId)?.hue ?? 0);
        const shape = { x, y, width, height, fill: "none", vectorEffect: "non-scaling-stroke" } as const;
        return (
          <g key={id}>
            <rect {...shape} stroke="rgb(16 19 28 / 0.55)" strokeWidth={3.5} />
            <rect {...shape} stroke={hue.night} strokeWidth={1.75} strokeDasharray={hue.dashPx.join(" ")} />
          </g>
        );
      })}
    </svg>
  );
}
