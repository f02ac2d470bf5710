import { SaxesParser } from "saxes";
import { readVocAnnotation, type VocAnnotation, type XmlElement } from "@/lib/formats/voc-read";
import { PictureRefusal } from "../images/picture-refusal";
import { readWhole, type SourceFile } from "./source-file";

const MAX_XML_BYTES = 16 * 1024 ** 2;
const MAX_DEPTH = 32;

/** Reads one Pascal VOC file. Throws PictureRefusal("xmlUnreadable" …) with the line where it breaks. */
export async function readVocFile(file: SourceFile): Promise<VocAnnotation> {
  const bytes = await readWhole(file, MAX_XML_BYTES);
  if (!bytes) throw new PictureRefusal("xmlTooLarge");
  const root = parseXml(decodeXml(bytes));
  if (root.name !== "annotation") throw new PictureRefusal("xmlNotVoc", { element: root.name.slice(0, 80) });
  return readVocAnnotation(root);
}

/** Builds elements out of XML; entities other than XML's own five are refused, so nothing outside is ever read. */
export function parseXml(text: string): XmlElement {
  const stack: XmlElement[] = [{ name: "", text: "", children: [] }];
  const parser = new SaxesParser({ position: true });
  parser.on("doctype", () => {
    throw new PictureRefusal("xmlDoctype");
  });
  parser.on("opentag", ({ name }) => {
    if (stack.length > MAX_DEPTH) throw new PictureRefusal("xmlTooDeep");
    const element: XmlElement = { name, text: "", children: [] };
    stack.at(-1)?.children.push(element);
    stack.push(element);
  });
  const addText = (part: string) => {
    const top = stack.at(-1);
    if (top) top.text += part;
  };
  parser.on("text", addText);
  parser.on("cdata", addText);
  parser.on("closetag", () => void stack.pop());
  parser.on("error", (cause) => {
    throw new PictureRefusal("xmlUnreadable", { line: parser.line }, { cause });
  });
  parser.write(text).close();
  const root = stack[0]?.children[0];
  if (!root) throw new PictureRefusal("xmlUnreadable", { line: 1 });
  return root;
}

/** UTF-8 by default, UTF-16 by its byte order mark, CP949 when it is declared or the bytes are not UTF-8. */
function decodeXml(bytes: Buffer): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder("utf-16be").decode(bytes);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("euc-kr").decode(bytes);
  }
}
