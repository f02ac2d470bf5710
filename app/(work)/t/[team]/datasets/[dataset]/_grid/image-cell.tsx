"use client";

import { Check } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { type MouseEvent, useState } from "react";
import { classNames } from "@/app/_ui/class-names";
import { LabelSwatch } from "@/app/_ui/label-chip";
import type { GridImage, LabelView } from "../_header/dataset-view";
import { BoxOverlay } from "./box-overlay";
import { placeholderOf } from "./placeholder";

type Props = {
  image: GridImage;
  href: string;
  widthPx: number;
  heightPx: number;
  labels: ReadonlyMap<string, LabelView>;
  isSelected: boolean;
  isCurrent: boolean;
  canSelect: boolean;
  onToggle: (extend: boolean) => void;
  onFocus: () => void;
};

/** One thumbnail: a link to its editor, with a tick box in its corner. */
export function ImageCell(props: Props) {
  const { image, href, widthPx, heightPx, labels, isSelected, isCurrent, canSelect, onToggle, onFocus } =
    props;
  const t = useTranslations("datasets.grid");
  const [isLoaded, setLoaded] = useState(false);
  const tags = image.annotations.filter(({ geometry }) => geometry.type === "tag");
  function click(event: MouseEvent) {
    if (!canSelect || !(event.shiftKey || event.metaKey || event.ctrlKey)) return;
    event.preventDefault();
    onToggle(event.shiftKey);
  }
  return (
    <div
      role="gridcell"
      aria-selected={canSelect ? isSelected : undefined}
      className="group/cell relative shrink-0"
      style={{ width: widthPx, height: heightPx }}
    >
      <Link
        href={href}
        prefetch={false}
        data-image={image.id}
        tabIndex={isCurrent ? 0 : -1}
        aria-label={t("open", { name: image.fileName, count: image.annotationCount })}
        title={image.fileName}
        onClick={click}
        onFocus={onFocus}
        className={classNames(
          "absolute inset-0 overflow-hidden rounded-sm bg-sunk focus-visible:z-10",
          isSelected && "outline-3 outline-pigment -outline-offset-3",
        )}
        style={
          isLoaded
            ? undefined
            : { backgroundImage: placeholderOf(image.thumbhash), backgroundSize: "100% 100%" }
        }
      >
        <img
          src={image.thumbnailUrl}
          alt=""
          decoding="async"
          draggable={false}
          className={classNames(
            "size-full transition-opacity duration-140",
            !isLoaded && "opacity-0",
            isSelected && "opacity-80",
          )}
          ref={(element) => void (element?.complete && setLoaded(true))}
          onLoad={() => setLoaded(true)}
        />
        <BoxOverlay image={image} labels={labels} />
        {tags.length > 0 && (
          <span className="absolute right-1.5 bottom-1.5 flex gap-1">
            {tags.map(({ id, labelId }) => (
              <LabelSwatch key={id} hue={labels.get(labelId)?.hue ?? 0} />
            ))}
          </span>
        )}
      </Link>
      {canSelect && (
        <button
          type="button"
          role="checkbox"
          aria-checked={isSelected}
          aria-label={t("select", { name: image.fileName })}
          tabIndex={-1}
          onClick={(event) => onToggle(event.shiftKey)}
          className={classNames(
            "absolute top-1 left-1 grid size-6 place-items-center rounded-sm border transition-opacity duration-140",
            isSelected
              ? "border-pigment bg-pigment text-on-pigment"
              : "border-white/80 bg-black/35 text-transparent opacity-0 group-hover/cell:opacity-100 group-focus-within/cell:opacity-100 pointer-coarse:opacity-100",
          )}
        >
          <Check aria-hidden="true" className="size-4" />
        </button>
      )}
    </div>
  );
}
