"use client";

import { useFormatter, useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/app/_ui/button";
import { Table, Td, Th, Tr } from "@/app/_ui/table";
import type { ImportNote, JobReport } from "@/lib/protocol/job";

/** What an import read, added, knew and left out, in two lines; every note below when asked for. */
export function ImportReport({ report }: { report: JobReport }) {
  const t = useTranslations("datasets.job");
  const [isOpen, setOpen] = useState(false);
  const notes = report.skipped.length + report.changed.length;
  return (
    <div className="flex flex-col gap-3">
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1 text-sm">
        <Counts name={t("images")} counts={report.images} />
        {report.annotations.read > 0 && <Counts name={t("annotations")} counts={report.annotations} />}
      </dl>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1 text-xs text-ink-soft">
        <span>{t("format", { format: t(`formats.${formatKey(report.format)}`) })}</span>
        {notes > 0 && (
          <Button size="small" variant="quiet" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
            {isOpen ? t("hide") : `${t("details")} (${notes + report.omittedNotes})`}
          </Button>
        )}
      </div>
      {isOpen && (
        <div className="flex max-h-96 flex-col gap-5 overflow-y-auto">
          <Notes title={t("skipped")} notes={report.skipped} />
          <Notes title={t("changed")} notes={report.changed} />
          {report.omittedNotes > 0 && (
            <p className="text-sm text-ink-soft">{t("omitted", { count: report.omittedNotes })}</p>
          )}
        </div>
      )}
    </div>
  );
}

type CountsProps = {
  name: string;
  counts: { read: number; added: number; known: number; changed?: number; skipped: number };
};

function Counts({ name, counts }: CountsProps) {
  const t = useTranslations("datasets.job");
  const format = useFormatter();
  const parts = [
    [counts.read, t("read")],
    [counts.added, t("added")],
    [counts.known, t("known")],
    [counts.changed ?? 0, t("changedCount")],
    [counts.skipped, t("skippedCount")],
  ] as const;
  return (
    <>
      <dt className="text-ink-soft">{name}</dt>
      <dd className="flex flex-wrap gap-x-4">
        {parts
          .filter(([count], index) => index < 2 || count > 0)
          .map(([count, word]) => (
            <span key={word}>
              <b className="font-semibold">{format.number(count)}</b> {word}
            </span>
          ))}
      </dd>
    </>
  );
}

function Notes({ title, notes }: { title: string; notes: readonly ImportNote[] }) {
  const t = useTranslations("datasets.job");
  const wordNote = useNoteWording();
  if (notes.length === 0) return null;
  return (
    <div>
      <h3 className="mb-1 text-sm font-semibold">{title}</h3>
      <Table aria-label={title}>
        <thead>
          <tr>
            <Th className="w-2/5">{t("file")}</Th>
            <Th>{t("reason")}</Th>
          </tr>
        </thead>
        <tbody>
          {keyed(notes).map(([key, note]) => (
            <Tr key={key}>
              <Td className="wrap-anywhere text-ink-soft">{note.file}</Td>
              <Td>{wordNote(note)}</Td>
            </Tr>
          ))}
        </tbody>
      </Table>
    </div>
  );
}

/** Two boxes of one file may have met the same fate: equal notes are told apart by their number. */
function keyed(notes: readonly ImportNote[]): [string, ImportNote][] {
  return notes.map((note, index) => [`${index} ${note.file}`, note]);
}

/** Words a note in the reader's language; a reason that has no words yet is shown as it is. */
function useNoteWording() {
  const t = useTranslations("datasets.notes");
  const keys: { has(key: string): boolean } = t;
  return ({ reason, args }: ImportNote) => {
    const isKey = (key: string): key is Parameters<typeof t>[0] => keys.has(key);
    return isKey(reason) ? t(reason, args ?? {}) : t("other", { reason });
  };
}

function formatKey(format: string) {
  if (format === "voc" || format === "coco" || format === "images") return format;
  return "mixed";
}
