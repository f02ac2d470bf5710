import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { QuizRound } from "./_play/quiz-round";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("quiz");
  return { title: t("meta.title"), description: t("lead") };
}

export default function QuizPage() {
  return (
    <div className="w-full px-4 py-6 sm:px-8 sm:py-10">
      <QuizRound />
    </div>
  );
}
