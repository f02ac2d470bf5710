import "server-only";
import { notFound } from "next/navigation";
import { caller } from "@/app/_trpc/server";

/** The caller of an administrator; for anyone else the page does not exist. A layout does not guard its pages' data. */
export async function adminCaller() {
  const api = await caller();
  const { user } = await api.identity.me();
  if (!user?.isAdmin) notFound();
  return api;
}
