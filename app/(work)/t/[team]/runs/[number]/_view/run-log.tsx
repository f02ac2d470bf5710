"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useVirtualizer } from "@tanstack/react-virtual";
import { Search } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useMemo, useRef, useState } from "react";
import { useTRPC } from "@/app/_trpc/client";
import { Button } from "@/app/_ui/button";
import { Switch } from "@/app/_ui/switch";
import { TextField } from "@/app/_ui/text-field";
import type { RunChunk } from "./run-detail";

const LINE_PX = 20;
const BOTTOM_PX = 40;
/** A scrolling region must be reachable by keyboard (WCAG 2.1.1). */
const KEYBOARD_SCROLL = { tabIndex: 0 } as const;

type Props = {
  team: string;
  number: number;
  chunks: readonly RunChunk[];
  hasEarlier: boolean;
  isOver: boolean;
};

/** The run's log: it follows what comes, can be searched, and keeps its place while you read. */
export function RunLog({ team, number, chunks, hasEarlier, isOver }: Props) {
  const t = useTranslations("runs");
  const earlier = useEarlierChunks(team, number, hasEarlier);
  const [search, setSearch] = useState("");
  const [follows, setFollows] = useState(!isOver);
  const lines = useMemo(() => linesOf([...earlier.chunks, ...chunks]), [earlier.chunks, chunks]);
  const needle = search.trim().toLowerCase();
  const shown = useMemo(
    () => (needle ? lines.filter((line) => line.text.toLowerCase().includes(needle)) : lines),
    [lines, needle],
  );
  if (lines.length === 0)
    return <p className="text-sm text-ink-soft">{isOver ? t("log.none") : t("log.soon")}</p>;
  return (
    <div className="flex flex-col gap-3">
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
        <div className="flex w-full items-center gap-3 sm:w-auto">
          <div className="w-full sm:w-72">
            <TextField
              label={t("log.search")}
              hideLabel
              placeholder={t("log.search")}
              leading={<Search aria-hidden="true" />}
              value={search}
              onChange={(event) => setSearch(event.target.value)}
            />
          </div>
          <span role="status" className="text-xs whitespace-nowrap text-ink-faint tabular-nums">
            {needle ? t("log.found", { count: shown.length }) : t("log.lines", { count: shown.length })}
          </span>
        </div>
        {!isOver && <Switch label={t("log.follow")} checked={follows} onChange={setFollows} />}
      </div>
      {earlier.hasMore && (
        <Button
          size="small"
          className="self-start"
          pending={earlier.isLoading}
          onClick={() => void earlier.load(chunks[0]?.id)}
        >
          {t("log.earlier")}
        </Button>
      )}
      <Lines lines={shown} follows={follows && !needle} onScrollAway={() => setFollows(false)} />
    </div>
  );
}

type Line = { key: string; text: string; isMark: boolean };

function linesOf(chunks: readonly RunChunk[]): Line[] {
  const lines: Line[] = [];
  let attempt: number | undefined;
  for (const chunk of chunks) {
    if (attempt !== undefined && chunk.attempt !== attempt)
      lines.push({ key: `mark-${chunk.id}`, text: `— ${chunk.attempt} —`, isMark: true });
    attempt = chunk.attempt;
    const texts = chunk.text.replace(/\n$/, "").split("\n");
    for (const [index, text] of texts.entries())
      lines.push({ key: `${chunk.id}-${index}`, text, isMark: false });
  }
  return lines;
}

function Lines({
  lines,
  follows,
  onScrollAway,
}: {
  lines: Line[];
  follows: boolean;
  onScrollAway: () => void;
}) {
  const t = useTranslations("runs");
  const frame = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({
    count: lines.length,
    getScrollElement: () => frame.current,
    estimateSize: () => LINE_PX,
    overscan: 30,
  });
  useEffect(() => {
    if (follows && lines.length > 0) rows.scrollToIndex(lines.length - 1, { align: "end" });
  }, [follows, lines.length, rows]);
  function onWheel() {
    const node = frame.current;
    if (node && follows && node.scrollHeight - node.scrollTop - node.clientHeight > BOTTOM_PX) onScrollAway();
  }
  return (
    <section
      ref={frame}
      {...KEYBOARD_SCROLL}
      aria-label={t("panels.log")}
      onWheel={onWheel}
      className="h-[min(60vh,36rem)] overflow-auto rounded-md border border-line bg-sunk p-3 font-mono text-xs leading-5"
    >
      <div style={{ height: rows.getTotalSize(), position: "relative" }}>
        {rows.getVirtualItems().map((row) => {
          const line = lines[row.index];
          return (
            <div
              key={line?.key ?? row.key}
              ref={rows.measureElement}
              data-index={row.index}
              className={line?.isMark ? "absolute inset-x-0 text-ink-faint" : toneOf(line?.text ?? "")}
              style={{ transform: `translateY(${row.start}px)` }}
            >
              {line?.text || "\u00a0"}
            </div>
          );
        })}
      </div>
    </section>
  );
}

function toneOf(text: string): string {
  const base = "absolute inset-x-0 break-words whitespace-pre-wrap";
  if (text.startsWith("error:")) return `${base} text-vermilion-ink`;
  return text.startsWith("warning:") ? `${base} text-ochre-ink` : base;
}

function useEarlierChunks(team: string, number: number, hasEarlier: boolean) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const [chunks, setChunks] = useState<RunChunk[]>([]);
  const [hasMore, setHasMore] = useState<boolean | null>(null);
  const [isLoading, setIsLoading] = useState(false);
  async function load(firstId: number | undefined) {
    const beforeId = chunks[0]?.id ?? firstId;
    if (beforeId === undefined) return;
    setIsLoading(true);
    try {
      const page = await queries.fetchQuery(trpc.runs.logs.queryOptions({ team, number, beforeId }));
      setChunks((known) => [...page.chunks, ...known]);
      setHasMore(page.hasMore);
    } finally {
      setIsLoading(false);
    }
  }
  return { chunks, hasMore: hasMore ?? hasEarlier, isLoading, load };
}
