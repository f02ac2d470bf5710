import type { SessionId, TeamId, TokenId, UserId } from "@/lib/ids";
import type { TokenScope } from "@/lib/protocol/token-scope";

export type CurrentUser = {
  id: UserId;
  name: string;
  email: string;
  image: string | null;
  locale: string | null;
  isAdmin: boolean;
};

/** Who a request comes from. */
export type Actor =
  | { kind: "anonymous" }
  | { kind: "session"; user: CurrentUser; sessionId: SessionId }
  | { kind: "token"; user: CurrentUser; tokenId: TokenId; scopes: TokenScope[]; boundTeamId: TeamId | null }
  | { kind: "worker"; tokenId: TokenId; boundTeamId: TeamId | null };
