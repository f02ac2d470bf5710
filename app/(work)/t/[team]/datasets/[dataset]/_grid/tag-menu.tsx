"use client";

import { useMutation } from "@tanstack/react-query";
import { Tag, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { toast } from "sonner";
import { useTRPC } from "@/app/_trpc/client";
import { Button } from "@/app/_ui/button";
import { LabelSwatch } from "@/app/_ui/label-chip";
import { Menu, MenuItem } from "@/app/_ui/menu";
import { useErrorMessage } from "@/app/_ui/use-error-message";
import type { ImageId } from "@/lib/ids";
import type { DatasetView, LabelView } from "../_header/dataset-view";

/** As many pictures, and labels to take off, as the server takes in one call. */
const AT_ONCE = 500;
const LABELS_AT_ONCE = 50;

type Props = { team: string; dataset: DatasetView; images: ImageId[]; onChanged: () => void };

/** Says what the picked pictures are as a whole: "real" or "generated"; one tag takes the place of another. */
export function TagMenu({ team, dataset, images, onChanged }: Props) {
  const t = useTranslations("datasets.grid");
  const trpc = useTRPC();
  const wording = useErrorMessage();
  const tag = useMutation(trpc.annotations.setTags.mutationOptions());
  async function set(label: LabelView | null) {
    try {
      const remove = dataset.labels.filter(({ id }) => id !== label?.id).map(({ id }) => id);
      const add = label ? [label.id] : [];
      for (let at = 0; at < images.length; at += AT_ONCE) {
        const some = images.slice(at, at + AT_ONCE);
        await tag.mutateAsync({ team, images: some, add, remove: remove.slice(0, LABELS_AT_ONCE) });
        for (let from = LABELS_AT_ONCE; from < remove.length; from += LABELS_AT_ONCE) {
          await tag.mutateAsync({
            team,
            images: some,
            add: [],
            remove: remove.slice(from, from + LABELS_AT_ONCE),
          });
        }
      }
      toast(
        label
          ? t("tagged", { count: images.length, label: label.name })
          : t("untagged", { count: images.length }),
      );
      onChanged();
    } catch (error) {
      toast.error(wording(error));
    }
  }
  if (dataset.labels.length === 0) return null;
  return (
    <Menu
      trigger={
        <Button size="small" variant="quiet" icon={<Tag aria-hidden="true" />} pending={tag.isPending}>
          {t("tag")}
        </Button>
      }
    >
      {dataset.labels.map((label) => (
        <MenuItem key={label.id} icon={<LabelSwatch hue={label.hue} />} onSelect={() => void set(label)}>
          {label.name}
        </MenuItem>
      ))}
      <MenuItem icon={<X aria-hidden="true" />} onSelect={() => void set(null)}>
        {t("tagClear")}
      </MenuItem>
    </Menu>
  );
}
