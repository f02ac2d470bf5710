import { createWriteStream } from "node:fs";
import { mkdtemp, readdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { finished } from "node:stream/promises";
import { ZipFile } from "yazl";

const FOLDER = path.resolve(process.env.ATELIER_SHARED_DATA ?? "../shared/data", "voc_raccoon");

/** A Pascal VOC zip of the first `count` raccoon photographs; throws with the remedy where the shared data is missing. */
export async function raccoonZip(count: number): Promise<string> {
  const names = await readdir(path.join(FOLDER, "annotations")).catch(() => {
    throw new Error(
      `This journey needs the raccoon photographs at ${FOLDER}: set ATELIER_SHARED_DATA to the shared data's folder.`,
    );
  });
  const zip = new ZipFile();
  for (const name of names.sort().slice(0, count)) {
    const stem = path.parse(name).name;
    zip.addFile(path.join(FOLDER, "annotations", name), `raccoons/Annotations/${name}`);
    zip.addFile(path.join(FOLDER, "images", `${stem}.jpg`), `raccoons/JPEGImages/${stem}.jpg`);
  }
  zip.end();
  const file = path.join(await mkdtemp(path.join(tmpdir(), "raccoons-")), "raccoons.zip");
  await finished(zip.outputStream.pipe(createWriteStream(file)));
  return file;
}
