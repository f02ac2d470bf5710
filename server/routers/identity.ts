import { SignUpInput } from "@/lib/protocol/credentials";
import { describeMe } from "../services/identity/describe-me";
import { listSignInMethods } from "../services/identity/list-sign-in-methods";
import { signUp } from "../services/identity/sign-up";
import { publicProcedure, router } from "../trpc";

export const identityRouter = router({
  /** The person behind this request and their teams; `user` null for a guest. */
  me: publicProcedure.query(({ ctx }) => describeMe(ctx)),
  /** Which ways to sign in this server offers besides passwords. */
  signInMethods: publicProcedure.query(({ ctx }) => listSignInMethods(ctx)),
  /** Opens an account; the browser then signs in with the same password. */
  signUp: publicProcedure.input(SignUpInput).mutation(({ ctx, input }) => signUp(ctx, input)),
});
