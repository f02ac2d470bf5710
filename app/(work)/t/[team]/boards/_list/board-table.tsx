import type { inferRouterOutputs } from "@trpc/server";
import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";
import { Table, Td, Th, Tr } from "@/app/_ui/table";
import type { AppRouter } from "@/server/routers/app-router";

type Board = inferRouterOutputs<AppRouter>["boards"]["list"][number];

/** A team's boards: what is tested, how, and the best so far. */
export function BoardTable({ team, boards }: { team: string; boards: readonly Board[] }) {
  const t = useTranslations("boards");
  const format = useFormatter();
  return (
    <Table aria-label={t("listLabel")}>
      <thead>
        <tr className="border-b border-line">
          <Th>{t("column.board")}</Th>
          <Th className="max-md:hidden">{t("column.data")}</Th>
          <Th className="max-sm:hidden">{t("column.metric")}</Th>
          <Th numeric className="max-sm:hidden">
            {t("column.models")}
          </Th>
          <Th numeric>{t("column.best")}</Th>
        </tr>
      </thead>
      <tbody>
        {boards.map((board) => (
          <Tr key={board.id}>
            <Td>
              <Link href={`/t/${team}/boards/${board.slug}`} className="font-medium hover:underline">
                {board.name}
              </Link>
              <p className="text-xs text-ink-faint">
                {t(`split.${board.split}`)} · {t("pictures", { count: board.images })}
              </p>
            </Td>
            <Td className="text-ink-soft max-md:hidden">
              <Link href={`/t/${team}/datasets/${board.datasetSlug}/versions`} className="hover:underline">
                {t("version", { name: board.datasetName, number: board.versionNumber })}
              </Link>
            </Td>
            <Td className="text-ink-soft max-sm:hidden">{t(`metric.${board.metric}`)}</Td>
            <Td numeric className="text-ink-soft max-sm:hidden">
              {t("models", { count: board.models })}
            </Td>
            <Td numeric className="font-medium tabular-nums">
              {board.best === null ? (
                <span className="text-ink-faint">–</span>
              ) : (
                format.number(board.best, "score")
              )}
            </Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}
