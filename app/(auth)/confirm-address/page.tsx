import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ConfirmCard } from "./confirm-card";

export async function generateMetadata(): Promise<Metadata> {
  return {
    title: (await getTranslations("auth.confirm"))("title"),
    referrer: "no-referrer",
    robots: { index: false },
  };
}

/** Where the link arrives that proves a new address. */
export default function ConfirmAddressPage() {
  return <ConfirmCard />;
}
