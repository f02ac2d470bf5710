import {
  bigserial,
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
  uuid,
} from "drizzle-orm/pg-core";
import type { InviteId, SessionId, TeamId, TokenId, UserId } from "@/lib/ids";
import type { AuditData } from "@/lib/protocol/audit";
import type { TokenScope } from "@/lib/protocol/token-scope";
import type { TeamRole } from "@/lib/team-role";
import { createdAt, moment, primaryId } from "./columns";

/** People. `email` is stored trimmed and lower-case; `passwordHash` is argon2id, null for people who only use OAuth or links. */
export const user = pgTable("user", {
  id: primaryId<UserId>(),
  name: text("name").notNull(),
  email: text("email").notNull().unique(),
  emailVerified: moment("email_verified"),
  image: text("image"),
  passwordHash: text("password_hash"),
  locale: text("locale"),
  isAdmin: boolean("is_admin").notNull().default(false),
  createdAt: createdAt(),
  disabledAt: moment("disabled_at"),
});

/** OAuth accounts, in the shape that next-auth's Drizzle adapter expects. */
export const account = pgTable(
  "account",
  {
    userId: uuid("user_id")
      .notNull()
      .$type<UserId>()
      .references(() => user.id, { onDelete: "cascade" }),
    type: text("type").$type<"oauth" | "oidc" | "email" | "webauthn">().notNull(),
    provider: text("provider").notNull(),
    providerAccountId: text("provider_account_id").notNull(),
    refresh_token: text("refresh_token"),
    access_token: text("access_token"),
    expires_at: integer("expires_at"),
    token_type: text("token_type"),
    scope: text("scope"),
    id_token: text("id_token"),
    session_state: text("session_state"),
  },
  (table) => [primaryKey({ columns: [table.provider, table.providerAccountId] })],
);

/** Magic links, hashed by next-auth. */
export const verificationToken = pgTable(
  "verification_token",
  {
    identifier: text("identifier").notNull(),
    token: text("token").notNull(),
    expires: moment("expires").notNull(),
  },
  (table) => [primaryKey({ columns: [table.identifier, table.token] })],
);

/** One row a sign-in. next-auth's JWT carries its id; every request checks `revokedAt`, so revocation acts at once. */
export const session = pgTable(
  "session",
  {
    id: primaryId<SessionId>(),
    userId: uuid("user_id")
      .notNull()
      .$type<UserId>()
      .references(() => user.id, { onDelete: "cascade" }),
    userAgent: text("user_agent"),
    createdAt: createdAt(),
    lastSeenAt: moment("last_seen_at").notNull().defaultNow(),
    expiresAt: moment("expires_at").notNull(),
    revokedAt: moment("revoked_at"),
  },
  (table) => [index().on(table.userId)],
);

export const team = pgTable("team", {
  id: primaryId<TeamId>(),
  slug: text("slug").notNull().unique(),
  name: text("name").notNull(),
  /** A public team's datasets, runs, models and boards can be read by anyone, signed in or not. */
  isPublic: boolean("is_public").notNull().default(false),
  createdAt: createdAt(),
  deletedAt: moment("deleted_at"),
});

export const membership = pgTable(
  "membership",
  {
    teamId: uuid("team_id")
      .notNull()
      .$type<TeamId>()
      .references(() => team.id, { onDelete: "cascade" }),
    userId: uuid("user_id")
      .notNull()
      .$type<UserId>()
      .references(() => user.id, { onDelete: "cascade" }),
    role: text("role").notNull().$type<TeamRole>(),
    createdAt: createdAt(),
  },
  (table) => [primaryKey({ columns: [table.teamId, table.userId] }), index().on(table.userId)],
);

/** An invitation by link. The secret lives in the link's fragment; only its SHA-256 is stored. */
export const invite = pgTable("invite", {
  id: primaryId<InviteId>(),
  teamId: uuid("team_id")
    .notNull()
    .$type<TeamId>()
    .references(() => team.id, { onDelete: "cascade" }),
  role: text("role").notNull().$type<TeamRole>(),
  secretHash: text("secret_hash").notNull().unique(),
  note: text("note"),
  createdBy: uuid("created_by")
    .notNull()
    .$type<UserId>()
    .references(() => user.id),
  createdAt: createdAt(),
  expiresAt: moment("expires_at").notNull(),
  maxUses: integer("max_uses").notNull().default(1),
  uses: integer("uses").notNull().default(0),
  revokedAt: moment("revoked_at"),
});

/** Personal access tokens and worker tokens: 256 bits, stored as SHA-256, scoped, expiring. */
export const token = pgTable(
  "token",
  {
    id: primaryId<TokenId>(),
    kind: text("kind").notNull().$type<"personal" | "worker">(),
    /** Who made it; a personal token acts as this person, within its scopes. */
    userId: uuid("user_id")
      .notNull()
      .$type<UserId>()
      .references(() => user.id, { onDelete: "cascade" }),
    /** Limits a personal token to one team; a worker token's team, or null for a worker that serves every team. */
    boundTeamId: uuid("bound_team_id")
      .$type<TeamId>()
      .references(() => team.id, { onDelete: "cascade" }),
    name: text("name").notNull(),
    /** First characters of the secret, shown in lists so that a person can tell tokens apart. */
    prefix: text("prefix").notNull(),
    secretHash: text("secret_hash").notNull().unique(),
    scopes: jsonb("scopes").notNull().$type<TokenScope[]>(),
    createdAt: createdAt(),
    expiresAt: moment("expires_at").notNull(),
    lastUsedAt: moment("last_used_at"),
    revokedAt: moment("revoked_at"),
  },
  (table) => [index().on(table.userId), index().on(table.boundTeamId)],
);

/** Append-only: the application's role has no UPDATE or DELETE on it (see `db/harden.ts`). */
export const auditEvent = pgTable(
  "audit_event",
  {
    id: bigserial("id", { mode: "number" }).primaryKey(),
    teamId: uuid("team_id").$type<TeamId>(),
    actorUserId: uuid("actor_user_id").$type<UserId>(),
    actorTokenId: uuid("actor_token_id").$type<TokenId>(),
    action: text("action").notNull(),
    target: text("target"),
    data: jsonb("data").notNull().$type<AuditData>().default({}),
    createdAt: createdAt(),
  },
  (table) => [index().on(table.teamId, table.id)],
);

/** Counters of rate-limiter-flexible's Postgres store. */
export const rateLimit = pgTable("rate_limit", {
  key: text("key").primaryKey(),
  points: integer("points").notNull().default(0),
  expire: moment("expire"),
});

/** Small facts about this server: whether demo content was made, and so on. */
export const serverSetting = pgTable(
  "server_setting",
  {
    key: text("key").primaryKey(),
    value: jsonb("value").notNull().$type<unknown>(),
    updatedAt: moment("updated_at").notNull().defaultNow(),
  },
  (table) => [unique().on(table.key)],
);
