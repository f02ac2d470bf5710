import { stat } from "node:fs/promises";
import path from "node:path";
import { defineCommand } from "citty";
import { ExportFormat } from "../../lib/protocol/job";
import { connect, type Server } from "./client";
import { download } from "./download";
import { Usage } from "./exit";
import { finishJob } from "./job";
import { wordNote } from "./note";
import { columns, print } from "./output";
import { chooseTeam } from "./teams";
import { uploadPath } from "./upload";

const shared = {
  team: { type: "string", description: "Team; may be left out when there is only one", valueHint: "T" },
  json: { type: "boolean", description: "Print one JSON object", default: false },
} as const;

const list = defineCommand({
  meta: { name: "list", description: "A team's datasets." },
  args: shared,
  async run({ args }) {
    const server = await connect();
    const team = await chooseTeam(server, args.team);
    const found = await server.trpc.datasets.list.query({ team });
    const rows = found.map(({ slug, name, counts }) => ({ slug, name, ...counts }));
    print(
      { team, datasets: rows },
      {
        json: args.json,
        render: () =>
          columns(
            rows.map((row) => [row.slug, row.images, row.annotated, row.annotations, row.versions, row.name]),
            ["DATASET", "IMAGES", "ANNOTATED", "ANNOTATIONS", "VERSIONS", "NAME"],
          ),
      },
    );
  },
});

const importCommand = defineCommand({
  meta: { name: "import", description: "Bring in a zip (VOC, COCO, pictures), a folder or a file." },
  args: {
    ...shared,
    path: { type: "positional", description: "Zip, folder or file", required: true },
    name: {
      type: "string",
      description: "Dataset; made when there is none of this name",
      required: true,
      valueHint: "N",
    },
  },
  async run({ args }) {
    await stat(args.path).catch(() => {
      throw new Usage(`There is no file or folder ${args.path}.`);
    });
    const server = await connect();
    const team = await chooseTeam(server, args.team);
    const { slug: dataset, isNew } = await findOrCreate(server, team, args.name);
    try {
      const uploadIds = await uploadPath(server, team, args.path);
      const { id } = await server.trpc.jobs.startImport.mutate({ team, dataset, uploadIds });
      const { status, report } = await finishJob(server, { team, job: id, verb: "importing" });
      const result = { team, dataset, job: id, status, report };
      print(result, { json: args.json, render: () => describeReport(dataset, report) });
    } catch (error) {
      if (isNew) await removeIfEmpty(server, team, dataset);
      throw error;
    }
  },
});

const exportCommand = defineCommand({
  meta: { name: "export", description: "Write a dataset, or one of its versions, to a zip." },
  args: {
    ...shared,
    name: { type: "positional", description: "Dataset", required: true },
    format: { type: "string", description: "coco or voc", required: true },
    out: { type: "string", description: "File to write", required: true, valueHint: "FILE" },
    version: { type: "string", description: "Version number; the dataset as it is now when left out" },
  },
  async run({ args }) {
    const format = ExportFormat.safeParse(args.format);
    if (!format.success)
      throw new Usage(`--format ${args.format}: choose ${ExportFormat.options.join(" or ")}.`);
    if (args.version && !/^\d+$/.test(args.version)) throw new Usage("--version must be a whole number.");
    const server = await connect();
    const team = await chooseTeam(server, args.team);
    const version = args.version ? { version: Number(args.version) } : {};
    const { id } = await server.trpc.jobs.startExport.mutate({
      team,
      dataset: args.name,
      format: format.data,
      ...version,
    });
    await finishJob(server, { team, job: id, verb: "exporting" });
    const file = path.resolve(args.out);
    const saved = await download(server, { from: `/api/exports/${id}?team=${team}`, to: file });
    print(
      { team, dataset: args.name, format: format.data, file, ...saved },
      { json: args.json, render: () => `Wrote ${file} (${saved.bytes} bytes).` },
    );
  },
});

const freeze = defineCommand({
  meta: { name: "freeze", description: "Freeze a dataset into a version with train, val and test splits." },
  args: {
    ...shared,
    name: { type: "positional", description: "Dataset", required: true },
    split: { type: "string", description: "Shares of train, val and test", default: "0.7,0.15,0.15" },
    seed: { type: "string", description: "Seed of the split", default: "0" },
    "keep-imported": { type: "boolean", description: "Keep splits that the import named", default: true },
    note: { type: "string", description: "A note for people" },
  },
  async run({ args }) {
    const server = await connect();
    const team = await chooseTeam(server, args.team);
    const split = {
      ...parseShares(args.split),
      seed: Number(args.seed),
      keepImported: args["keep-imported"],
      nearDuplicateBits: 4,
    };
    const note = args.note ? { note: args.note } : {};
    const frozen = await server.trpc.versions.freeze.mutate({ team, dataset: args.name, split, ...note });
    const { number, contentHash, counts, isNew } = frozen;
    print(
      { team, dataset: args.name, version: number, contentHash, isNew, counts },
      {
        json: args.json,
        render: () =>
          `${isNew ? "Froze" : "Nothing changed since"} version ${number}: ${counts.images} images, ${contentHash.slice(0, 12)}`,
      },
    );
  },
});

export const datasets = defineCommand({
  meta: { name: "datasets", description: "Datasets" },
  subCommands: { list, import: importCommand, export: exportCommand, freeze },
});

async function findOrCreate(server: Server, team: string, name: string) {
  const found = await server.trpc.datasets.list.query({ team });
  const same = found.find((dataset) => dataset.slug === name || dataset.name === name.normalize("NFC"));
  if (same) return { slug: same.slug, isNew: false };
  const { slug } = await server.trpc.datasets.create.mutate({ team, name });
  return { slug, isNew: true };
}

/** A dataset that was made for an import which was then refused is not left behind; where that fails, it is. */
async function removeIfEmpty(server: Server, team: string, dataset: string): Promise<void> {
  const place = { team, dataset };
  const found = await server.trpc.datasets.get.query(place).catch(() => undefined);
  if (found?.counts.images === 0) await server.trpc.datasets.delete.mutate(place).catch(() => undefined);
}

function describeReport(dataset: string, report: Awaited<ReturnType<typeof finishJob>>["report"]): string {
  if (!report) return `Imported into ${dataset}.`;
  const { images, annotations, skipped, changed, omittedNotes } = report;
  const lines = [
    `${dataset}: ${report.format}; ${images.added} images added, ${images.known} known, ${images.skipped} skipped;` +
      ` ${annotations.added} annotations added, ${annotations.changed} changed, ${annotations.skipped} skipped.`,
    ...[...skipped, ...changed].slice(0, 20).map((note) => `  ${note.file}: ${wordNote(note)}`),
  ];
  const hidden = skipped.length + changed.length + omittedNotes - 20;
  return [...lines, ...(hidden > 0 ? [`  … and ${hidden} more (--json lists them)`] : [])].join("\n");
}

function parseShares(text: string) {
  const [train, val, test] = text.split(",").map(Number);
  const isComplete = [train, val, test].every((share) => share !== undefined && share >= 0 && share <= 1);
  if (
    train === undefined ||
    val === undefined ||
    test === undefined ||
    !isComplete ||
    Math.abs(train + val + test - 1) > 1e-6
  ) {
    throw new Usage(`--split ${text}: give three shares that sum to 1, as in 0.7,0.15,0.15.`);
  }
  return { train, val, test };
}
