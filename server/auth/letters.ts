import type { MailLocale } from "@/lib/protocol/credentials";
import { settings } from "../settings";
import { type Letter, type LetterParts, writeLetter } from "./letter";

export const LINK_MINUTES = 20;

type Words = Omit<LetterParts, "locale">;
type Mailing = { locale: MailLocale; url: string };

/** A link that signs in, and opens the account where the address has none yet. */
export function signInLetter({ locale, url, isNew }: Mailing & { isNew: boolean }): Letter {
  const host = siteHost();
  const en: Words = {
    subject: isNew ? `Open your account on ${host}` : `Your link to sign in to ${host}`,
    body: isNew
      ? "Open this link to create your Atelier account with this address."
      : "Open this link to sign in to Atelier.",
    action: { label: isNew ? "Create account" : "Sign in", url },
    notes: [
      `It works once, within ${LINK_MINUTES} minutes.`,
      "If you did not ask for it, ignore this mail; nothing happens.",
    ],
  };
  const ko: Words = {
    subject: isNew ? `${host} 계정 만들기` : `${host} 로그인 링크`,
    body: isNew
      ? "아래 링크를 열면 이 주소로 Atelier 계정이 만들어져요."
      : "아래 링크를 열면 Atelier에 로그인돼요.",
    action: { label: isNew ? "계정 만들기" : "로그인", url },
    notes: [
      `${LINK_MINUTES}분 동안 한 번만 쓸 수 있어요.`,
      "요청한 적이 없다면 이 메일은 무시해 주세요. 아무 일도 일어나지 않아요.",
    ],
  };
  return inLanguage(locale, { en, ko });
}

/** A link to choose a new password. */
export function resetLetter({ locale, url }: Mailing): Letter {
  const host = siteHost();
  const en: Words = {
    subject: `A new password for ${host}`,
    body: "Open this link to choose a new password for Atelier. You are then signed out everywhere else.",
    action: { label: "Choose a new password", url },
    notes: [
      `It works once, within ${LINK_MINUTES} minutes.`,
      "If you did not ask for it, ignore this mail; your password stays as it is.",
    ],
  };
  const ko: Words = {
    subject: `${host} 새 비밀번호`,
    body: "아래 링크에서 Atelier의 새 비밀번호를 정해 주세요. 정하면 다른 곳에서는 모두 로그아웃돼요.",
    action: { label: "새 비밀번호 정하기", url },
    notes: [
      `${LINK_MINUTES}분 동안 한 번만 쓸 수 있어요.`,
      "요청한 적이 없다면 이 메일은 무시해 주세요. 비밀번호는 그대로예요.",
    ],
  };
  return inLanguage(locale, { en, ko });
}

/** For an address that no account can sign in with: its owner learns it, and whoever asked learns nothing. */
export function nobodyLetter({ locale }: { locale: MailLocale }): Letter {
  const host = siteHost();
  const url = new URL("/sign-up", settings().NEXTAUTH_URL).href;
  const en: Words = {
    subject: `No account on ${host} with this address`,
    body: "Somebody, probably you, asked to get into Atelier with this address. No account can be opened with it at the moment.",
    action: { label: "Create an account", url },
    notes: [
      "Perhaps you signed up with another address, or your account was locked by whoever runs this server.",
      "If it was not you, ignore this mail.",
    ],
  };
  const ko: Words = {
    subject: `${host}에 이 주소로 들어갈 계정이 없어요`,
    body: "누군가(아마도 본인이) 이 주소로 Atelier에 들어가려고 했어요. 지금은 이 주소로 들어갈 수 있는 계정이 없어요.",
    action: { label: "계정 만들기", url },
    notes: [
      "다른 주소로 가입했거나, 서버 관리자가 계정을 잠갔을 수 있어요.",
      "요청한 적이 없다면 이 메일은 무시해 주세요.",
    ],
  };
  return inLanguage(locale, { en, ko });
}

/** A link that proves a new address of an account. */
export function newAddressLetter({ locale, url, name }: Mailing & { name: string }): Letter {
  const host = siteHost();
  const en: Words = {
    subject: `Confirm your new address for ${host}`,
    body: `Open this link to use this address for the Atelier account of ${name}.`,
    action: { label: "Use this address", url },
    notes: [
      `It works once, within ${LINK_MINUTES} minutes.`,
      "If you did not ask for it, ignore this mail; nothing changes.",
    ],
  };
  const ko: Words = {
    subject: `${host}에서 쓸 새 주소 확인`,
    body: `아래 링크를 열면 ${name} 님의 Atelier 계정이 이 주소를 써요.`,
    action: { label: "이 주소 쓰기", url },
    notes: [
      `${LINK_MINUTES}분 동안 한 번만 쓸 수 있어요.`,
      "요청한 적이 없다면 이 메일은 무시해 주세요. 바뀌는 것은 없어요.",
    ],
  };
  return inLanguage(locale, { en, ko });
}

/** For an address that somebody wants to move to, though it has an account of its own. */
export function takenLetter({ locale }: { locale: MailLocale }): Letter {
  const host = siteHost();
  const en: Words = {
    subject: `This address has an account on ${host} already`,
    body: "Somebody, probably you, asked to use this address for another Atelier account. It has an account of its own, so nothing was changed.",
    notes: [
      "To free it, sign in to that account and delete it or give it another address.",
      "If it was not you, ignore this mail.",
    ],
  };
  const ko: Words = {
    subject: `${host}에 이 주소로 만든 계정이 이미 있어요`,
    body: "누군가(아마도 본인이) 이 주소를 다른 Atelier 계정에서 쓰려고 했어요. 이미 이 주소로 만든 계정이 있어서 바뀐 것은 없어요.",
    notes: [
      "이 주소를 쓰려면 그 계정에 로그인해서 계정을 지우거나 주소를 바꿔 주세요.",
      "요청한 적이 없다면 이 메일은 무시해 주세요.",
    ],
  };
  return inLanguage(locale, { en, ko });
}

/** To the old address, after an account has moved to a new one. */
export function movedLetter({ locale, to }: { locale: MailLocale; to: string }): Letter {
  const host = siteHost();
  const en: Words = {
    subject: `Your address on ${host} has changed`,
    body: `Your Atelier account signs in with ${to} from now on.`,
    notes: ["If this was not you, tell whoever runs this server at once."],
  };
  const ko: Words = {
    subject: `${host} 계정의 주소가 바뀌었어요`,
    body: `이제 Atelier 계정에 ${to} 주소로 로그인해요.`,
    notes: ["직접 바꾼 것이 아니라면 서버 관리자에게 바로 알려 주세요."],
  };
  return inLanguage(locale, { en, ko });
}

function inLanguage(locale: MailLocale, words: Record<MailLocale, Words>): Letter {
  return writeLetter({ locale, ...words[locale] });
}

function siteHost(): string {
  return new URL(settings().NEXTAUTH_URL).host;
}
