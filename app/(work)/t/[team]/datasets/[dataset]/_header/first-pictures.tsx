"use client";

import { useTranslations } from "next-intl";
import { EmptyState } from "@/app/_ui/empty-state";
import { AddPictures } from "../_upload/add-pictures";
import type { NamedFile } from "../_upload/named-file";

/** An empty dataset: what to bring, and where to put it. */
export function FirstPictures({
  canAdd,
  onFiles,
}: {
  canAdd: boolean;
  onFiles: (files: NamedFile[]) => void;
}) {
  const t = useTranslations("datasets");
  return (
    <EmptyState
      title={t("startTitle")}
      example={<p className="font-mono text-xs">{t("startExample")}</p>}
      action={canAdd && <AddPictures variant="primary" onFiles={onFiles} />}
    >
      {canAdd ? t("startBody") : t("startVisitor")}
    </EmptyState>
  );
}
