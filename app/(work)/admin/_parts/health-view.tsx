"use client";

import type { inferRouterOutputs } from "@trpc/server";
import { useFormatter, useTranslations } from "next-intl";
import { DefinitionList } from "@/app/_ui/definition-list";
import { ErrorNotice } from "@/app/_ui/error-notice";
import { RelativeTime } from "@/app/_ui/relative-time";
import { Stat } from "@/app/_ui/stat";
import { useByteFormat } from "@/app/_ui/use-byte-format";
import type { AppRouter } from "@/server/routers/app-router";

type Health = inferRouterOutputs<AppRouter>["identity"]["health"];

const LOW_DISK_SHARE = 0.1;

/** How the server is doing, at a glance. */
export function HealthView({ health }: { health: Health }) {
  const t = useTranslations("admin.health");
  const format = useFormatter();
  const bytes = useByteFormat();
  const { database, disk, versions } = health;
  const isLow = disk !== null && disk.freeBytes / disk.totalBytes < LOW_DISK_SHARE;
  return (
    <div className="flex max-w-3xl flex-col gap-8">
      {isLow && <ErrorNotice message={t("low")} />}
      <div className="grid gap-6 border-y border-line py-5 sm:grid-cols-3">
        <Stat
          label={t("database")}
          value={bytes(database.bytes)}
          detail={t("databaseDetail", {
            version: database.version,
            ms: format.number(database.latencyMs, "measure"),
          })}
        />
        <Stat
          label={t("blobs")}
          value={bytes(database.blobs.bytes)}
          detail={t("blobsDetail", { count: database.blobs.count })}
        />
        <Stat
          label={t("disk")}
          value={disk ? bytes(disk.freeBytes) : "–"}
          detail={disk ? t("diskDetail", { total: bytes(disk.totalBytes) }) : t("diskUnknown")}
        />
      </div>
      <section className="flex flex-col gap-2">
        <h2 className="text-md font-semibold">{t("versions")}</h2>
        <DefinitionList
          items={[
            { term: "Atelier", value: versions.atelier },
            { term: "Next.js", value: versions.next },
            { term: "Node.js", value: versions.node },
            { term: t("since"), value: <RelativeTime at={health.upSince} /> },
          ]}
        />
      </section>
    </div>
  );
}
