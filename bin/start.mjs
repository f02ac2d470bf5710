import { bootstrap } from "./bootstrap.mjs";
import { readStartOptions } from "./start-options.mjs";

const { status, text } = readStartOptions(process.argv.slice(2));
if (status === null) {
  await bootstrap("server/launch/start.ts");
} else {
  (status === 0 ? process.stdout : process.stderr).write(text);
  process.exitCode = status;
}
