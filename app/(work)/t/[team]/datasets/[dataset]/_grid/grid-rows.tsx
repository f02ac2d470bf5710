"use client";

import { useWindowVirtualizer } from "@tanstack/react-virtual";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import {
  type KeyboardEvent,
  useEffect,
  useEffectEvent,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from "react";
import type { GridImage, LabelView } from "../_header/dataset-view";
import { ImageCell } from "./image-cell";
import { GAP_PX, justifiedRows } from "./justified-rows";
import type { Selection } from "./use-selection";

type Props = {
  label: string;
  team: string;
  dataset: string;
  images: readonly GridImage[];
  total: number;
  labels: ReadonlyMap<string, LabelView>;
  selection: Selection;
  canSelect: boolean;
  canDelete: boolean;
  /** The picked pictures are to go; the question comes first. */
  onDelete: () => void;
  /** The last rows are near: more may be wanted. */
  onEnd: () => void;
};

/** Rows of thumbnails, of which only those in sight exist. Arrow keys move, Space picks, Enter opens, Delete asks. */
export function GridRows(props: Props) {
  const { images, selection } = props;
  const t = useTranslations("datasets.grid");
  const router = useRouter();
  const frame = useRef<HTMLDivElement>(null);
  const { widthPx, topPx } = useFrame(frame);
  const rows = useMemo(
    () => (widthPx > 0 ? justifiedRows(images, widthPx, widthPx < 640 ? 120 : 176) : []),
    [images, widthPx],
  );
  const [kept, setCurrent] = useState(0);
  // Pictures may have gone since: there is always one that the Tab key can reach.
  const current = Math.min(kept, Math.max(0, images.length - 1));
  const virtual = useWindowVirtualizer({
    count: rows.length,
    estimateSize: (index) => (rows[index]?.heightPx ?? 0) + GAP_PX,
    scrollMargin: topPx,
    scrollPaddingStart: 120,
    scrollPaddingEnd: 80,
    overscan: 4,
  });
  const measure = useEffectEvent(() => virtual.measure());
  useEffect(() => {
    // The sizes that the virtualiser keeps are those of the rows before.
    if (rows) measure();
  }, [rows]);
  const visible = virtual.getVirtualItems();
  const lastVisible = visible.at(-1)?.index ?? 0;
  const reachEnd = useEffectEvent(props.onEnd);
  useEffect(() => {
    if (rows.length > 0 && lastVisible >= rows.length - 6) reachEnd();
  }, [lastVisible, rows.length]);

  function go(index: number) {
    const target = Math.max(0, Math.min(images.length - 1, index));
    const row = rows.findIndex(({ firstIndex, cells }) => target < firstIndex + cells.length);
    const id = images[target]?.id;
    setCurrent(target);
    virtual.scrollToIndex(row, { align: "auto" });
    requestAnimationFrame(() =>
      requestAnimationFrame(() =>
        frame.current?.querySelector<HTMLElement>(`[data-image="${id}"]`)?.focus({ preventScroll: true }),
      ),
    );
  }

  function press(event: KeyboardEvent) {
    const image = images[current];
    const step = stepOf(event.key, rows, current);
    if (step !== undefined) go(step);
    else if (event.key === " " && props.canSelect && image) selection.toggle(image.id, event.shiftKey);
    else if (event.key === "Enter" && image) router.push(hrefOf(props, image));
    else if (event.key === "a" && (event.ctrlKey || event.metaKey) && props.canSelect) selection.all();
    else if (event.key === "Escape") selection.clear();
    else if ((event.key === "Delete" || event.key === "Backspace") && props.canDelete && image)
      askToDelete(image);
    else return;
    event.preventDefault();
  }

  function askToDelete(image: GridImage) {
    if (selection.picked.size === 0) selection.toggle(image.id, false);
    props.onDelete();
  }

  return (
    <div
      ref={frame}
      role="grid"
      aria-label={props.label}
      aria-rowcount={rows.length}
      aria-multiselectable={props.canSelect}
      aria-description={t(props.canDelete ? "keys" : props.canSelect ? "keysSelect" : "keysRead")}
      onKeyDown={press}
      className="relative w-full"
      style={{ height: virtual.getTotalSize() }}
    >
      {visible.map(({ index, start }) => {
        const row = rows[index];
        if (!row) return null;
        return (
          <div
            key={row.firstIndex}
            role="row"
            aria-rowindex={index + 1}
            className="absolute top-0 left-0 flex"
            style={{ gap: GAP_PX, transform: `translateY(${start - topPx}px)` }}
          >
            {row.cells.map(({ item, widthPx: cellPx }, column) => (
              <ImageCell
                key={item.id}
                image={item}
                href={hrefOf(props, item)}
                widthPx={cellPx}
                heightPx={row.heightPx}
                labels={props.labels}
                isSelected={selection.picked.has(item.id)}
                isCurrent={row.firstIndex + column === current}
                canSelect={props.canSelect}
                onToggle={(extend) => selection.toggle(item.id, extend)}
                onFocus={() => setCurrent(row.firstIndex + column)}
              />
            ))}
          </div>
        );
      })}
    </div>
  );
}

function hrefOf({ team, dataset }: Pick<Props, "team" | "dataset">, image: GridImage): string {
  return `/t/${team}/datasets/${dataset}/images/${image.id}`;
}

type Rows = readonly { firstIndex: number; cells: readonly { widthPx: number }[] }[];

/** Where an arrow key leads; up and down go to the picture above or below the middle of this one. */
function stepOf(key: string, rows: Rows, current: number): number | undefined {
  if (key === "ArrowRight") return current + 1;
  if (key === "ArrowLeft") return current - 1;
  if (key === "Home") return 0;
  if (key === "End") return Number.MAX_SAFE_INTEGER;
  if (key !== "ArrowUp" && key !== "ArrowDown") return undefined;
  const at = rows.findIndex(({ firstIndex, cells }) => current < firstIndex + cells.length);
  const row = rows[at];
  const target = rows[at + (key === "ArrowDown" ? 1 : -1)];
  if (!row || !target) return current;
  return target.firstIndex + nearestCell(target.cells, middleOf(row.cells, current - row.firstIndex));
}

function middleOf(cells: readonly { widthPx: number }[], column: number): number {
  const before = cells.slice(0, column).reduce((sum, { widthPx }) => sum + widthPx + GAP_PX, 0);
  return before + (cells[column]?.widthPx ?? 0) / 2;
}

function nearestCell(cells: readonly { widthPx: number }[], middlePx: number): number {
  const distances = cells.map((_, column) => Math.abs(middleOf(cells, column) - middlePx));
  return distances.indexOf(Math.min(...distances));
}

/** The frame's width and its distance from the page's top, kept up to date. */
function useFrame(frame: { current: HTMLElement | null }) {
  const [size, setSize] = useState({ widthPx: 0, topPx: 0 });
  useLayoutEffect(() => {
    const element = frame.current;
    if (!element) return;
    const read = () => {
      const { width, top } = element.getBoundingClientRect();
      const next = { widthPx: width, topPx: Math.round(top + window.scrollY) };
      setSize((before) => (before.widthPx === next.widthPx && before.topPx === next.topPx ? before : next));
    };
    read();
    const observer = new ResizeObserver(read);
    observer.observe(element);
    // What lies above (an upload, a report) pushes the grid down.
    observer.observe(document.body);
    return () => observer.disconnect();
  }, [frame]);
  return size;
}
