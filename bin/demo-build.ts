import { buildPictures } from "@/server/demo/build-pictures";
import { trainDemoModels } from "@/server/demo/models/train-demo-models";

/** `npm run demo:build [pictures|models] [part of a name]` */
const [step, only] = process.argv.slice(2);
const log = (line: string) => console.log(line);

if (step !== "models") await buildPictures(only, log);
if (step !== "pictures") await trainDemoModels(only, log);
