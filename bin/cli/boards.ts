import { defineCommand } from "citty";
import { connect } from "./client";
import { columns, print } from "./output";
import { chooseTeam } from "./teams";

const shared = {
  team: { type: "string", description: "Team; may be left out when there is only one", valueHint: "T" },
  json: { type: "boolean", description: "Print one JSON object", default: false },
} as const;

const list = defineCommand({
  meta: { name: "list", description: "A team's leaderboards." },
  args: shared,
  async run({ args }) {
    const server = await connect();
    const team = await chooseTeam(server, args.team);
    const found = await server.trpc.boards.list.query({ team });
    const rows = found.map(({ slug, name, metric, split, images, models, best }) => ({
      slug,
      name,
      metric,
      split,
      images,
      models,
      best,
    }));
    print(
      { team, boards: rows },
      {
        json: args.json,
        render: () =>
          columns(
            rows.map((row) => [row.slug, row.metric, row.split, row.images, row.models, row.name]),
            ["BOARD", "METRIC", "SPLIT", "IMAGES", "MODELS", "NAME"],
          ),
      },
    );
  },
});

const show = defineCommand({
  meta: { name: "show", description: "One leaderboard: rank, score and its 95 % interval." },
  args: { ...shared, board: { type: "positional", description: "The board", required: true } },
  async run({ args }) {
    const server = await connect();
    const team = await chooseTeam(server, args.team);
    const board = await server.trpc.boards.get.query({ team, board: args.board });
    const rows = board.rows.map(({ rank, isTied, modelSlug, value, low, high, leaked }) => ({
      rank,
      isTied,
      model: modelSlug,
      value,
      low,
      high,
      leaked,
    }));
    const { name, metric, split, images, contentHash, pending } = board;
    print(
      { team, board: args.board, name, metric, split, images, contentHash, rows, pending: pending.length },
      {
        json: args.json,
        render: () =>
          columns(
            rows.map((row) => [
              `${row.rank}${row.isTied ? "=" : ""}`,
              row.value.toFixed(4),
              `${row.low.toFixed(4)}–${row.high.toFixed(4)}`,
              row.leaked ? "leaked" : "",
              row.model,
            ]),
            ["RANK", metric.toUpperCase(), "95 %", "", "MODEL"],
          ),
      },
    );
  },
});

export const boards = defineCommand({
  meta: { name: "boards", description: "Leaderboards" },
  subCommands: { list, show },
});
