import type { Operation } from "@trpc/client";
import { observable } from "@trpc/server/observable";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { pauseWhileHidden } from "./pause-while-hidden";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A tab whose stream is recorded: what each connection was asked for, and how many are open. */
function tab({ isVisible = true } = {}) {
  const listeners = new Set<() => void>();
  const asked: unknown[] = [];
  const heard: unknown[] = [];
  let open = 0;
  let emit: (id: string) => void = () => undefined;
  const visibility = {
    isVisible,
    subscribe: (listener: () => void) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
  const op: Operation = {
    id: 1,
    type: "subscription",
    path: "runs.events",
    input: { team: "studio" },
    context: {},
    signal: null,
  };
  const link = pauseWhileHidden(visibility)({});
  const stream = link({
    op,
    next: ({ input }) =>
      observable((observer) => {
        asked.push(input);
        open += 1;
        emit = (id) => observer.next({ result: { type: "data", id, data: id } });
        return () => {
          open -= 1;
        };
      }),
  });
  const subscription = stream.subscribe({
    next: ({ result }) => heard.push("data" in result && result.data),
  });
  return {
    asked,
    heard,
    isOpen: () => open === 1,
    listeners,
    stop: () => subscription.unsubscribe(),
    emit: (id: string) => emit(id),
    show: (isShown: boolean) => {
      visibility.isVisible = isShown;
      for (const listener of listeners) listener();
    },
  };
}

test("a tab opened in the background asks for nothing until it is looked at", () => {
  const { asked, show } = tab({ isVisible: false });
  vi.advanceTimersByTime(60_000);
  expect(asked).toEqual([]);
  show(true);
  expect(asked).toEqual([{ team: "studio" }]);
});

test("a hidden tab gives its connection back, and goes on after the last event when it is seen again", () => {
  const { asked, heard, isOpen, emit, show } = tab();
  emit("7");
  show(false);
  vi.advanceTimersByTime(6_000);
  expect(isOpen()).toBe(false);
  show(true);
  expect(isOpen()).toBe(true);
  expect(asked).toEqual([{ team: "studio" }, { team: "studio", lastEventId: "7" }]);
  emit("8");
  expect(heard).toEqual(["7", "8"]);
});

test("a glance aside keeps the connection", () => {
  const { asked, isOpen, show } = tab();
  show(false);
  vi.advanceTimersByTime(1_000);
  show(true);
  vi.advanceTimersByTime(60_000);
  expect(isOpen()).toBe(true);
  expect(asked).toHaveLength(1);
});

test("who leaves while hidden is not connected again", () => {
  const { isOpen, listeners, stop, show } = tab();
  show(false);
  stop();
  vi.advanceTimersByTime(60_000);
  show(true);
  expect(isOpen()).toBe(false);
  expect(listeners.size).toBe(0);
});
