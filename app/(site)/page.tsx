import { caller } from "@/app/_trpc/server";
import { Chain } from "./_chain/chain";
import { RunYourOwn } from "./_parts/run-your-own";
import { Welcome } from "./_parts/welcome";
import { QuizRound } from "./quiz/_play/quiz-round";

export default async function LandingPage() {
  const api = await caller();
  const [chain, isQuizOpen] = await Promise.all([api.landing.chain(), api.quiz.isOpen({})]);
  return (
    <>
      <div className="px-4 pt-4 pb-14 sm:px-8 sm:pt-8 lg:pb-20">
        {isQuizOpen ? <QuizRound heading="h1" /> : <Welcome />}
      </div>
      {chain && <Chain chain={chain} />}
      <RunYourOwn />
    </>
  );
}
