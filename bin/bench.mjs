import { bootstrap } from "./bootstrap.mjs";

bootstrap("e2e/bench/run-bench.ts");
