import { z } from "zod";
import { SessionId, UserId } from "@/lib/ids";
import {
  ChangePasswordInput,
  DeleteAccountInput,
  ForgotPasswordInput,
  MailSecret,
  MoveAddressInput,
  ProfileInput,
  ResetPasswordInput,
  SignUpInput,
} from "@/lib/protocol/credentials";
import {
  listAllTeams,
  listUsers,
  resetUserPassword,
  setUserAdmin,
  setUserDisabled,
} from "../services/identity/administer-users";
import { checkHealth } from "../services/identity/check-health";
import { describeMe } from "../services/identity/describe-me";
import { listSignInMethods } from "../services/identity/list-sign-in-methods";
import {
  changePassword,
  deleteAccount,
  describeAccount,
  disconnectService,
  updateProfile,
} from "../services/identity/manage-account";
import { listSessions, revokeOtherSessions, revokeSession } from "../services/identity/manage-sessions";
import { confirmNewAddress, moveAddress } from "../services/identity/move-address";
import { forgotPassword, resetPassword } from "../services/identity/recover-password";
import { signUp } from "../services/identity/sign-up";
import { publicProcedure, router, userProcedure } from "../trpc";

const OfUser = z.object({ userId: UserId });

export const identityRouter = router({
  /** The person behind this request and their teams; `user` null for a guest. */
  me: publicProcedure.query(({ ctx }) => describeMe(ctx)),
  /** Which ways to sign in this server offers besides passwords. */
  signInMethods: publicProcedure.query(({ ctx }) => listSignInMethods(ctx)),
  /** Opens an account; the browser then signs in with the same password. */
  signUp: publicProcedure.input(SignUpInput).mutation(({ ctx, input }) => signUp(ctx, input)),
  /** Mails a link to choose a new password; the reply is the same for every address. */
  forgotPassword: publicProcedure
    .input(ForgotPasswordInput)
    .mutation(({ ctx, input }) => forgotPassword(ctx, input)),
  resetPassword: publicProcedure
    .input(ResetPasswordInput)
    .mutation(({ ctx, input }) => resetPassword(ctx, input)),
  confirmNewAddress: publicProcedure
    .input(z.object({ secret: MailSecret }))
    .mutation(({ ctx, input }) => confirmNewAddress(ctx, input)),

  account: userProcedure.query(({ ctx }) => describeAccount(ctx)),
  updateProfile: userProcedure.input(ProfileInput).mutation(({ ctx, input }) => updateProfile(ctx, input)),
  changePassword: userProcedure
    .input(ChangePasswordInput)
    .mutation(({ ctx, input }) => changePassword(ctx, input)),
  moveAddress: userProcedure.input(MoveAddressInput).mutation(({ ctx, input }) => moveAddress(ctx, input)),
  disconnectService: userProcedure
    .input(z.object({ provider: z.string().max(40) }))
    .mutation(({ ctx, input }) => disconnectService(ctx, input)),
  deleteAccount: userProcedure
    .input(DeleteAccountInput)
    .mutation(({ ctx, input }) => deleteAccount(ctx, input)),

  sessions: userProcedure.query(({ ctx }) => listSessions(ctx)),
  revokeSession: userProcedure
    .input(z.object({ sessionId: SessionId }))
    .mutation(({ ctx, input }) => revokeSession(ctx, input)),
  revokeOtherSessions: userProcedure.mutation(({ ctx }) => revokeOtherSessions(ctx)),

  users: userProcedure.query(({ ctx }) => listUsers(ctx)),
  setUserDisabled: userProcedure
    .input(OfUser.extend({ isDisabled: z.boolean() }))
    .mutation(({ ctx, input }) => setUserDisabled(ctx, input)),
  setUserAdmin: userProcedure
    .input(OfUser.extend({ isAdmin: z.boolean() }))
    .mutation(({ ctx, input }) => setUserAdmin(ctx, input)),
  resetUserPassword: userProcedure.input(OfUser).mutation(({ ctx, input }) => resetUserPassword(ctx, input)),
  allTeams: userProcedure.query(({ ctx }) => listAllTeams(ctx)),
  health: userProcedure.query(({ ctx }) => checkHealth(ctx)),
});
