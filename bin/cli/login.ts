import { defineCommand } from "citty";
import { connectWith } from "./client";
import { saveCredentials } from "./credentials";
import { Usage } from "./exit";
import { print } from "./output";

export const login = defineCommand({
  meta: { name: "login", description: "Check a personal access token and keep it for later commands." },
  args: {
    url: { type: "string", description: "Address of the server", valueHint: "URL" },
    token: { type: "string", description: "Personal access token", valueHint: "TOKEN" },
    json: { type: "boolean", description: "Print one JSON object", default: false },
  },
  async run({ args }) {
    const url = args.url ?? process.env.ATELIER_URL;
    const token = args.token ?? process.env.ATELIER_TOKEN;
    if (!url || !token) throw new Usage("login needs --url and --token (or ATELIER_URL and ATELIER_TOKEN).");
    if (!URL.canParse(url))
      throw new Usage(`--url ${url} is not an address; it looks like http://localhost:3000.`);
    const me = await connectWith({ url, token }).trpc.identity.me.query();
    const file = await saveCredentials({ url, token });
    print(
      {
        url,
        user: me.user && { name: me.user.name, email: me.user.email },
        teams: me.teams.map(({ slug }) => slug),
        file,
      },
      { json: args.json, render: ({ user }) => `Signed in to ${url} as ${user?.name}. Kept in ${file}.` },
    );
  },
});
