"use client";

import { useFormatter } from "next-intl";

const UNITS = ["byte", "kilobyte", "megabyte", "gigabyte", "terabyte"] as const;

/** Bytes as people read them: `bytes(1_530_000)` is "1.5 MB" (units of 1000). */
export function useByteFormat(): (bytes: number) => string {
  const format = useFormatter();
  return (bytes) => {
    const power = bytes < 1000 ? 0 : Math.min(UNITS.length - 1, Math.floor(Math.log10(bytes) / 3));
    const maximumFractionDigits = power > 0 && bytes / 1000 ** power < 100 ? 1 : 0;
    return format.number(bytes / 1000 ** power, {
      style: "unit",
      unit: UNITS[power] ?? "byte",
      unitDisplay: "short",
      maximumFractionDigits,
    });
  };
}
