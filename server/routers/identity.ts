import { describeMe } from "../services/identity/describe-me";
import { publicProcedure, router } from "../trpc";

export const identityRouter = router({
  /** The person behind this request and their teams; `user` null for a guest. */
  me: publicProcedure.query(({ ctx }) => describeMe(ctx)),
});
