"use client";

import { useFormatter, useTranslations } from "next-intl";
import { Button } from "@/app/_ui/button";
import { Table, Td, Th, Tr } from "@/app/_ui/table";
import { AUDITED_ACTIONS } from "./audited-actions";

export type AuditRow = {
  id: number;
  at: Date;
  action: string;
  target: string | null;
  targetUser: string | null;
  actor: string | null;
  token: string | null;
  data: Record<string, string | number | boolean | null>;
};

/** Audit events, the newest first, as sentences; beside each the name that an export records it by. */
export function AuditTable(props: {
  events: readonly AuditRow[];
  hasMore: boolean;
  isLoadingMore: boolean;
  onMore: () => void;
}) {
  const t = useTranslations("account.auditTable");
  if (props.events.length === 0) return <p className="py-6 text-sm text-ink-soft">{t("none")}</p>;
  return (
    <>
      <Table aria-label={t("table")}>
        <thead>
          <Tr>
            <Th className="max-sm:hidden">{t("when")}</Th>
            <Th className="max-sm:pl-0">{t("who")}</Th>
            <Th>{t("what")}</Th>
            <Th className="max-lg:hidden">{t("recordedAs")}</Th>
          </Tr>
        </thead>
        <tbody>
          {props.events.map((event) => (
            <Tr key={event.id} className="align-top">
              <Td className="whitespace-nowrap text-ink-soft max-sm:hidden">
                <Moment at={event.at} />
              </Td>
              <Td className="max-w-56 break-words max-sm:pl-0">
                {event.actor ?? t("nobody")}
                {event.token && (
                  <span className="block text-xs text-ink-faint">{t("byToken", { token: event.token })}</span>
                )}
              </Td>
              <Td className="break-words">
                <Sentence event={event} />
                <span className="block text-xs text-ink-faint sm:hidden">
                  <Moment at={event.at} />
                </span>
              </Td>
              <Td className="max-lg:hidden">
                <code className="font-mono text-xs text-ink-faint">{event.action}</code>
              </Td>
            </Tr>
          ))}
        </tbody>
      </Table>
      {props.hasMore && (
        <Button className="mt-4" pending={props.isLoadingMore} onClick={props.onMore}>
          {t("loadMore")}
        </Button>
      )}
    </>
  );
}

/** In the reader's own time zone; the table is drawn in the browser only. */
function Moment({ at }: { at: Date }) {
  const format = useFormatter();
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  return <time dateTime={at.toISOString()}>{format.dateTime(at, "moment", { timeZone })}</time>;
}

/** Each argument that a sentence may ask for; an event of an older server may lack some. */
const NO_ARGUMENTS = {
  name: "",
  from: "",
  to: "",
  role: "",
  dataset: "",
  format: "",
  provider: "",
  method: "",
  number: "",
  count: 0,
  files: 0,
  images: 0,
  days: 0,
  maxUses: 0,
  ended: 0,
  isAdmin: "false",
  archived: "false",
};

function Sentence({ event }: { event: AuditRow }) {
  const t = useTranslations("account.auditTable");
  const known = AUDITED_ACTIONS.find((action) => action === event.action);
  if (!known) {
    const data = Object.entries(event.data).map(([key, value]) => `${key}: ${value}`);
    return [event.action, ...data].join(" · ");
  }
  const data = Object.entries(event.data).map(([key, value]) => [
    key,
    typeof value === "number" ? value : String(value ?? ""),
  ]);
  const target = event.targetUser ?? t("someoneGone");
  return t(`action.${known}`, { ...NO_ARGUMENTS, ...Object.fromEntries(data), target });
}
