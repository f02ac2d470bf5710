import sharp from "sharp";
import { Slug } from "@/lib/ids";
import type { TeamAccess } from "@/server/access";
import { createDataset } from "@/server/services/datasets/create-dataset";
import { vocXml, zipOf } from "@/server/services/datasets/import/test-archives";
import { getJob } from "@/server/services/jobs/get-job";
import { runJob } from "@/server/services/jobs/run-job";
import { startImport } from "@/server/services/jobs/start-import";
import { createUpload } from "@/server/services/uploads/create-upload";
import { receivePart } from "@/server/services/uploads/receive-part";
import { makeTeam, makeUser, testAccess } from "@/server/testing";
import { type Figure, median, note, secondsOf } from "./figure";
import { randomPicture } from "./random-picture";
import type { Stage } from "./stage";

const WIDTH_PX = 640;
const HEIGHT_PX = 480;
/** As many at once as the import job works on. */
const LANES = 3;
const THUMBNAIL = { width: 320, height: 320, fit: "inside" } as const;

/**
 * The real import job on a Pascal VOC zip of seeded pictures, against a bare loop of sharp that decodes each
 * picture whole and makes its thumbnail: the least that an importer has to do, without hashes, files or database.
 */
export async function benchImport(stage: Stage): Promise<Figure[]> {
  const { db } = await stage.database();
  const { user, actor } = await makeUser(db, "Bench");
  const team = await makeTeam(db, { owner: user.id });
  const access = await testAccess(db, actor, team.slug);
  const count = stage.isQuick ? 10 : 100;
  const ratios: number[] = [];
  for (let round = 0; round < (stage.isQuick ? 1 : 3); round += 1) {
    const pictures = await Promise.all(
      Array.from({ length: count }, (_, index) =>
        randomPicture({ seed: round * count + index, widthPx: WIDTH_PX, heightPx: HEIGHT_PX }),
      ),
    );
    const bare = await secondsOf(() => decodeAndShrink(pictures));
    const ours = await importZip(access, pictures);
    note(`  pictures/s: import ${(count / ours).toFixed(1)}, bare sharp ${(count / bare).toFixed(1)}`);
    ratios.push(bare / ours);
  }
  return [
    {
      name: "import.vs-bare-sharp",
      value: median(ratios),
      unit: "× pictures/s",
      target: 0.5,
      better: "higher",
    },
  ];
}

async function decodeAndShrink(pictures: readonly Buffer[]): Promise<void> {
  const iterator = pictures.values();
  await Promise.all(
    Array.from({ length: LANES }, async () => {
      for (const bytes of iterator) {
        const { data, info } = await sharp(bytes, { failOn: "warning" })
          .raw()
          .toBuffer({ resolveWithObject: true });
        await sharp(data, { raw: info }).resize(THUMBNAIL).webp({ quality: 80 }).toBuffer();
      }
    }),
  );
}

/** Seconds that the job itself takes, from its uploaded zip to its report. */
async function importZip(access: TeamAccess, pictures: readonly Buffer[]): Promise<number> {
  const { slug: dataset } = await createDataset(access, { name: "Bench" });
  const zip = await zipOf(pictures.flatMap((bytes, index) => vocMembers(bytes, `picture-${index}`)));
  const team = Slug.parse(access.team.slug);
  const { id } = await createUpload(
    access,
    { team, fileName: "bench.zip", bytes: zip.length },
    { maxBytes: zip.length },
  );
  await receivePart(access, { uploadId: id, offset: 0, body: new Blob([Uint8Array.from(zip)]).stream() });
  const job = await startImport(access, { dataset, uploadIds: [id] });
  const seconds = await secondsOf(() => runJob(access, job.id));
  const { report } = await getJob(access, { job: job.id });
  const added = report?.images.added ?? 0;
  if (added !== pictures.length || report?.annotations.added !== 2 * added)
    throw new Error(`imported: ${JSON.stringify(report)}`);
  return seconds;
}

function vocMembers(bytes: Buffer, name: string) {
  const fileName = `${name}.jpg`;
  const boxes = [
    { label: "horse", x: 20, y: 30, width: 200, height: 100 },
    { label: "clock", x: 320, y: 200, width: 120, height: 220 },
  ];
  const xml = vocXml({ fileName, widthPx: WIDTH_PX, heightPx: HEIGHT_PX, boxes });
  return [
    { name: `bench/JPEGImages/${fileName}`, bytes },
    { name: `bench/Annotations/${name}.xml`, bytes: xml },
  ];
}
