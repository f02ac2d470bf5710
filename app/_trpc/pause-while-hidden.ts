import type { Operation, TRPCLink } from "@trpc/client";
import { observable, type Unsubscribable } from "@trpc/server/observable";
import type { AppRouter } from "@/server/routers/app-router";

/** A tab that is left for a moment keeps its stream. */
const PAUSE_AFTER_MS = 5_000;

/** Whether anybody can see the page. */
export type Visibility = {
  readonly isVisible: boolean;
  /** Calls back at each change, until what it returns is called. */
  subscribe(listener: () => void): () => void;
};

/**
 * Keeps a subscription's connection only while its tab can be seen: over HTTP/1.1 a browser opens six to a
 * host, and a person with ten tabs needs the rest. A stream that was paused goes on after its last event.
 */
export function pauseWhileHidden(visibility: Visibility = pageVisibility): TRPCLink<AppRouter> {
  return () =>
    ({ op, next }) =>
      observable((observer) => {
        let connection: Unsubscribable | null = null;
        let pauseTimer: ReturnType<typeof setTimeout> | undefined;
        let lastEventId: string | undefined;
        const connect = () => {
          connection ??= next(goingOnAfter(op, lastEventId)).subscribe({
            ...observer,
            next: (envelope) => {
              if ("id" in envelope.result && envelope.result.id) lastEventId = envelope.result.id;
              observer.next(envelope);
            },
          });
        };
        const pause = () => {
          connection?.unsubscribe();
          connection = null;
        };
        const follow = () => {
          clearTimeout(pauseTimer);
          if (visibility.isVisible) connect();
          else pauseTimer = setTimeout(pause, PAUSE_AFTER_MS);
        };
        const leave = visibility.subscribe(follow);
        follow();
        return () => {
          clearTimeout(pauseTimer);
          leave();
          pause();
        };
      });
}

/** tRPC's way of saying where a tracked stream has come to. */
function goingOnAfter(op: Operation, lastEventId: string | undefined): Operation {
  if (lastEventId === undefined || typeof op.input !== "object") return op;
  return { ...op, input: { ...op.input, lastEventId } };
}

const pageVisibility: Visibility = {
  get isVisible() {
    return document.visibilityState === "visible";
  },
  subscribe(listener) {
    document.addEventListener("visibilitychange", listener);
    return () => document.removeEventListener("visibilitychange", listener);
  },
};
