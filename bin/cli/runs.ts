import { setTimeout as sleep } from "node:timers/promises";
import { defineCommand } from "citty";
import type { RunStatus } from "../../lib/protocol/run";
import { recipeNameSchema } from "../../lib/protocol/run-spec";
import { connect, type Server } from "./client";
import { Refused, Usage } from "./exit";
import { columns, endProgress, print, progress } from "./output";
import { parseSettings } from "./settings";
import { chooseTeam } from "./teams";

const ENDED: ReadonlySet<RunStatus> = new Set(["succeeded", "failed", "cancelled", "dead"]);
const POLL_MS = 2000;

const shared = {
  team: { type: "string", description: "Team; may be left out when there is only one", valueHint: "T" },
  json: { type: "boolean", description: "Print one JSON object", default: false },
} as const;

const start = defineCommand({
  meta: { name: "start", description: "Queue a training run on a dataset's frozen version." },
  args: {
    ...shared,
    recipe: { type: "string", description: "detect or authenticity", required: true, valueHint: "R" },
    dataset: { type: "string", description: "Dataset", required: true, valueHint: "N" },
    version: { type: "string", description: "Version number; the newest when left out" },
    name: { type: "string", description: "A name for the run" },
    seed: { type: "string", description: "Random seed" },
    set: {
      type: "string",
      description: "A setting of the recipe; may be given several times",
      valueHint: "key=value",
    },
  },
  async run({ args, rawArgs }) {
    const recipe = recipeNameSchema.safeParse(args.recipe);
    if (!recipe.success)
      throw new Usage(`--recipe ${args.recipe}: choose ${recipeNameSchema.options.join(" or ")}.`);
    const server = await connect();
    const team = await chooseTeam(server, args.team);
    const run = await server.trpc.runs.start.mutate({
      team,
      recipe: recipe.data,
      dataset: args.dataset,
      config: parseSettings(rawArgs),
      ...(args.name ? { name: args.name } : {}),
      ...(args.version ? { version: wholeNumber("--version", args.version) } : {}),
      ...(args.seed ? { seed: wholeNumber("--seed", args.seed) } : {}),
    });
    const url = `${server.url}/t/${team}/runs/${run.number}`;
    print(
      { team, run, url },
      { json: args.json, render: () => `Run ${run.number} is ${run.status}: ${url}` },
    );
  },
});

const watch = defineCommand({
  meta: { name: "watch", description: "Follow a run until it ends; exit code 1 unless it succeeds." },
  args: { ...shared, id: { type: "positional", description: "The run's number", required: true } },
  async run({ args }) {
    const server = await connect();
    const team = await chooseTeam(server, args.team);
    const run = await follow(server, { team, number: wholeNumber("ID", args.id) });
    const result = {
      team,
      run: {
        number: run.number,
        status: run.status,
        summary: run.summary,
        failure: run.failure,
        model: run.model?.slug ?? null,
      },
    };
    print(result, {
      json: args.json,
      render: () => `Run ${run.number} ${run.status}${run.model ? `: model ${run.model.slug}` : ""}`,
    });
    if (run.status !== "succeeded")
      throw new Refused(
        run.failure
          ? `${run.failure.message} ${run.failure.remedy ?? ""}`
          : `The run ended as ${run.status}.`,
      );
  },
});

const list = defineCommand({
  meta: { name: "list", description: "A team's runs, newest first." },
  args: shared,
  async run({ args }) {
    const server = await connect();
    const team = await chooseTeam(server, args.team);
    const { runs: found } = await server.trpc.runs.list.query({ team });
    const rows = found.map(({ number, kind, recipe, name, status, metric, createdAt }) => ({
      number,
      kind,
      recipe,
      name,
      status,
      metric,
      createdAt,
    }));
    print(
      { team, runs: rows },
      {
        json: args.json,
        render: () =>
          columns(
            rows.map((run) => [
              run.number,
              run.kind,
              run.recipe,
              run.status,
              run.metric ? `${run.metric.name} ${run.metric.value.toFixed(4)}` : null,
              run.name,
            ]),
            ["RUN", "KIND", "RECIPE", "STATUS", "METRIC", "NAME"],
          ),
      },
    );
  },
});

export const runs = defineCommand({
  meta: { name: "runs", description: "Training and score runs" },
  subCommands: { start, watch, list },
});

async function follow(server: Server, params: { team: string; number: number }) {
  for (;;) {
    const run = await server.trpc.runs.get.query(params);
    const done = run.progress ? ` ${run.progress.phase} ${run.progress.done}/${run.progress.total}` : "";
    if (ENDED.has(run.status)) {
      endProgress();
      return run;
    }
    progress(`run ${run.number}: ${run.status}${done}`);
    await sleep(POLL_MS);
  }
}

function wholeNumber(name: string, text: string): number {
  if (!/^\d+$/.test(text)) throw new Usage(`${name} must be a whole number, not "${text}".`);
  return Number(text);
}
