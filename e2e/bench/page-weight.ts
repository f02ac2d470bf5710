import { gzipSync } from "node:zlib";
import { type Figure, note } from "./figure";
import type { Stage } from "./stage";

const PAGES = [
  { name: "pages.home-js", path: "/" },
  { name: "pages.quiz-js", path: "/quiz" },
] as const;

/**
 * An empty page of this stack is 132 KiB and 155 with tRPC and its query cache (research/stack-security.md §2):
 * 95 more are for what our pages do.
 */
const TARGET_KIB = 250;

/** Gzipped size of the scripts that a page's HTML loads before anybody touches it. */
export async function benchPages(stage: Stage): Promise<Figure[]> {
  const { url } = await stage.web();
  const figures: Figure[] = [];
  for (const { name, path } of PAGES) {
    const html = await readText(`${url}${path}`);
    const files = scriptsOf(html);
    if (files.length === 0) throw new Error(`${path} loads no script`);
    const scripts = await Promise.all(
      files.map(async (file) => ({ file, bytes: gzipSync(await readText(new URL(file, url).href)).length })),
    );
    const bytes = scripts.reduce((sum, script) => sum + script.bytes, 0);
    const largest = scripts.sort((a, b) => b.bytes - a.bytes).slice(0, 5);
    note(
      `  ${path}: ${files.length} scripts, the largest ${largest.map(({ file, bytes }) => `${file.split("/").at(-1)} ${(bytes / 1024).toFixed(0)}`).join(", ")} KiB`,
    );
    figures.push({ name, value: bytes / 1024, unit: "KiB gzip", target: TARGET_KIB, better: "lower" });
  }
  return figures;
}

/** What `script` and `link rel=preload as=script` name, once each; `nomodule` ones are for browsers of another age. */
function scriptsOf(html: string): string[] {
  const files = new Set<string>();
  for (const [tag] of html.matchAll(/<(?:script|link)\b[^>]*>/gi)) {
    const isScript =
      /^<script/i.test(tag) || (/\bas="script"/i.test(tag) && /\brel="(?:module)?preload"/i.test(tag));
    const file = /\b(?:src|href)="([^"]+)"/i.exec(tag)?.[1];
    if (isScript && file !== undefined && !/\bnomodule\b/i.test(tag))
      files.add(file.replaceAll("&amp;", "&"));
  }
  return [...files];
}

async function readText(url: string): Promise<string> {
  const response = await fetch(url, { signal: AbortSignal.timeout(60_000) });
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  return response.text();
}
