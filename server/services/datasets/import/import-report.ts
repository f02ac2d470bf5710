import { cleanText } from "@/lib/formats/clean-text";
import type { ImportNote, JobReport } from "@/lib/protocol/job";

const MAX_NOTES = 3000;
const MAX_NAME_LENGTH = 400;

/** Gathers what an import did, for people: counts of everything, notes up to a few thousand. */
export function importReport(format: string) {
  const report: JobReport = {
    format,
    images: { read: 0, added: 0, known: 0, skipped: 0 },
    annotations: { read: 0, added: 0, known: 0, changed: 0, skipped: 0 },
    labels: [],
    skipped: [],
    changed: [],
    omittedNotes: 0,
  };
  function keep(list: ImportNote[], note: ImportNote) {
    if (report.skipped.length + report.changed.length < MAX_NOTES) list.push(storable(note));
    else report.omittedNotes += 1;
  }
  return {
    report,
    skip: (note: ImportNote) => keep(report.skipped, note),
    change: (note: ImportNote) => keep(report.changed, note),
  };
}

export type ImportReport = ReturnType<typeof importReport>;

/** Names come out of files as they are; Postgres takes no NUL and no half characters in its JSON. */
function storable({ file, reason, args }: ImportNote): ImportNote {
  const entries = Object.entries(args ?? {}).map(([name, value]) => [name, storableValue(value)]);
  return {
    file: cleanText(file, MAX_NAME_LENGTH),
    reason,
    ...(args !== undefined && { args: Object.fromEntries(entries) }),
  };
}

function storableValue(value: string | number): string | number {
  return typeof value === "string" ? cleanText(value, MAX_NAME_LENGTH) : value;
}
