import { mkdir } from "node:fs/promises";
import path from "node:path";
import type { Page } from "@playwright/test";
import sharp from "sharp";

const FOLDER = path.resolve("e2e/screenshots");

/** Keeps a screenshot for the README when ATELIER_SCREENSHOTS=1 asks for new ones; else does nothing. */
export async function pictureOf(page: Page, name: string): Promise<void> {
  if (process.env.ATELIER_SCREENSHOTS !== "1") return;
  await mkdir(FOLDER, { recursive: true });
  await sharp(await page.screenshot())
    .webp({ quality: 82 })
    .toFile(path.join(FOLDER, `${name}.webp`));
}
