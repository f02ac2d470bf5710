import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { adminCaller } from "../_parts/admin-page";
import { UserTable } from "./user-table";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("admin.users"))("title") };
}

export default async function UsersPage() {
  const api = await adminCaller();
  return <UserTable initial={await api.identity.users()} />;
}
