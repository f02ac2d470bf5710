import "server-only";
import { TRPCError } from "@trpc/server";
import { notFound } from "next/navigation";

/**
 * Waits for what a server component asked of `caller()`. What does not exist, or may not be seen, becomes the
 * 404 page, and so does an address that cannot name anything; other errors go to the error page.
 */
export async function pageData<T>(asked: Promise<T>): Promise<T> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof TRPCError && MISSING.includes(error.code)) notFound();
    throw error;
  }
}

const MISSING: TRPCError["code"][] = ["NOT_FOUND", "BAD_REQUEST"];
