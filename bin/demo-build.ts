import { buildPictures } from "@/server/demo/build-pictures";

await buildPictures(process.argv[3], (line) => console.log(line));
