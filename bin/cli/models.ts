import { mkdir } from "node:fs/promises";
import path from "node:path";
import { defineCommand } from "citty";
import { connect } from "./client";
import { download } from "./download";
import { Refused } from "./exit";
import { columns, print } from "./output";
import { chooseTeam } from "./teams";

const shared = {
  team: { type: "string", description: "Team; may be left out when there is only one", valueHint: "T" },
  json: { type: "boolean", description: "Print one JSON object", default: false },
} as const;

const list = defineCommand({
  meta: { name: "list", description: "A team's models with their scores." },
  args: shared,
  async run({ args }) {
    const server = await connect();
    const team = await chooseTeam(server, args.team);
    const found = await server.trpc.models.list.query({ team });
    const rows = found.map(
      ({ slug, name, recipe, architecture, onnxBytes, onnxSha256, scores, createdAt }) => {
        return {
          slug,
          name,
          recipe,
          architecture,
          bytes: onnxBytes,
          sha256: onnxSha256,
          createdAt,
          scores: scores.map(({ value, low, high, metric }) => ({ metric, value, low, high })),
        };
      },
    );
    print(
      { team, models: rows },
      {
        json: args.json,
        render: () =>
          columns(
            rows.map((row) => [
              row.slug,
              row.recipe,
              row.architecture,
              row.bytes,
              row.scores.map((score) => `${score.metric} ${score.value.toFixed(3)}`).join(", ") || null,
            ]),
            ["MODEL", "RECIPE", "ARCHITECTURE", "BYTES", "SCORES"],
          ),
      },
    );
  },
});

const pull = defineCommand({
  meta: { name: "pull", description: "Download a model: ONNX, manifest and golden sample, hashes verified." },
  args: {
    ...shared,
    model: { type: "positional", description: "The model", required: true },
    out: {
      type: "string",
      description: "Folder to write into; the model's name when left out",
      valueHint: "DIR",
    },
  },
  async run({ args }) {
    const server = await connect();
    const team = await chooseTeam(server, args.team);
    const { manifest, onnxSha256 } = await server.trpc.models.get.query({ team, model: args.model });
    const folder = path.resolve(args.out ?? args.model);
    await mkdir(folder, { recursive: true });
    const wanted = [
      { part: "onnx", name: manifest.files[0]?.name ?? "model.onnx", sha256: onnxSha256 },
      { part: "manifest", name: "manifest.json", sha256: null },
      {
        part: "golden",
        name: manifest.golden[0]?.image ?? "golden.png",
        sha256: manifest.golden[0]?.imageSha256 ?? null,
      },
    ];
    const files: { name: string; bytes: number; sha256: string }[] = [];
    for (const { part, name, sha256 } of wanted) {
      const saved = await download(server, {
        from: `/api/models/${args.model}/${part}?team=${team}`,
        to: path.join(folder, name),
      });
      if (sha256 !== null && saved.sha256 !== sha256)
        throw new Refused(`${name} arrived damaged: its hash is ${saved.sha256}, not ${sha256}.`);
      files.push({ name, ...saved });
    }
    print(
      { team, model: args.model, folder, files },
      {
        json: args.json,
        render: () => files.map(({ name, bytes }) => `${path.join(folder, name)}  ${bytes}`).join("\n"),
      },
    );
  },
});

export const models = defineCommand({
  meta: { name: "models", description: "Models" },
  subCommands: { list, pull },
});
