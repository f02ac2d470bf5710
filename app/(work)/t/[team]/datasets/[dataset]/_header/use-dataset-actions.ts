import { Download, Snowflake, Tags } from "lucide-react";
import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { usePaletteActions } from "@/app/_shell/palette-registry";
import type { DatasetView } from "./dataset-view";

type Params = {
  dataset: DatasetView;
  canManage: boolean;
  open: (dialog: "freeze" | "export" | "labels") => void;
};

/** Offers what can be done with this dataset in the command palette. */
export function useDatasetActions({ dataset, canManage, open }: Params): void {
  const t = useTranslations("datasets");
  const actions = useMemo(() => {
    const group = dataset.name;
    const labels = { id: "dataset.labels", label: t("labels"), group, icon: Tags, run: () => open("labels") };
    if (dataset.counts.images === 0) return [labels];
    const freeze = {
      id: "dataset.freeze",
      label: t("freeze"),
      group,
      icon: Snowflake,
      run: () => open("freeze"),
    };
    const take = {
      id: "dataset.export",
      label: t("export"),
      group,
      icon: Download,
      run: () => open("export"),
    };
    return canManage ? [freeze, take, labels] : [take, labels];
  }, [dataset.name, dataset.counts.images, canManage, open, t]);
  usePaletteActions(actions);
}
