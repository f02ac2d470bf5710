import { buildPictures } from "@/server/demo/build-pictures";
import { scoreDemoModels, trainDemoModels } from "@/server/demo/models/train-demo-models";

/** `npm run demo:build [pictures|models|scores] [part of a name]`; without a step, pictures and then models. */
const [step, only] = process.argv.slice(2);
const log = (line: string) => console.log(line);

if (step === undefined || step === "pictures") await buildPictures(only, log);
if (step === undefined || step === "models") await trainDemoModels(only, log);
if (step === "scores") await scoreDemoModels(only, log);
