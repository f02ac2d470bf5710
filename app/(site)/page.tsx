import { RunYourOwn } from "./_parts/run-your-own";

export default function LandingPage() {
  return <RunYourOwn />;
}
