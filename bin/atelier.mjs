#!/usr/bin/env node
import path from "node:path";
import { fileURLToPath } from "node:url";

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
process.env.TSX_TSCONFIG_PATH = path.join(root, "tsconfig.json");

const { register } = await import("tsx/esm/api").catch(() => {
  process.stderr.write(
    "atelier: dependencies are not installed here. Run `npm ci` (or `npm start` once) first.\n",
  );
  process.exit(1);
});
register();
const { main } = await import("./cli/main.ts");
process.exitCode = await main(process.argv.slice(2));
