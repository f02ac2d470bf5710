import { bootstrap } from "./bootstrap.mjs";

await bootstrap("e2e/bench/run-bench.ts");
