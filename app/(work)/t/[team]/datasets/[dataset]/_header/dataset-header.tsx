"use client";

import { useMutation } from "@tanstack/react-query";
import { Download, Ellipsis, History, Pencil, Snowflake, Tags, Trash2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { parseAsStringLiteral, useQueryState } from "nuqs";
import { useCallback, useState } from "react";
import { useTRPC } from "@/app/_trpc/client";
import { ConfirmDestroy } from "@/app/_ui/alert-dialog";
import { Button } from "@/app/_ui/button";
import { IconButton } from "@/app/_ui/icon-button";
import { Menu, MenuItem, MenuLink } from "@/app/_ui/menu";
import { PageHeader } from "@/app/_ui/page-header";
import { FreezeDialog } from "../_freeze/freeze-dialog";
import { ExportDialog } from "../_jobs/export-dialog";
import { LabelManager } from "../_labels/label-manager";
import { AddPictures } from "../_upload/add-pictures";
import type { NamedFile } from "../_upload/named-file";
import type { DatasetView } from "./dataset-view";
import { RenameDialog } from "./rename-dialog";
import { useDatasetActions } from "./use-dataset-actions";

type Props = {
  team: string;
  dataset: DatasetView;
  canAdd: boolean;
  canManage: boolean;
  onFiles: (files: NamedFile[]) => void;
};

const DIALOGS = ["freeze", "export", "labels"] as const;

/** Name, facts and what can be done with a dataset. A dialog's name is in the URL, so that it can be linked to. */
export function DatasetHeader({ team, dataset, canAdd, canManage, onFiles }: Props) {
  const t = useTranslations("datasets");
  const [dialog, setDialog] = useQueryState("open", parseAsStringLiteral(DIALOGS));
  const open = useCallback((name: (typeof DIALOGS)[number]) => void setDialog(name), [setDialog]);
  useDatasetActions({ dataset, canManage, open });
  const close = (isOpen: boolean) => void (isOpen || setDialog(null));
  const hasPictures = dataset.counts.images > 0;
  return (
    <>
      <PageHeader
        title={dataset.name}
        crumbs={[{ label: t("title"), href: `/t/${team}/datasets` }]}
        meta={<Facts dataset={dataset} />}
        actions={
          <>
            <MoreMenu
              team={team}
              dataset={dataset}
              canManage={canManage}
              onOpen={(name) => void setDialog(name)}
            />
            {canAdd && hasPictures && (
              <AddPictures variant={canManage ? "secondary" : "primary"} onFiles={onFiles} />
            )}
            {canManage && hasPictures && (
              <Button
                variant="primary"
                icon={<Snowflake aria-hidden="true" />}
                onClick={() => void setDialog("freeze")}
              >
                {t("freeze")}
              </Button>
            )}
          </>
        }
      />
      {canManage && (
        <FreezeDialog team={team} dataset={dataset} open={dialog === "freeze"} onOpenChange={close} />
      )}
      <ExportDialog team={team} dataset={dataset} open={dialog === "export"} onOpenChange={close} />
      <LabelManager
        team={team}
        dataset={dataset}
        canManage={canManage}
        open={dialog === "labels"}
        onOpenChange={close}
      />
    </>
  );
}

function Facts({ dataset }: { dataset: DatasetView }) {
  const t = useTranslations("datasets");
  const { counts } = dataset;
  return (
    <>
      <span>{t("pictures", { count: counts.images })}</span>
      <span>{t("boxes", { count: counts.annotations })}</span>
      {counts.images > 0 && <span>{t("annotatedShare", { percent: counts.annotated / counts.images })}</span>}
      <span>{t("versionsCount", { count: counts.versions })}</span>
    </>
  );
}

type MoreMenuProps = {
  team: string;
  dataset: DatasetView;
  canManage: boolean;
  onOpen: (dialog: (typeof DIALOGS)[number]) => void;
};

function MoreMenu({ team, dataset, canManage, onOpen }: MoreMenuProps) {
  const t = useTranslations("datasets");
  const [asking, setAsking] = useState<"rename" | "delete" | null>(null);
  const router = useRouter();
  const trpc = useTRPC();
  const remove = useMutation(trpc.datasets.delete.mutationOptions());
  async function destroy() {
    await remove.mutateAsync({ team, dataset: dataset.slug });
    router.push(`/t/${team}/datasets`);
    router.refresh();
  }
  return (
    <>
      <Menu align="end" trigger={<IconButton label={t("more")} icon={<Ellipsis aria-hidden="true" />} />}>
        <MenuLink href={`/t/${team}/datasets/${dataset.slug}/versions`} icon={<History aria-hidden="true" />}>
          {t("versions")}
        </MenuLink>
        <MenuItem icon={<Tags aria-hidden="true" />} onSelect={() => onOpen("labels")}>
          {t("labels")}
        </MenuItem>
        <MenuItem
          icon={<Download aria-hidden="true" />}
          disabled={dataset.counts.images === 0}
          onSelect={() => onOpen("export")}
        >
          {t("export")}
        </MenuItem>
        {canManage && (
          <MenuItem icon={<Pencil aria-hidden="true" />} onSelect={() => setAsking("rename")}>
            {t("rename")}
          </MenuItem>
        )}
        {canManage && (
          <MenuItem icon={<Trash2 aria-hidden="true" />} destructive onSelect={() => setAsking("delete")}>
            {t("delete")}
          </MenuItem>
        )}
      </Menu>
      <RenameDialog
        team={team}
        dataset={dataset}
        open={asking === "rename"}
        onClose={() => setAsking(null)}
      />
      <ConfirmDestroy
        title={t("deleteQuestion", { name: dataset.name })}
        consequence={t("deleteConsequence")}
        confirmLabel={t("delete")}
        typeToConfirm={dataset.name}
        open={asking === "delete"}
        onOpenChange={(open) => open || setAsking(null)}
        onConfirm={destroy}
      />
    </>
  );
}
