import { JSONParser } from "@streamparser/json";
import { type CocoSection, cocoCollector } from "@/lib/formats/coco-read";
import { AppError } from "../errors";
import type { SourceFile } from "./source-file";

const SECTIONS = ["images", "categories", "annotations"] as const satisfies readonly CocoSection[];

/** Streams a COCO file; its length does not matter, only what is kept of it. Throws `invalid` when it breaks off or is not JSON. */
export async function readCocoFile(file: SourceFile) {
  const collector = cocoCollector();
  const parser = new JSONParser({ paths: SECTIONS.map((section) => `$.${section}.*`), keepStack: false });
  let failure: Error | undefined;
  let finished = false;
  parser.onValue = ({ value, stack }) => {
    const section = SECTIONS.find((one) => one === stack[1]?.key);
    if (section) collector.add(section, value);
  };
  parser.onError = (error) => {
    failure ??= error;
  };
  parser.onEnd = () => {
    finished = true;
  };
  let bytes = 0;
  for await (const chunk of await file.open()) {
    parser.write(chunk);
    if (failure) break;
    bytes += chunk.length;
  }
  if (failure || !finished)
    throw new AppError("invalid", "import.jsonUnreadable", {
      args: { file: file.path, bytes },
      cause: failure,
    });
  return collector.finish();
}

/** Whether the start of a JSON file looks like COCO's object rather than a list or some other program's. */
export async function looksLikeCoco(file: SourceFile): Promise<boolean> {
  const keys = new Set<string>();
  const parser = new JSONParser({ paths: ["$.*"], keepStack: false, emitPartialTokens: false });
  let stopped = false;
  parser.onValue = ({ key }) => void (typeof key === "string" && keys.add(key));
  parser.onError = () => {
    stopped = true;
  };
  let bytes = 0;
  const stream = await file.open();
  let start = "";
  for await (const chunk of stream) {
    if (start.length < 4096) start += chunk.toString("latin1");
    if (!stopped && bytes < 65_536) parser.write(chunk);
    bytes += chunk.length;
    if (bytes >= 65_536) break;
  }
  stream.destroy();
  if (
    !start
      .replace(/^\xef\xbb\xbf/, "")
      .trimStart()
      .startsWith("{")
  )
    return false;
  return SECTIONS.some((section) => keys.has(section) || start.includes(`"${section}"`));
}
