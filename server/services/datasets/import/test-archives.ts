import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { ZipFile } from "yazl";
import { writeVocAnnotation } from "@/lib/formats/voc-write";

type Member = { name: string; bytes: Buffer; mode?: number; rawName?: Buffer };

/** A zip for tests; `rawName` puts bytes into the name that a decent writer would refuse. */
export async function zipOf(members: readonly Member[]): Promise<Buffer> {
  const zip = new ZipFile();
  const patches: [Buffer, Buffer][] = [];
  for (const [index, { name, bytes, mode, rawName }] of members.entries()) {
    const held = rawName ? Buffer.from(`~${index}`.padEnd(rawName.length, "~")) : undefined;
    if (held && rawName) patches.push([held, rawName]);
    zip.addBuffer(bytes, held?.toString() ?? name, mode === undefined ? {} : { mode });
  }
  zip.end();
  const bytes = await buffer(Readable.from(zip.outputStream));
  for (const [held, rawName] of patches) {
    for (let at = bytes.indexOf(held); at !== -1; at = bytes.indexOf(held, at + 1)) rawName.copy(bytes, at);
  }
  // Names that are not UTF-8 must not be flagged as such (bit 11 of local and central headers).
  if (patches.length > 0) clearUtf8Flags(bytes);
  return bytes;
}

function clearUtf8Flags(bytes: Buffer): void {
  for (const [signature, offset] of [
    ["PK\u0003\u0004", 6],
    ["PK\u0001\u0002", 8],
  ] as const) {
    for (
      let at = bytes.indexOf(signature, 0, "latin1");
      at !== -1;
      at = bytes.indexOf(signature, at + 4, "latin1")
    ) {
      bytes.writeUInt16LE(bytes.readUInt16LE(at + offset) & ~0x800, at + offset);
    }
  }
}

type TestBox = { label: string; x: number; y: number; width: number; height: number };

export function vocXml(picture: {
  fileName: string;
  widthPx: number;
  heightPx: number;
  boxes: TestBox[];
}): Buffer {
  const boxes = picture.boxes.map((box) => ({ ...box, attributes: {} }));
  return Buffer.from(writeVocAnnotation({ ...picture, folder: "", boxes }));
}

export function cocoJson(content: { images: object[]; categories: object[]; annotations: object[] }): Buffer {
  return Buffer.from(JSON.stringify(content));
}
