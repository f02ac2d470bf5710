"use client";

import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { Skeleton } from "@/app/_ui/skeleton";
import { CurveChart } from "./curve-chart";
import { groupCurves } from "./curve-groups";
import type { RunPoint } from "./run-detail";

/** A run's curves, one chart for each kind of measure. They grow while the run is at work. */
export function Curves({
  points,
  isLoaded,
  isOver,
}: {
  points: readonly RunPoint[];
  isLoaded: boolean;
  isOver: boolean;
}) {
  const t = useTranslations("runs");
  const groups = useMemo(() => groupCurves(points), [points]);
  if (!isLoaded) {
    return (
      <div className="grid gap-8 xl:grid-cols-2">
        <Skeleton className="h-72" />
        <Skeleton className="h-72" />
      </div>
    );
  }
  if (groups.length === 0)
    return <p className="text-sm text-ink-soft">{isOver ? t("curves.none") : t("curves.soon")}</p>;
  return (
    <div className="grid gap-x-10 gap-y-9 xl:grid-cols-2">
      {groups.map((group) => (
        <CurveChart
          key={group.key}
          title={t(`curves.${group.key}`)}
          curves={group.curves}
          isFraction={group.key === "validation"}
        />
      ))}
    </div>
  );
}
