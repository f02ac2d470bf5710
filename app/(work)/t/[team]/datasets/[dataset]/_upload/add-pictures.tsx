"use client";

import { FileUp, FolderUp, ImagePlus } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ChangeEvent, useRef } from "react";
import { Button } from "@/app/_ui/button";
import type { ButtonVariant } from "@/app/_ui/button-style";
import { Menu, MenuItem } from "@/app/_ui/menu";
import { useHydrated } from "@/app/_ui/use-hydrated";
import { type NamedFile, namedFiles } from "./named-file";

type Props = { variant: ButtonVariant; onFiles: (files: NamedFile[]) => void };

/** The button that asks for files, a zip or a whole folder. */
export function AddPictures({ variant, onFiles }: Props) {
  const t = useTranslations("datasets");
  // Files chosen before the page's scripts run would be lost.
  const hydrated = useHydrated();
  const files = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);
  function asFolder(input: HTMLInputElement | null) {
    folder.current = input;
    // React does not know the attribute by which a file input asks for a folder.
    input?.setAttribute("webkitdirectory", "");
  }
  function take(event: ChangeEvent<HTMLInputElement>) {
    onFiles(namedFiles(event.target.files ?? []));
    event.target.value = "";
  }
  return (
    <>
      <Menu
        trigger={
          <Button variant={variant} icon={<ImagePlus aria-hidden="true" />}>
            {t("import")}
          </Button>
        }
      >
        <MenuItem icon={<FileUp aria-hidden="true" />} onSelect={() => files.current?.click()}>
          {t("importFiles")}
        </MenuItem>
        <MenuItem icon={<FolderUp aria-hidden="true" />} onSelect={() => folder.current?.click()}>
          {t("importFolder")}
        </MenuItem>
      </Menu>
      <input
        ref={files}
        type="file"
        multiple
        hidden
        disabled={!hydrated}
        aria-label={t("importFiles")}
        onChange={take}
        data-testid="import-files"
      />
      <input
        ref={asFolder}
        type="file"
        multiple
        hidden
        disabled={!hydrated}
        aria-label={t("importFolder")}
        onChange={take}
      />
    </>
  );
}
