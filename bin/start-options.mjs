const OPTIONS = [
  ["--dev", "with hot reload, as `npm run dev`"],
  ["--empty", "without the demo team"],
  ["--print-token", "print the demo team's owner token once the server is up"],
  ["--help", "this text"],
];

const USAGE = `Usage: npm start -- [option]…

Starts Atelier in this folder: database, web server and one worker. Ctrl-C ends all of it.

${OPTIONS.map(([name, text]) => `  ${name.padEnd(14)} ${text}`).join("\n")}

  PORT=3001 npm start            another port
  ATELIER_DATA=/srv/atelier      another data folder
  DATABASE_URL=postgres://…      a Postgres of yours, 16 or newer
`;

/** What the command line asks for before anything is installed: `status` is null to start, else the exit status. */
export function readStartOptions(args) {
  const unknown = args.find((argument) => !OPTIONS.some(([name]) => name === argument));
  if (unknown !== undefined) return { status: 2, text: `npm start has no option ${unknown}.\n\n${USAGE}` };
  return args.includes("--help") ? { status: 0, text: USAGE } : { status: null, text: "" };
}
