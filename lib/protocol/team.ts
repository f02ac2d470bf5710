import { z } from "zod";
import { InviteId, UserId } from "../ids";
import { TeamRole } from "../team-role";

/** What a team is called: any script, no line breaks or control characters. */
export const TeamName = z
  .string()
  .trim()
  .min(1)
  .max(60)
  .regex(/^[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}]*$/u);
export type TeamName = z.infer<typeof TeamName>;

export const CreateTeamInput = z.object({ name: TeamName, isPublic: z.boolean().default(false) });
export type CreateTeamInput = z.infer<typeof CreateTeamInput>;

export const UpdateTeamInput = z.object({ name: TeamName.optional(), isPublic: z.boolean().optional() });
export type UpdateTeamInput = z.infer<typeof UpdateTeamInput>;

/** The team's name, typed by the person who deletes it. */
export const DeleteTeamInput = z.object({ confirmName: z.string().max(200) });

export const MemberInput = z.object({ userId: UserId });
export const ChangeRoleInput = z.object({ userId: UserId, role: TeamRole });
export type ChangeRoleInput = z.infer<typeof ChangeRoleInput>;

export const MAX_INVITE_DAYS = 30;
export const MAX_INVITE_USES = 500;
export const CreateInviteInput = z.object({
  role: TeamRole,
  days: z.number().int().min(1).max(MAX_INVITE_DAYS),
  maxUses: z.number().int().min(1).max(MAX_INVITE_USES),
  note: z.string().trim().max(120).optional(),
});
export type CreateInviteInput = z.infer<typeof CreateInviteInput>;
export const InviteInput = z.object({ inviteId: InviteId });

/** The secret of an invitation, as it stands in the link's fragment. */
export const InviteSecret = z.string().regex(/^atl_inv_[\w-]{43}$/);
export const INVITE_STATES = ["open", "expired", "used", "revoked"] as const;
export type InviteState = (typeof INVITE_STATES)[number];
