import { z } from "zod";

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
