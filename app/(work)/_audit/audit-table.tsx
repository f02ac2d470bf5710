"use client";

import { useFormatter, useTranslations } from "next-intl";
import { Button } from "@/app/_ui/button";
import { Table, Td, Th, Tr } from "@/app/_ui/table";

export type AuditRow = {
  id: number;
  at: Date;
  action: string;
  target: string | null;
  actor: string | null;
  token: string | null;
  data: Record<string, string | number | boolean | null>;
};

/** Audit events, the newest first. Actions are shown by their recorded names, as an export has them. */
export function AuditTable(props: {
  events: readonly AuditRow[];
  hasMore: boolean;
  isLoadingMore: boolean;
  onMore: () => void;
}) {
  const t = useTranslations("account.auditTable");
  const format = useFormatter();
  if (props.events.length === 0) return <p className="py-6 text-sm text-ink-soft">{t("none")}</p>;
  return (
    <>
      <Table aria-label={t("table")}>
        <thead>
          <Tr>
            <Th>{t("when")}</Th>
            <Th>{t("who")}</Th>
            <Th>{t("what")}</Th>
            <Th>{t("details")}</Th>
          </Tr>
        </thead>
        <tbody>
          {props.events.map((event) => (
            <Tr key={event.id}>
              <Td className="whitespace-nowrap text-ink-soft">
                <time dateTime={event.at.toISOString()}>{format.dateTime(event.at, "moment")}</time>
              </Td>
              <Td className="whitespace-nowrap">
                {event.actor ?? t("nobody")}
                {event.token && (
                  <span className="block text-xs text-ink-faint">{t("byToken", { token: event.token })}</span>
                )}
              </Td>
              <Td className="whitespace-nowrap">
                <code className="font-mono text-xs">{event.action}</code>
              </Td>
              <Td className="min-w-56 text-xs break-words text-ink-soft">{detailsOf(event)}</Td>
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

function detailsOf(event: AuditRow): string {
  return Object.entries(event.data)
    .map(([key, value]) => `${key}: ${value}`)
    .join(" · ");
}
