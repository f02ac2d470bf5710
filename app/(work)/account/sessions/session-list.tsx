"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { inferRouterOutputs } from "@trpc/server";
import { signOut } from "next-auth/react";
import { useTranslations } from "next-intl";
import { toast } from "sonner";
import { useTRPC } from "@/app/_trpc/client";
import { ConfirmDestroy } from "@/app/_ui/alert-dialog";
import { Badge } from "@/app/_ui/badge";
import { Button } from "@/app/_ui/button";
import { ErrorNotice } from "@/app/_ui/error-notice";
import { RelativeTime } from "@/app/_ui/relative-time";
import { useErrorMessage } from "@/app/_ui/use-error-message";
import type { AppRouter } from "@/server/routers/app-router";
import { deviceOf } from "./device";

type Session = inferRouterOutputs<AppRouter>["identity"]["sessions"][number];

/** Every place this person is signed in, and a way to end each. */
export function SessionList({ initial }: { initial: Session[] }) {
  const t = useTranslations("account.sessions");
  const wording = useErrorMessage();
  const trpc = useTRPC();
  const queries = useQueryClient();
  const { data: sessions } = useQuery({ ...trpc.identity.sessions.queryOptions(), initialData: initial });
  const onSettled = () => queries.invalidateQueries(trpc.identity.sessions.queryFilter());
  const endOne = useMutation(trpc.identity.revokeSession.mutationOptions({ onSettled }));
  const endOthers = useMutation(
    trpc.identity.revokeOtherSessions.mutationOptions({
      onSettled,
      onSuccess: ({ ended }) => toast(t("endedOthers", { ended })),
    }),
  );
  const failure = endOne.error ?? endOthers.error;
  return (
    <>
      <ErrorNotice message={failure && wording(failure)} />
      <ul aria-label={t("title")} className="divide-y divide-line border-y border-line">
        {sessions.map((session) => (
          <li key={session.id} className="flex min-h-14 items-center justify-between gap-4 py-2.5 text-sm">
            <SessionFacts session={session} />
            {session.isCurrent ? (
              <Badge tone="done">{t("current")}</Badge>
            ) : (
              <Button
                size="small"
                pending={endOne.isPending && endOne.variables.sessionId === session.id}
                onClick={() => endOne.mutate({ sessionId: session.id })}
              >
                {t("end")}
              </Button>
            )}
          </li>
        ))}
      </ul>
      <div className="flex flex-wrap gap-3">
        {sessions.length > 1 && (
          <Button pending={endOthers.isPending} onClick={() => endOthers.mutate()}>
            {t("endOthers")}
          </Button>
        )}
        <ConfirmDestroy
          title={t("endAllTitle")}
          consequence={t("endAllConsequence")}
          confirmLabel={t("endAll")}
          onConfirm={async () => {
            await endOthers.mutateAsync();
            await signOut({ callbackUrl: "/sign-in" });
          }}
          trigger={<Button variant="quiet">{t("endAll")}</Button>}
        />
      </div>
    </>
  );
}

function SessionFacts({ session }: { session: Session }) {
  const t = useTranslations("account.sessions");
  const device = deviceOf(session.userAgent);
  return (
    <div className="flex min-w-0 flex-col gap-0.5">
      <p className="font-medium">{device ? t("on", device) : t("unknown")}</p>
      <p className="flex flex-wrap gap-x-3 text-xs text-ink-soft">
        <span>
          {t("lastSeen")} <RelativeTime at={session.lastSeenAt} />
        </span>
        <span>
          {t("since")} <RelativeTime at={session.createdAt} />
        </span>
      </p>
    </div>
  );
}
