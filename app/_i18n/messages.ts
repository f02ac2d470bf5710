import type { AbstractIntlMessages } from "next-intl";
import type { Locale } from "./locale";
import accountEn from "./messages/en/account.json";
import adminEn from "./messages/en/admin.json";
import annotateEn from "./messages/en/annotate.json";
import authEn from "./messages/en/auth.json";
import boardsEn from "./messages/en/boards.json";
import commonEn from "./messages/en/common.json";
import datasetsEn from "./messages/en/datasets.json";
import errorsEn from "./messages/en/errors.json";
import landingEn from "./messages/en/landing.json";
import modelsEn from "./messages/en/models.json";
import quizEn from "./messages/en/quiz.json";
import runsEn from "./messages/en/runs.json";
import shellEn from "./messages/en/shell.json";
import teamEn from "./messages/en/team.json";
import versionsEn from "./messages/en/versions.json";
import workersEn from "./messages/en/workers.json";
import accountKo from "./messages/ko/account.json";
import adminKo from "./messages/ko/admin.json";
import annotateKo from "./messages/ko/annotate.json";
import authKo from "./messages/ko/auth.json";
import boardsKo from "./messages/ko/boards.json";
import commonKo from "./messages/ko/common.json";
import datasetsKo from "./messages/ko/datasets.json";
import errorsKo from "./messages/ko/errors.json";
import landingKo from "./messages/ko/landing.json";
import modelsKo from "./messages/ko/models.json";
import quizKo from "./messages/ko/quiz.json";
import runsKo from "./messages/ko/runs.json";
import shellKo from "./messages/ko/shell.json";
import teamKo from "./messages/ko/team.json";
import versionsKo from "./messages/ko/versions.json";
import workersKo from "./messages/ko/workers.json";

const en = {
  account: accountEn,
  admin: adminEn,
  annotate: annotateEn,
  auth: authEn,
  boards: boardsEn,
  common: commonEn,
  datasets: datasetsEn,
  errors: errorsEn,
  landing: landingEn,
  models: modelsEn,
  quiz: quizEn,
  runs: runsEn,
  shell: shellEn,
  team: teamEn,
  versions: versionsEn,
  workers: workersEn,
};

const ko = {
  account: accountKo,
  admin: adminKo,
  annotate: annotateKo,
  auth: authKo,
  boards: boardsKo,
  common: commonKo,
  datasets: datasetsKo,
  errors: errorsKo,
  landing: landingKo,
  models: modelsKo,
  quiz: quizKo,
  runs: runsKo,
  shell: shellKo,
  team: teamKo,
  versions: versionsKo,
  workers: workersKo,
};

/** Every message of the site, by namespace; English is the shape that keys are checked against. */
export type Messages = typeof en;
export type Namespace = keyof Messages;

// The work screens' namespaces; `(work)/layout.tsx` adds them, so that public pages do not carry them.
const WORK_NAMESPACES: readonly Namespace[] = [
  "account",
  "admin",
  "annotate",
  "boards",
  "datasets",
  "models",
  "runs",
  "team",
  "versions",
  "workers",
];

/** All messages of a language. `messages.test.ts` proves that the languages have the same keys and arguments. */
export function messagesOf(locale: Locale) {
  return { en, ko }[locale];
}

/** The messages that public pages send to the browser. */
export function publicMessagesOf(locale: Locale) {
  return pick(locale, (namespace) => !WORK_NAMESPACES.includes(namespace));
}

/** The messages that the work screens send to the browser on top of the public ones. */
export function workMessagesOf(locale: Locale) {
  return pick(locale, (namespace) => WORK_NAMESPACES.includes(namespace));
}

function pick(locale: Locale, wanted: (namespace: Namespace) => boolean) {
  const all: Record<Namespace, AbstractIntlMessages> = messagesOf(locale);
  const namespaces = Object.keys(en).filter((key): key is Namespace => key in all);
  return Object.fromEntries(namespaces.filter(wanted).map((key) => [key, all[key]]));
}
