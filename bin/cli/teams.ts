import { defineCommand } from "citty";
import { connect, type Server } from "./client";
import { Refused } from "./exit";
import { columns, print } from "./output";

const list = defineCommand({
  meta: { name: "list", description: "Teams this token can see." },
  args: { json: { type: "boolean", description: "Print one JSON object", default: false } },
  async run({ args }) {
    const { teams: found } = await (await connect()).trpc.identity.me.query();
    const rows = found.map(({ slug, name, role, isPublic }) => ({ slug, name, role, isPublic }));
    print(
      { teams: rows },
      {
        json: args.json,
        render: () =>
          columns(
            rows.map((team) => [team.slug, team.name, team.role]),
            ["TEAM", "NAME", "ROLE"],
          ),
      },
    );
  },
});

export const teams = defineCommand({ meta: { name: "teams", description: "Teams" }, subCommands: { list } });

/** The team that a command is about: the one named, or the only one there is. */
export async function chooseTeam(server: Server, named: string | undefined): Promise<string> {
  if (named) return named;
  const { teams: found } = await server.trpc.identity.me.query();
  if (found.length === 1 && found[0]) return found[0].slug;
  const names = found.map(({ slug }) => slug).join(", ");
  throw new Refused(
    names ? `Which team? Add --team with one of: ${names}.` : "This token belongs to no team.",
  );
}
