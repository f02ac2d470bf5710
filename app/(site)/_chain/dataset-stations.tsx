import { useTranslations } from "next-intl";
import { LabelChip } from "@/app/_ui/label-chip";
import { inkOn, labelHue } from "@/lib/label-hues";
import type { ChainData } from "./chain-data";
import { Station } from "./station";

/** The pictures as they came. */
export function StripStation({ chain }: { chain: ChainData }) {
  const t = useTranslations("landing.chain");
  const { version, team, strip } = chain;
  return (
    <Station
      verb={t("gather")}
      href={`/t/${team.slug}/datasets/${version.datasetSlug}`}
      width="w-[19rem]"
      note={t("pictures", { count: version.counts.images, dataset: version.datasetName })}
    >
      <div className="grid h-full grid-cols-3 grid-rows-2 gap-1">
        {strip.map((url) => (
          <img
            key={url}
            src={url}
            alt=""
            loading="lazy"
            decoding="async"
            className="size-full object-cover"
          />
        ))}
      </div>
    </Station>
  );
}

/** One picture with its boxes as they were frozen. */
export function PictureStation({ chain }: { chain: ChainData }) {
  const t = useTranslations("landing.chain");
  const { version, team, picture } = chain;
  const boxes = picture.annotations.filter((annotation) => annotation.kind === "box");
  const labelOf = (id: string) => version.labels.find((label) => label.id === id);
  const names = [...new Set(boxes.map((box) => labelOf(box.labelId)?.name ?? ""))].filter(Boolean);
  const alt = t("pictureAlt", { dataset: version.datasetName, labels: names.join(", ") });
  return (
    <Station
      verb={t("box")}
      href={`/t/${team.slug}/datasets/${version.datasetSlug}`}
      width="w-max max-w-[88vw]"
      note={t("boxes", { count: boxes.length, labels: names.length })}
    >
      <svg
        viewBox={`0 0 ${picture.widthPx} ${picture.heightPx}`}
        role="img"
        aria-label={alt}
        className="h-full w-auto"
      >
        <image href={picture.url} width={picture.widthPx} height={picture.heightPx} />
        {boxes.map((box) => (
          <Box key={box.id} box={box} hue={labelOf(box.labelId)?.hue ?? 0} unitPx={picture.heightPx / 288} />
        ))}
      </svg>
    </Station>
  );
}

type BoxAnnotation = Extract<ChainData["picture"]["annotations"][number], { kind: "box" }>;

function Box({ box, hue, unitPx }: { box: BoxAnnotation; hue: number; unitPx: number }) {
  const { night, letter, dashPx } = labelHue(hue);
  const tag = 15 * unitPx;
  return (
    <g>
      <rect
        x={box.x}
        y={box.y}
        width={box.width}
        height={box.height}
        fill="none"
        stroke="#000"
        strokeOpacity="0.55"
        strokeWidth={4 * unitPx}
      />
      <rect
        x={box.x}
        y={box.y}
        width={box.width}
        height={box.height}
        fill="none"
        stroke={night}
        strokeWidth={2 * unitPx}
        strokeDasharray={dashPx.map((px) => px * unitPx).join(" ")}
      />
      <rect x={box.x} y={box.y} width={tag} height={tag} fill={night} />
      <text
        x={box.x + tag / 2}
        y={box.y + tag * 0.76}
        textAnchor="middle"
        fontSize={tag * 0.72}
        fontWeight="700"
        fill={inkOn(night)}
      >
        {letter}
      </text>
    </g>
  );
}

/** The frozen version: its number, hash and split. */
export function VersionStation({ chain }: { chain: ChainData }) {
  const t = useTranslations("landing.chain");
  const { version, team } = chain;
  const { train = 0, val = 0, test = 0 } = version.counts.bySplit;
  return (
    <Station
      verb={t("freeze")}
      href={`/t/${team.slug}/datasets/${version.datasetSlug}/versions`}
      width="w-[20rem]"
      note={t("split", { train, val, test })}
    >
      <p className="display text-4xl">{t("version", { number: version.number })}</p>
      <p className="mt-2 font-mono text-xs text-ink-faint">
        <span className="sr-only">{t("hash")} </span>
        {version.contentHash.slice(0, 16)}
      </p>
      <div aria-hidden="true" className="mt-6 flex h-9 gap-px">
        <span className="bg-ink" style={{ flexGrow: train }} />
        <span className="border border-ink bg-line" style={{ flexGrow: val }} />
        <span className="border border-ink" style={{ flexGrow: test }} />
      </div>
      <ul className="mt-auto grid grid-cols-2 gap-x-4 gap-y-1.5 pb-1">
        {version.labels.slice(0, 8).map((label) => (
          <li key={label.id} className="min-w-0">
            <LabelChip hue={label.hue} count={version.counts.byLabel[label.id]}>
              {label.name}
            </LabelChip>
          </li>
        ))}
      </ul>
    </Station>
  );
}
