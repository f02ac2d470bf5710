import { readChain } from "../services/landing/read-chain";
import { publicProcedure, router } from "../trpc";

export const landingRouter = router({
  /** The public demo team's chain from picture to leaderboard; null when there is none to show. */
  chain: publicProcedure.query(({ ctx }) => readChain(ctx)),
});
