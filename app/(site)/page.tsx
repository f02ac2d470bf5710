import { caller } from "@/app/_trpc/server";
import { Chain } from "./_chain/chain";
import { RunYourOwn } from "./_parts/run-your-own";
import { QuizRound } from "./quiz/_play/quiz-round";

export default async function LandingPage() {
  const api = await caller();
  const chain = await api.landing.chain();
  return (
    <>
      <div className="px-4 pt-4 pb-14 sm:px-8 sm:pt-8 lg:pb-20">
        <QuizRound heading="h1" />
      </div>
      {chain && <Chain chain={chain} />}
      <RunYourOwn />
    </>
  );
}
