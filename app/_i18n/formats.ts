import type { Formats } from "next-intl";

/** Named formats, so that a date or a score reads the same on every screen: `format.number(x, "score")`. */
export const formats = {
  dateTime: {
    day: { year: "numeric", month: "short", day: "numeric" },
    moment: { year: "numeric", month: "short", day: "numeric", hour: "numeric", minute: "2-digit" },
    clock: { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" },
  },
  number: {
    count: { maximumFractionDigits: 0 },
    score: { minimumFractionDigits: 3, maximumFractionDigits: 3 },
    percent: { style: "percent", maximumFractionDigits: 1 },
    measure: { maximumSignificantDigits: 4 },
  },
} as const satisfies Formats;
