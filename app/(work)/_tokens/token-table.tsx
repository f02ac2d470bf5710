"use client";

import { useFormatter, useTranslations } from "next-intl";
import { ConfirmDestroy } from "@/app/_ui/alert-dialog";
import { Button } from "@/app/_ui/button";
import { RelativeTime } from "@/app/_ui/relative-time";

export type ListedToken = {
  id: string;
  name: string;
  prefix: string;
  expiresAt: Date;
  lastUsedAt: Date | null;
};

/** Live tokens, each with what tells it apart and a way to end it. */
export function TokenTable<Token extends ListedToken>(props: {
  tokens: readonly Token[];
  /** What this token may do and where, in a few words. */
  describe: (token: Token) => string;
  onRevoke: (token: Token) => Promise<unknown>;
}) {
  const t = useTranslations("account.token");
  return (
    <ul aria-label={t("table")} className="divide-y divide-line border-y border-line">
      {props.tokens.map((token) => (
        <li key={token.id} className="flex flex-wrap items-center justify-between gap-x-6 gap-y-1 py-3">
          <div className="flex min-w-0 flex-col gap-0.5">
            <p className="flex flex-wrap items-baseline gap-x-2.5 text-sm">
              <span className="font-medium">{token.name}</span>
              <code className="font-mono text-xs text-ink-faint">{token.prefix}…</code>
            </p>
            <p className="flex flex-wrap gap-x-3 text-xs text-ink-soft">
              <span>{props.describe(token)}</span>
              <TokenTimes token={token} />
            </p>
          </div>
          <ConfirmDestroy
            title={t("revokeTitle", { name: token.name })}
            consequence={t("revokeConsequence")}
            confirmLabel={t("revoke")}
            onConfirm={() => props.onRevoke(token)}
            trigger={<Button size="small">{t("revoke")}</Button>}
          />
        </li>
      ))}
    </ul>
  );
}

function TokenTimes({ token }: { token: ListedToken }) {
  const t = useTranslations("account.token");
  const format = useFormatter();
  return (
    <>
      <span>
        {t("expires")} {format.dateTime(token.expiresAt, "day")}
      </span>
      <span>
        {token.lastUsedAt ? (
          <>
            {t("lastUsed")} <RelativeTime at={token.lastUsedAt} />
          </>
        ) : (
          t("never")
        )}
      </span>
    </>
  );
}
