import sharp from "sharp";

/*
 * sharp reads SVG, PDF, camera formats and more by default. Only the loaders of three formats are left on, for
 * the whole process; whoever wants sharp imports it from here.
 */
sharp.block({ operation: ["VipsForeignLoad"] });
sharp.unblock({
  operation: [
    "VipsForeignLoadJpegFile",
    "VipsForeignLoadJpegBuffer",
    "VipsForeignLoadPngFile",
    "VipsForeignLoadPngBuffer",
    "VipsForeignLoadWebpFile",
    "VipsForeignLoadWebpBuffer",
  ],
});
// Pictures are worked on side by side; threads within one would only fight over the cores.
sharp.concurrency(1);
sharp.cache(false);

export { sharp };
