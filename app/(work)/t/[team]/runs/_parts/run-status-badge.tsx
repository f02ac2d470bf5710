import { useTranslations } from "next-intl";
import { Badge, type BadgeTone } from "@/app/_ui/badge";
import type { RunProgress, RunStatus } from "@/lib/protocol/run";

const TONES: Record<RunStatus, BadgeTone> = {
  queued: "neutral",
  leased: "live",
  running: "live",
  finalizing: "live",
  succeeded: "done",
  failed: "failed",
  cancelled: "neutral",
  dead: "failed",
};

type Props = { status: RunStatus; isStopping?: boolean; progress?: RunProgress | null };

/** A run's state in a word, with how far it is while it trains. */
export function RunStatusBadge({ status, isStopping = false, progress = null }: Props) {
  const t = useTranslations("runs");
  const isHeld = status === "leased" || status === "running" || status === "finalizing";
  if (isStopping && isHeld) return <Badge tone="attention">{t("status.stopping")}</Badge>;
  const percent =
    status === "running" && progress?.phase === "train" && progress.total > 0
      ? progress.done / progress.total
      : null;
  return (
    <Badge tone={TONES[status]}>
      {t(`status.${status}`)}
      {percent !== null && <span className="tabular-nums">{Math.floor(percent * 100)}%</span>}
    </Badge>
  );
}
