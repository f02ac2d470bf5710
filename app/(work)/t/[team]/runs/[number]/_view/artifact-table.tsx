"use client";

import { Download } from "lucide-react";
import { useTranslations } from "next-intl";
import { RelativeTime } from "@/app/_ui/relative-time";
import { Table, Td, Th, Tr } from "@/app/_ui/table";
import { useByteFormat } from "@/app/_ui/use-byte-format";
import type { RunDetail } from "./run-detail";

/** The files that a run left, with their sizes and hashes. */
export function ArtifactTable({ artifacts }: { artifacts: RunDetail["artifacts"] }) {
  const t = useTranslations("runs");
  const bytes = useByteFormat();
  if (artifacts.length === 0) return <p className="text-sm text-ink-soft">{t("files.none")}</p>;
  return (
    <Table aria-label={t("panels.files")}>
      <thead>
        <Tr>
          <Th>{t("files.name")}</Th>
          <Th>{t("files.kind")}</Th>
          <Th numeric>{t("files.size")}</Th>
          <Th className="max-md:hidden">{t("files.hash")}</Th>
          <Th className="max-sm:hidden">{t("files.made")}</Th>
        </Tr>
      </thead>
      <tbody>
        {artifacts.map((artifact) => (
          <Tr key={artifact.id}>
            <Td>
              <a
                href={`/api/artifacts/${artifact.id}`}
                download
                className="inline-flex items-center gap-1.5 font-medium hover:underline"
              >
                <Download aria-hidden="true" className="size-4 text-ink-faint" />
                {artifact.name}
              </a>
            </Td>
            <Td className="text-ink-soft">{artifact.kind}</Td>
            <Td numeric className="tabular-nums">
              {bytes(artifact.bytes)}
            </Td>
            <Td className="max-md:hidden">
              <code className="font-mono text-xs text-ink-faint" title={artifact.sha256}>
                {artifact.sha256.slice(0, 12)}
              </code>
            </Td>
            <Td className="max-sm:hidden">
              <RelativeTime at={artifact.createdAt} />
            </Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}
