import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { caller } from "@/app/_trpc/server";
import { BlankWall } from "@/app/_ui/blank-wall";
import { LinkButton } from "@/app/_ui/link-button";
import { QuizRound } from "./_play/quiz-round";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("quiz");
  return { title: t("meta.title"), description: t("lead") };
}

export default async function QuizPage() {
  const t = await getTranslations("quiz");
  const api = await caller();
  const isOpen = await api.quiz.isOpen({});
  return (
    <div className="w-full px-4 py-6 sm:px-8 sm:py-10">
      {isOpen ? (
        <QuizRound />
      ) : (
        <BlankWall title={t("closed.title")} body={t("closed.body")}>
          <LinkButton href="/" variant="primary">
            {t("closed.home")}
          </LinkButton>
        </BlankWall>
      )}
    </div>
  );
}
