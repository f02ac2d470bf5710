"use client";

import { useInfiniteQuery, useQuery, useQueryClient } from "@tanstack/react-query";
import { Download } from "lucide-react";
import { useTranslations } from "next-intl";
import { parseAsStringLiteral, useQueryState } from "nuqs";
import { useState } from "react";
import { toast } from "sonner";
import { useTRPC } from "@/app/_trpc/client";
import { Button } from "@/app/_ui/button";
import { ErrorNotice } from "@/app/_ui/error-notice";
import { Skeleton } from "@/app/_ui/skeleton";
import { Toolbar, ToolbarSpacer } from "@/app/_ui/toolbar";
import { useErrorMessage } from "@/app/_ui/use-error-message";
import { AuditTable } from "@/app/(work)/_audit/audit-table";
import { TEAM_NOUNS } from "@/app/(work)/_audit/audited-actions";
import { NounFilter } from "@/app/(work)/_audit/noun-filter";
import { PersonFilter } from "@/app/(work)/_audit/person-filter";
import type { UserId } from "@/lib/ids";

/** A team's log with a filter, older pages on demand, and an export. */
export function TeamAudit({ slug }: { slug: string }) {
  const t = useTranslations("team.settings.audit");
  const wording = useErrorMessage();
  const trpc = useTRPC();
  const [noun, setNoun] = useQueryState("about", parseAsStringLiteral(TEAM_NOUNS));
  const [person, setPerson] = useQueryState("by");
  const members = useQuery(trpc.teams.members.queryOptions({ team: slug }));
  const actorUserId = members.data?.find(({ userId }) => userId === person)?.userId;
  const filter = { ...(noun && { noun }), ...(actorUserId && { actorUserId }) };
  const log = useInfiniteQuery(
    trpc.audit.ofTeam.infiniteQueryOptions(
      { team: slug, ...filter },
      { getNextPageParam: (page) => page.nextBeforeId ?? undefined },
    ),
  );
  return (
    <>
      <Toolbar label={t("title")} className="my-3">
        <NounFilter nouns={TEAM_NOUNS} value={noun} onChange={(next) => void setNoun(next)} />
        <PersonFilter people={members.data ?? []} value={person} onChange={(next) => void setPerson(next)} />
        <ToolbarSpacer />
        <ExportButton slug={slug} filter={filter} />
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

type Filter = { noun?: string; actorUserId?: UserId };

function ExportButton({ slug, filter }: { slug: string; filter: Filter }) {
  const t = useTranslations("team.settings.audit");
  const wording = useErrorMessage();
  const trpc = useTRPC();
  const queries = useQueryClient();
  const [pending, setPending] = useState(false);
  async function save() {
    setPending(true);
    try {
      const input = { team: slug, ...filter };
      const { csv, isWhole } = await queries.fetchQuery({
        ...trpc.audit.exportOfTeam.queryOptions(input),
        staleTime: 0,
      });
      saveFile(`${slug}-audit.csv`, csv);
      toast(t("exported", { isWhole: String(isWhole) }));
    } catch (error) {
      toast.error(wording(error));
    } finally {
      setPending(false);
    }
  }
  return (
    <Button icon={<Download aria-hidden="true" />} pending={pending} onClick={() => void save()}>
      {t("export")}
    </Button>
  );
}

function saveFile(name: string, text: string) {
  // The mark at the front tells spreadsheets that the file is UTF-8, Korean names included.
  const url = URL.createObjectURL(new Blob(["\uFEFF", text], { type: "text/csv;charset=utf-8" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
