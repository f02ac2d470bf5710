/** 50 megapixels: a larger picture would need more memory than a shared server should give to one file. */
export const MAX_PIXELS = 50_000_000;
