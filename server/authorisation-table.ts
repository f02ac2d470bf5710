import { randomUUID } from "node:crypto";
import type { TeamRole } from "@/lib/team-role";
import type { Workshop } from "./authorisation-fixture";

/** Inputs are made anew for each call, from one workshop's ids. */
type InputOf = (workshop: Workshop) => Record<string, unknown>;

/**
 * Who may call a procedure:
 * - `anyone`: guests too;
 * - `person`: a session or a personal token; `browser`: a session alone; `admin`: a session of an administrator;
 * - `worker`: a worker token;
 * - `team`: inside a team, at least in the role `needs`; `member` refuses visitors of a public team, `account`
 *   only its guests; with `only`, tokens of too narrow a scope (`steward`) or all tokens (`browser`) are refused
 *   as well.
 *
 * Another team's id in any field is answered with `NOT_FOUND`. With `foreign: "invalid"` it is refused as bad
 * input; with `"ignored"` the call goes through without it: a batch or a filter that passes over what it cannot
 * see. Whatever the answer, the test proves that it tells and changes nothing of the other team.
 */
export type Rule =
  | { guard: "anyone" | "person" | "browser" | "admin" | "worker"; input: InputOf }
  | {
      guard: "team";
      needs: TeamRole | "member" | "account";
      input: InputOf;
      only?: "steward" | "browser";
      foreign?: "invalid" | "ignored";
      /** What a permitted look answers when the workshop holds nothing to show, such as two models' scores. */
      finds?: "NOT_FOUND";
    };

const none: InputOf = () => ({});
const anyone = (input = none): Rule => ({ guard: "anyone", input });
const person = (input = none): Rule => ({ guard: "person", input });
const browser = (input = none): Rule => ({ guard: "browser", input });
const admin = (input = none): Rule => ({ guard: "admin", input });
const worker = (input: InputOf): Rule => ({ guard: "worker", input });
type Options = { foreign?: "invalid" | "ignored"; finds?: "NOT_FOUND" };
const team = (needs: TeamRole | "member" | "account", input = none, options: Options = {}): Rule => ({
  guard: "team",
  needs,
  input,
  ...options,
});
const steward = (needs: TeamRole, input = none): Rule => ({ guard: "team", needs, input, only: "steward" });
const atBrowser = (needs: TeamRole | "member", input = none): Rule => ({
  guard: "team",
  needs,
  input,
  only: "browser",
});

const lease = (w: Workshop) => ({ runId: w.runId, attempt: 1, leaseToken: "atl_lease_unknown" });
const split = { train: 0.5, val: 0, test: 0.5, seed: 1, keepImported: false, nearDuplicateBits: 0 };

/** Every procedure of `appRouter`. `authorisation.test.ts` fails on one that is missing here. */
export const AUTHORISATION: Record<string, Rule> = {
  "agent.register": worker(() => ({
    instance: randomUUID(),
    name: "gpu",
    agentVersion: "test",
    labels: [],
    hardware: { cpus: 1, memoryMiB: 1, gpus: [], platform: "linux" },
  })),
  "agent.heartbeat": worker((w) => ({ workerId: w.worker })),
  "agent.claim": worker((w) => ({ workerId: w.worker })),
  "agent.renew": worker((w) => ({ lease: lease(w), status: "running", progress: null })),
  "agent.dataset": worker(lease),
  "agent.report": worker((w) => ({ lease: lease(w), report: {} })),
  "agent.createArtifact": worker((w) => ({
    lease: lease(w),
    artifact: { kind: "onnx", name: "model.onnx", sha256: "0".repeat(64), bytes: 1, step: null },
  })),
  "agent.finaliseArtifact": worker((w) => ({ lease: lease(w), artifactId: randomUUID() })),
  "agent.complete": worker((w) => ({ lease: lease(w), completion: { outcome: "cancelled" } })),
  "agent.release": worker((w) => ({ lease: lease(w), reason: "stopping" })),

  "annotations.load": team("viewer", (w) => ({ image: w.image })),
  "annotations.since": team("viewer", (w) => ({ image: w.image, seq: 0 })),
  "annotations.changes": team("viewer", (w) => ({ image: w.image, seq: 0 })),
  "annotations.submit": team(
    "annotator",
    (w) => ({
      image: w.image,
      clientId: randomUUID(),
      ops: [
        {
          mid: 1,
          baseSeq: 0,
          op: {
            type: "create",
            id: randomUUID(),
            labelId: w.label,
            geometry: { type: "box", x: 1, y: 1, width: 2, height: 2 },
            z: "a0",
            attributes: {},
          },
        },
      ],
    }),
    { foreign: "ignored" },
  ),
  "annotations.setTags": team("annotator", (w) => ({ images: [w.image], add: [w.label], remove: [] }), {
    foreign: "invalid",
  }),

  "audit.ofTeam": team("maintainer"),
  "audit.exportOfTeam": team("maintainer"),
  "audit.ofServer": admin(),

  "boards.list": team("viewer"),
  "boards.get": team("viewer", (w) => ({ board: w.board })),
  "boards.versions": team("viewer"),
  "boards.compare": team("viewer", (w) => ({ board: w.board, first: w.model, second: w.secondModel }), {
    finds: "NOT_FOUND",
  }),
  "boards.create": team("maintainer", (w) => ({
    versionId: w.version,
    split: "test",
    metric: "accuracy",
    name: "Board",
  })),
  "boards.score": team("annotator", (w) => ({ board: w.board, model: w.model })),

  "datasets.list": team("viewer"),
  "datasets.get": team("viewer", (w) => ({ dataset: w.dataset })),
  "datasets.create": team("annotator", () => ({ name: `Dataset ${randomUUID()}` })),
  "datasets.rename": team("maintainer", (w) => ({ dataset: w.dataset, name: "Renamed" })),
  "datasets.delete": team("maintainer", (w) => ({ dataset: w.dataset })),

  "identity.me": anyone(),
  "identity.signInMethods": anyone(),
  "identity.signUp": anyone(() => ({
    name: "Mina",
    email: `${randomUUID()}@example.org`,
    password: randomUUID(),
  })),
  "identity.forgotPassword": anyone(() => ({ email: `${randomUUID()}@example.org`, locale: "en" })),
  "identity.resetPassword": anyone(() => ({ secret: "unknown", next: randomUUID() })),
  "identity.confirmNewAddress": anyone(() => ({ secret: "unknown" })),
  "identity.account": browser(),
  "identity.updateProfile": browser(() => ({ name: "Mina" })),
  "identity.changePassword": browser(() => ({ current: "", next: randomUUID() })),
  "identity.moveAddress": browser(() => ({
    email: `${randomUUID()}@example.org`,
    password: "",
    locale: "en",
  })),
  "identity.disconnectService": browser(() => ({ provider: "github" })),
  "identity.deleteAccount": browser(() => ({ confirmEmail: "nobody@example.org", password: "" })),
  "identity.sessions": browser(),
  "identity.revokeSession": browser(() => ({ sessionId: randomUUID() })),
  "identity.revokeOtherSessions": browser(),
  "identity.users": admin(),
  "identity.setUserDisabled": admin((w) => ({ userId: w.member, isDisabled: true })),
  "identity.setUserAdmin": admin((w) => ({ userId: w.member, isAdmin: true })),
  "identity.resetUserPassword": admin((w) => ({ userId: w.member })),
  "identity.allTeams": admin(),
  "identity.health": admin(),

  "images.list": team("viewer", (w) => ({ dataset: w.dataset })),
  "images.get": team("viewer", (w) => ({ image: w.image })),
  "images.delete": team("maintainer", (w) => ({ dataset: w.dataset, images: [w.image] }), {
    foreign: "ignored",
  }),
  "images.restore": team("maintainer", (w) => ({ dataset: w.dataset, images: [w.image] }), {
    foreign: "ignored",
  }),
  "images.group": team("annotator", (w) => ({ dataset: w.dataset, images: [w.image], group: "a" }), {
    foreign: "ignored",
  }),

  "jobs.startImport": team("annotator", (w) => ({ dataset: w.dataset, uploadIds: [w.upload] }), {
    foreign: "invalid",
  }),
  "jobs.startExport": team("account", (w) => ({ dataset: w.dataset, format: "coco" })),
  "jobs.get": team("viewer", (w) => ({ job: w.job })),
  "jobs.list": team("viewer", (w) => ({ dataset: w.dataset })),
  "jobs.cancel": team("member", (w) => ({ job: w.job })),

  "labels.list": team("viewer", (w) => ({ dataset: w.dataset })),
  "labels.create": team("maintainer", (w) => ({ dataset: w.dataset, name: `label ${randomUUID()}` })),
  "labels.change": team("maintainer", (w) => ({ label: w.label, hue: 1 })),

  "landing.chain": anyone(),

  "models.list": team("viewer"),
  "models.get": team("viewer", (w) => ({ model: w.model })),
  "models.rename": team("annotator", (w) => ({ model: w.model, name: "Renamed" })),
  "models.delete": team("maintainer", (w) => ({ model: w.model })),

  "quiz.isOpen": anyone(),
  "quiz.deal": anyone(),
  "quiz.answer": anyone(() => ({ round: randomUUID(), position: 0 })),
  "quiz.reportModelAnswer": anyone(() => ({
    round: randomUUID(),
    answer: { modelSha256: "0".repeat(64), probabilities: [0, 0, 0, 1], tier: "wasm" },
  })),
  "quiz.report": anyone(() => ({ round: randomUUID(), position: 0 })),
  "quiz.board": anyone(),
  "quiz.share": anyone(() => ({ rounds: [randomUUID()] })),
  "quiz.sharedScore": anyone(() => ({ token: "unknown" })),
  "quiz.listMe": person(() => ({ isListed: false })),

  "runs.start": team("annotator", (w) => ({ recipe: "detect", dataset: w.dataset, version: 1 })),
  "runs.list": team("viewer", (w) => ({ dataset: w.dataset }), { foreign: "ignored" }),
  "runs.get": team("viewer", (w) => ({ number: w.run })),
  "runs.metrics": team("viewer", (w) => ({ number: w.run })),
  "runs.logs": team("viewer", (w) => ({ number: w.run })),
  "runs.events": team("viewer", (w) => ({ number: w.run })),
  "runs.changes": team("viewer"),
  "runs.cancel": team("annotator", (w) => ({ number: w.run })),
  "runs.retry": team("annotator", (w) => ({ number: w.run })),

  "teams.create": person(() => ({ name: `Team ${randomUUID()}` })),
  "teams.describe": team("viewer"),
  "teams.overview": team("viewer"),
  "teams.update": steward("owner", () => ({ name: "Renamed" })),
  "teams.delete": steward("owner", () => ({ confirmName: "not the name" })),
  "teams.members": team("member"),
  "teams.changeRole": steward("maintainer", (w) => ({ userId: w.member, role: "viewer" })),
  "teams.removeMember": steward("maintainer", (w) => ({ userId: w.member })),
  "teams.leave": atBrowser("member"),
  "teams.handOver": steward("owner", (w) => ({ userId: w.member })),
  "teams.invites": steward("maintainer"),
  "teams.createInvite": steward("maintainer", () => ({ role: "viewer", days: 1, maxUses: 1 })),
  "teams.revokeInvite": steward("maintainer", (w) => ({ inviteId: w.invite })),
  "teams.readInvite": anyone((w) => ({ secret: w.inviteSecret })),
  "teams.acceptInvite": browser(() => ({ secret: `atl_inv_${"x".repeat(43)}` })),

  "tokens.whoAmI": person(),
  "tokens.mine": browser(),
  "tokens.create": browser(() => ({ name: "wider", scopes: ["admin"], boundTo: null, days: 365 })),
  "tokens.revoke": browser(() => ({ tokenId: randomUUID() })),
  "tokens.ofTeam": team("maintainer"),
  "tokens.createForTeam": atBrowser("maintainer", () => ({ name: "gpu", days: 1 })),
  "tokens.revokeForTeam": atBrowser("maintainer", (w) => ({ tokenId: w.workerToken })),
  "tokens.ofServer": admin(),
  "tokens.createForServer": admin(() => ({ name: "gpu", days: 1 })),
  "tokens.revokeForServer": admin((w) => ({ tokenId: w.workerToken })),

  "versions.list": team("viewer", (w) => ({ dataset: w.dataset })),
  "versions.get": team("viewer", (w) => ({ dataset: w.dataset, number: 1 })),
  "versions.items": team("viewer", (w) => ({ dataset: w.dataset, number: 1 })),
  "versions.diff": team("viewer", (w) => ({ dataset: w.dataset, from: 1, to: 1 })),
  "versions.preview": team("viewer", (w) => ({ dataset: w.dataset, split })),
  "versions.freeze": team("maintainer", (w) => ({ dataset: w.dataset, split })),

  "workers.list": team("viewer"),
  "workers.changes": team("viewer"),
  "workers.drain": team("maintainer", (w) => ({ workerId: w.worker, draining: true })),
};
