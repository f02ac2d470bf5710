import type { ImportNote, JobReport } from "@/lib/protocol/job";

const MAX_NOTES = 3000;

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
    if (report.skipped.length + report.changed.length < MAX_NOTES) list.push(note);
    else report.omittedNotes += 1;
  }
  return {
    report,
    skip: (note: ImportNote) => keep(report.skipped, note),
    change: (note: ImportNote) => keep(report.changed, note),
  };
}

export type ImportReport = ReturnType<typeof importReport>;
