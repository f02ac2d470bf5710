"use client";

import { useRouter } from "next/navigation";
import { useEffect, useMemo } from "react";
import { LabelPaints } from "../_canvas/label-paint";
import { Stage } from "../_canvas/stage";
import { HelpSheet } from "../_panels/help-sheet";
import { LabelPalette } from "../_panels/label-palette";
import { Notices } from "../_panels/notices";
import { SidePanel } from "../_panels/side-panel";
import { Spoken } from "../_panels/spoken";
import { StatusBar } from "../_panels/status-bar";
import { ToolRail } from "../_panels/tool-rail";
import { TopBar } from "../_panels/top-bar";
import type { AnnotationSync } from "./annotation-sync";
import type { EditorScreenProps } from "./editor-screen";
import type { KeptElsewhere } from "./kept-elsewhere";
import { useEditor } from "./use-editor";
import { useLeaveWarning } from "./use-leave-warning";
import { useNeighbours } from "./use-neighbours";
import { useShortcuts } from "./use-shortcuts";

/** The editor's window: picture in the middle, tools and panels around it. */
export function EditorFrame(
  props: EditorScreenProps & { sync: AnnotationSync; keptElsewhere: KeptElsewhere },
) {
  const { place, image, labels, user, search, sync, keptElsewhere } = props;
  const paints = useMemo(() => new LabelPaints(labels), [labels]);
  const usable = useMemo(() => labels.filter(({ isArchived }) => !isArchived), [labels]);
  const neighbours = useNeighbours({ place, image, search });
  useShortcuts({ labels: usable, neighbours });
  useLeaveWarning();
  useFreshLabels(sync);
  const editor = useEditor();
  useEffect(() => editor.setLabels(usable), [editor, usable]);
  return (
    <>
      <TopBar
        place={place}
        image={image}
        search={search}
        neighbours={neighbours}
        sync={sync}
        keptElsewhere={keptElsewhere}
      />
      <div className="flex min-h-0 grow max-md:flex-col">
        <ToolRail />
        <div className="relative min-h-0 min-w-0 grow">
          <Stage
            paints={paints}
            fullUrl={image.fullUrl}
            thumbnailUrl={image.thumbnailUrl}
            alt={image.fileName}
          />
          <Notices labels={labels} role={user.role} />
        </div>
        <SidePanel place={place} labels={labels} role={user.role} />
      </div>
      <StatusBar image={image} />
      <Spoken labels={labels} />
      <LabelPalette place={place} labels={usable} role={user.role} />
      <HelpSheet />
    </>
  );
}

/** Reads the page's labels anew when somebody has changed them. */
function useFreshLabels(sync: AnnotationSync): void {
  const router = useRouter();
  useEffect(() => {
    sync.onLabels = () => router.refresh();
    return () => {
      sync.onLabels = undefined;
    };
  }, [sync, router]);
}
