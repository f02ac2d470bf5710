"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { parseAsStringLiteral, useQueryState } from "nuqs";
import { useTRPC } from "@/app/_trpc/client";
import { ErrorNotice } from "@/app/_ui/error-notice";
import { Skeleton } from "@/app/_ui/skeleton";
import { Toolbar } from "@/app/_ui/toolbar";
import { useErrorMessage } from "@/app/_ui/use-error-message";
import { AuditTable } from "@/app/(work)/_audit/audit-table";
import { SERVER_NOUNS } from "@/app/(work)/_audit/audited-actions";
import { NounFilter } from "@/app/(work)/_audit/noun-filter";

/** The server's own log. */
export function ServerAudit() {
  const t = useTranslations("admin.audit");
  const wording = useErrorMessage();
  const trpc = useTRPC();
  const [noun, setNoun] = useQueryState("about", parseAsStringLiteral(SERVER_NOUNS));
  const log = useInfiniteQuery(
    trpc.audit.ofServer.infiniteQueryOptions(
      { ...(noun && { noun }) },
      { getNextPageParam: (page) => page.nextBeforeId ?? undefined },
    ),
  );
  return (
    <>
      <Toolbar label={t("title")} className="my-3">
        <NounFilter nouns={SERVER_NOUNS} value={noun} onChange={(next) => void setNoun(next)} />
      </Toolbar>
      <ErrorNotice message={log.error && wording(log.error)} />
      {log.isPending && <Skeleton className="h-64 w-full" />}
      {log.data && (
        <AuditTable
          events={log.data.pages.flatMap((page) => page.events)}
          hasMore={log.hasNextPage}
          isLoadingMore={log.isFetchingNextPage}
          onMore={() => void log.fetchNextPage()}
        />
      )}
    </>
  );
}
