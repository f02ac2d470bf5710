import { bootstrap } from "./bootstrap.mjs";

bootstrap("e2e/gates/run-gates.ts");
