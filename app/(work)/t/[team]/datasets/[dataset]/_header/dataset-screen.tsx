"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useTRPC } from "@/app/_trpc/client";
import { roleAllows } from "@/lib/team-role";
import { ImageGrid } from "../_grid/image-grid";
import { JobPanel } from "../_jobs/job-panel";
import { DropZone } from "../_upload/drop-zone";
import { UploadPanel } from "../_upload/upload-panel";
import { useUploads } from "../_upload/use-uploads";
import { DatasetHeader } from "./dataset-header";
import type { DatasetView } from "./dataset-view";
import { FirstPictures } from "./first-pictures";

/** One dataset: its head, what is on its way in, and the grid of its pictures. */
export function DatasetScreen({ team, initial }: { team: string; initial: DatasetView }) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const t = useTranslations("datasets");
  const place = { team, dataset: initial.slug };
  const { data: dataset } = useQuery({ ...trpc.datasets.get.queryOptions(place), initialData: initial });
  const canAdd = dataset.isMember && roleAllows(dataset.role, "annotator");
  const canManage = dataset.isMember && roleAllows(dataset.role, "maintainer");
  const uploads = useUploads({
    ...place,
    onStarted: () => client.invalidateQueries({ queryKey: trpc.jobs.list.queryKey() }),
  });
  const refresh = () => {
    void client.invalidateQueries({ queryKey: trpc.datasets.get.queryKey(place) });
    void client.invalidateQueries({ queryKey: trpc.images.list.pathKey() });
  };
  return (
    <div data-wide="" className="flex flex-col">
      <DatasetHeader
        team={team}
        dataset={dataset}
        canAdd={canAdd}
        canManage={canManage}
        onFiles={uploads.add}
      />
      {canAdd && <UploadPanel uploads={uploads} />}
      <JobPanel team={team} dataset={dataset.slug} canAdd={canAdd} onProgress={refresh} />
      {dataset.counts.images === 0 ? (
        <FirstPictures canAdd={canAdd} onFiles={uploads.add} />
      ) : (
        <ImageGrid team={team} dataset={dataset} canAdd={canAdd} canManage={canManage} onChanged={refresh} />
      )}
      {canAdd && (
        <DropZone title={t("dropTitle", { name: dataset.name })} hint={t("dropHint")} onFiles={uploads.add} />
      )}
    </div>
  );
}
