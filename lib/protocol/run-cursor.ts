/** How far a watcher of a run has read: the last point and the last log chunk it got. */
export type RunCursor = { metricId: number; logId: number };

/** "12.7"; the id of a server-sent event. */
export function formatRunCursor({ metricId, logId }: RunCursor): string {
  return `${metricId}.${logId}`;
}

/** Reads a cursor; anything else means from the beginning. */
export function parseRunCursor(text: string | null): RunCursor {
  const match = /^(\d{1,15})\.(\d{1,15})$/.exec(text ?? "");
  return { metricId: Number(match?.[1] ?? 0), logId: Number(match?.[2] ?? 0) };
}
