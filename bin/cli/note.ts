import { createTranslator } from "next-intl";
import datasets from "../../app/_i18n/messages/en/datasets.json" with { type: "json" };
import type { ImportNote } from "../../lib/protocol/job";

const english = createTranslator({ locale: "en", messages: datasets.notes });

type NoteKey = Parameters<(typeof english)["has"]>[0];

/** What an import left out or changed, in the words that the screen uses; the bare reason when it has none. */
export function wordNote({ reason, args }: ImportNote): string {
  return isWorded(reason) ? english(reason, args ?? {}) : reason;
}

function isWorded(reason: string): reason is NoteKey {
  const translator: { has(key: string): boolean } = english;
  return translator.has(reason);
}
