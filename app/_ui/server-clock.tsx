"use client";

import { createContext, type ReactNode, useContext, useEffect, useState } from "react";

interface Clock {
  /** The server's time in ms since 1970, within a network delay. */
  nowMs: number;
}

const ClockContext = createContext<Clock>({ nowMs: 0 });

/** Ticks every 20 s in the server's time, so that a wrong clock on a device does not make "in 3 minutes" of the past. */
export function ServerClock({ serverNowMs, children }: { serverNowMs: number; children: ReactNode }) {
  const [nowMs, setNowMs] = useState(serverNowMs);
  const [mountedWith] = useState(serverNowMs);
  useEffect(() => {
    const skewMs = mountedWith - Date.now();
    const timer = setInterval(() => setNowMs(Date.now() + skewMs), 20_000);
    return () => clearInterval(timer);
  }, [mountedWith]);
  return <ClockContext value={{ nowMs }}>{children}</ClockContext>;
}

/** The server's time as this page knows it, renewed every 20 s. */
export function useServerNowMs(): number {
  return useContext(ClockContext).nowMs;
}
