import type { MailLocale } from "@/lib/protocol/credentials";
import { settings } from "../settings";

/** One mail: the same words as plain text and as HTML. */
export type Letter = { subject: string; text: string; html: string };

export type LetterParts = {
  locale: MailLocale;
  subject: string;
  /** What it is for, in a sentence or two. */
  body: string;
  /** The one thing to do, where there is one. */
  action?: { label: string; url: string };
  /** What to know besides: how long the link lasts, what to do when one did not ask. */
  notes: string[];
};

const FACES =
  "'Instrument Sans',Pretendard,-apple-system,'Segoe UI','Apple SD Gothic Neo','Malgun Gothic',sans-serif";

/** Sets a letter in type: text for every reader, HTML with the site's paper, ink and pigment and nothing to load. */
export function writeLetter(parts: LetterParts): Letter {
  const { locale, subject, body, action, notes } = parts;
  const host = new URL(settings().NEXTAUTH_URL).host;
  const text = [body, ...(action ? [action.url] : []), ...notes, `— Atelier, ${host}`].join("\n\n");
  const button = action
    ? `<p style="margin:24px 0"><a href="${escapeHtml(action.url)}" style="display:inline-block;background:#2a3fc4;color:#ffffff;text-decoration:none;font-weight:600;border-radius:6px;padding:11px 20px">${escapeHtml(action.label)}</a></p>
<p style="margin:0 0 24px;font-size:12px;color:#6b665b;word-break:break-all">${escapeHtml(action.url)}</p>`
    : "";
  const small = notes.map(
    (note) => `<p style="margin:0 0 8px;font-size:13px;color:#56524a">${escapeHtml(note)}</p>`,
  );
  const html = `<!doctype html>
<html lang="${locale}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeHtml(subject)}</title></head>
<body style="margin:0;padding:32px 16px;background:#f6f3ec;color:#1a1916;font-family:${FACES};font-size:15px;line-height:1.55;word-break:keep-all">
<div style="max-width:480px;margin:0 auto">
<p style="margin:0 0 24px;font-family:Newsreader,Georgia,'Nanum Myeongjo',serif;font-size:20px">Atelier</p>
<p style="margin:0 0 16px">${escapeHtml(body)}</p>
${button}
${small.join("\n")}
<p style="margin:24px 0 0;padding-top:12px;border-top:1px solid #ddd7c9;font-size:12px;color:#6b665b">${escapeHtml(host)}</p>
</div></body></html>
`;
  return { subject, text: `${text}\n`, html };
}

const ENTITIES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (letter) => ENTITIES[letter] ?? letter);
}
