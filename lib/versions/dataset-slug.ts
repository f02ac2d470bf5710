import { Slug } from "../ids";

/** What a name is called in a URL: lower-case Latin letters and digits; undefined when the name has none (Korean, say). */
export function datasetSlugOf(name: string): Slug | undefined {
  const plain = name
    .normalize("NFKD")
    .replace(/[\u0300-\u036f]/g, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 48)
    .replace(/-+$/, "");
  return Slug.safeParse(plain).data;
}
