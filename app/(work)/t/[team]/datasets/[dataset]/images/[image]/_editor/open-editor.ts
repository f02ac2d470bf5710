import type { TRPCClient } from "@trpc/client";
import { imageSize } from "@/lib/annotation/coordinates";
import { AnnotationDocument } from "@/lib/annotation/document";
import type { AppRouter } from "@/server/routers/app-router";
import { AnnotationSync, type SyncPlace } from "./annotation-sync";
import { claimClientIds } from "./client-claim";
import type { KnownLabel } from "./copied-boxes";
import { Editor } from "./editor";
import { KeptElsewhere } from "./kept-elsewhere";
import { listKeptOperations, type OutboxRecord } from "./outbox";

export type OpenedEditor = {
  editor: Editor;
  sync: AnnotationSync;
  /** Changes on other pictures that still wait on this device. */
  keptElsewhere: KeptElsewhere;
};

/** Loads an image's annotations, puts what an earlier visit left unsent on top, and joins document, history and sync. */
export async function openEditor(options: {
  client: TRPCClient<AppRouter>;
  place: SyncPlace;
  size: { widthPx: number; heightPx: number };
  labels: readonly KnownLabel[];
  isReadOnly: boolean;
  signal: AbortSignal;
}): Promise<OpenedEditor> {
  const { client, place, signal } = options;
  const [state, kept] = await Promise.all([
    client.annotations.load.query({ team: place.team, image: place.imageId }, { signal }),
    listKeptOperations(place.userId).catch(() => []),
  ]);
  const left = kept.filter(({ imageId }) => imageId === place.imageId);
  const { own, claimed } = await claimClientIds([...new Set(left.map(({ clientId }) => clientId))], signal);
  const document = new AnnotationDocument({ clientId: own });
  document.load(state);
  document.adopt(left.filter(({ clientId }) => claimed.has(clientId)).map(toPending));
  let sync: AnnotationSync | undefined;
  const editor = new Editor({
    document,
    image: imageSize(options.size.widthPx, options.size.heightPx),
    isReadOnly: options.isReadOnly,
    labels: options.labels,
    submit: (operations) => sync?.submit(operations),
  });
  sync = new AnnotationSync({ client, document, place, onState: (next) => editor.set({ sync: next }) });
  return {
    editor,
    sync,
    keptElsewhere: new KeptElsewhere({ client, userId: place.userId, except: place.imageId }),
  };
}

function toPending({ clientId, mid, baseSeq, op }: OutboxRecord) {
  return { clientId, mid, baseSeq, op };
}
