"use client";

import {
  ArrowLeft,
  CheckCheck,
  ChevronLeft,
  ChevronRight,
  ChevronsRight,
  CircleHelp,
  CloudOff,
  Redo2,
  TriangleAlert,
  Undo2,
} from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import { useSyncExternalStore } from "react";
import { Button } from "@/app/_ui/button";
import { buttonStyle } from "@/app/_ui/button-style";
import { IconButton } from "@/app/_ui/icon-button";
import { Popover } from "@/app/_ui/popover";
import { Spinner } from "@/app/_ui/spinner";
import { useErrorMessage } from "@/app/_ui/use-error-message";
import type { AnnotationSync } from "../_editor/annotation-sync";
import { datasetHref, type EditedImage, type EditorPlace, imageHref } from "../_editor/editor-place";
import type { KeptElsewhere } from "../_editor/kept-elsewhere";
import type { OutboxRecord } from "../_editor/outbox";
import { useDocument, useEditor, useEditorState } from "../_editor/use-editor";
import type { Neighbours } from "../_editor/use-neighbours";

type TopBarProps = {
  place: EditorPlace;
  image: EditedImage;
  search: string;
  neighbours: Neighbours;
  sync: AnnotationSync;
  keptElsewhere: KeptElsewhere;
};

/** Where one is, whether it is saved, and back and forth: in the set and in time. */
export function TopBar({ place, image, search, neighbours, sync, keptElsewhere }: TopBarProps) {
  return (
    <header className="flex h-11 shrink-0 items-center gap-2 border-b border-line bg-ground px-2">
      <Crumbs place={place} image={image} search={search} />
      <SaveState place={place} sync={sync} keptElsewhere={keptElsewhere} />
      <History />
      <Walk image={image} neighbours={neighbours} />
    </header>
  );
}

function Crumbs({ place, image, search }: { place: EditorPlace; image: EditedImage; search: string }) {
  const t = useTranslations("annotate");
  const common = useTranslations("common");
  return (
    <nav aria-label={common("breadcrumbs")} className="flex min-w-0 grow items-center gap-1.5">
      <Link
        href={datasetHref(place, search)}
        aria-label={t("top.back", { name: place.dataset.name })}
        className={buttonStyle({ variant: "quiet", size: "small", square: true })}
      >
        <ArrowLeft aria-hidden="true" />
      </Link>
      <Link href={`/t/${place.team}`} className="shrink-0 text-ink-faint hover:text-ink max-lg:hidden">
        {place.teamName}
      </Link>
      <span aria-hidden="true" className="text-ink-faint max-lg:hidden">
        /
      </span>
      <Link
        href={datasetHref(place, search)}
        className="truncate text-ink-faint hover:text-ink max-md:hidden"
      >
        {place.dataset.name}
      </Link>
      <span aria-hidden="true" className="text-ink-faint max-md:hidden">
        /
      </span>
      <h1 className="truncate font-medium">{image.fileName}</h1>
    </nav>
  );
}

function SaveState({
  place,
  sync,
  keptElsewhere,
}: {
  place: EditorPlace;
  sync: AnnotationSync;
  keptElsewhere: KeptElsewhere;
}) {
  const t = useTranslations("annotate");
  const message = useErrorMessage();
  const editor = useEditor();
  const state = useEditorState(({ sync: current }) => current);
  const path = usePathname();
  const read = () => keptElsewhere.records;
  const elsewhere = useSyncExternalStore(keptElsewhere.subscribe, read, read);
  if (editor.isReadOnly) return <span className="text-ink-soft">{t("save.readOnly")}</span>;
  const isTrouble = state.kind !== "saved" && state.kind !== "saving";
  return (
    <div className="flex shrink-0 items-center gap-2">
      {elsewhere.length > 0 && <Elsewhere place={place} records={elsewhere} />}
      <span
        role="status"
        data-testid="save-state"
        data-state={state.kind}
        className={`inline-flex items-center gap-1.5 ${isTrouble ? "text-ochre-ink" : "text-ink-soft"}`}
      >
        {state.kind === "saved" && <CheckCheck aria-hidden="true" className="size-4" />}
        {state.kind === "saving" && <Spinner />}
        {state.kind === "offline" && <CloudOff aria-hidden="true" className="size-4" />}
        {(state.kind === "refused" || state.kind === "signedOut") && (
          <TriangleAlert aria-hidden="true" className="size-4" />
        )}
        <span className={isTrouble ? "" : "max-sm:sr-only"}>
          {state.kind === "saved" && t("save.saved")}
          {state.kind === "saving" && t("save.saving")}
          {state.kind === "offline" && t("save.offline", { count: state.count })}
          {state.kind === "refused" && t("save.refused", { count: state.count })}
          {state.kind === "signedOut" && t("save.signedOut", { count: state.count })}
        </span>
      </span>
      {state.kind === "signedOut" && (
        <Link
          href={`/sign-in?next=${encodeURIComponent(path)}`}
          className={buttonStyle({ variant: "primary", size: "small" })}
        >
          {t("save.signIn")}
        </Link>
      )}
      {state.kind === "offline" && (
        <Button size="small" variant="quiet" onClick={() => sync.retry()}>
          {t("save.retry")}
        </Button>
      )}
      {state.kind === "refused" && (
        <Popover
          trigger={<Button size="small">{t("save.why")}</Button>}
          align="end"
          title={t("save.refusedTitle")}
        >
          <p className="mb-3 text-ink-soft">{message(state.error)}</p>
          <Button size="small" onClick={() => sync.retry()}>
            {t("save.retry")}
          </Button>
        </Popover>
      )}
    </div>
  );
}

/** Work on other pictures that has not reached the server, or did not come to be. */
function Elsewhere({ place, records }: { place: EditorPlace; records: readonly OutboxRecord[] }) {
  const t = useTranslations("annotate");
  const pictures = [...new Map(records.map((record) => [record.imageId, record])).values()];
  const trigger = (
    <Button
      size="small"
      variant="quiet"
      icon={<TriangleAlert aria-hidden="true" />}
      className="text-ochre-ink"
    >
      {t("save.elsewhere", { count: records.length })}
    </Button>
  );
  return (
    <Popover trigger={trigger} align="end" title={t("save.elsewhereTitle")}>
      <p className="mb-2 text-ink-soft">{t("save.elsewhereBody")}</p>
      <ul className="flex flex-col gap-1">
        {pictures.map(({ imageId, team, dataset }) => (
          <li key={imageId}>
            <Link
              className="text-pigment hover:underline"
              href={imageHref({ ...place, team, dataset: { slug: dataset, name: dataset } }, imageId, "")}
            >
              {t("save.elsewhereOpen", {
                count: records.filter((record) => record.imageId === imageId).length,
                dataset,
              })}
            </Link>
          </li>
        ))}
      </ul>
    </Popover>
  );
}

const historyOf = (editor: ReturnType<typeof useEditor>) => `${editor.canUndo}/${editor.canRedo}`;

function History() {
  const t = useTranslations("annotate");
  const editor = useEditor();
  useDocument(historyOf);
  if (editor.isReadOnly) return null;
  return (
    <div className="flex shrink-0">
      <IconButton
        size="small"
        label={t("top.undo")}
        shortcut="Mod+Z"
        tooltipSide="bottom"
        icon={<Undo2 aria-hidden="true" />}
        disabled={!editor.canUndo}
        onClick={() => editor.undo()}
      />
      <IconButton
        size="small"
        label={t("top.redo")}
        shortcut="Mod+Shift+Z"
        tooltipSide="bottom"
        icon={<Redo2 aria-hidden="true" />}
        disabled={!editor.canRedo}
        onClick={() => editor.redo()}
      />
    </div>
  );
}

function Walk({ image, neighbours }: { image: EditedImage; neighbours: Neighbours }) {
  const t = useTranslations("annotate");
  const editor = useEditor();
  return (
    <div className="flex shrink-0 items-center">
      <IconButton
        size="small"
        label={t("top.previous")}
        shortcut="D"
        tooltipSide="bottom"
        icon={<ChevronLeft aria-hidden="true" />}
        disabled={!neighbours.previous}
        onClick={() => neighbours.previous?.()}
      />
      <span className="min-w-12 text-center text-ink-soft">
        {t("top.position", { position: image.position, total: image.total })}
      </span>
      <IconButton
        size="small"
        label={t("top.next")}
        shortcut="F"
        tooltipSide="bottom"
        icon={<ChevronRight aria-hidden="true" />}
        disabled={!neighbours.next}
        onClick={() => neighbours.next?.()}
      />
      <IconButton
        size="small"
        label={t("top.nextOpen")}
        shortcut="Shift+F"
        tooltipSide="bottom"
        icon={<ChevronsRight aria-hidden="true" />}
        className="max-sm:hidden"
        onClick={() => neighbours.nextOpen()}
      />
      <IconButton
        size="small"
        label={t("top.help")}
        shortcut="?"
        tooltipSide="bottom"
        icon={<CircleHelp aria-hidden="true" />}
        className="max-md:hidden"
        onClick={() => editor.set({ open: "help" })}
      />
    </div>
  );
}
