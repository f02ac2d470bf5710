import { bootstrap } from "./bootstrap.mjs";

bootstrap("server/launch/start.ts");
