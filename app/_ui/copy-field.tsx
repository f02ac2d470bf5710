"use client";

import { Check, Copy } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ReactNode, useRef, useState } from "react";
import { buttonStyle } from "./button-style";

/** Text to take along: a token, a link, a command. Copies by button; selects itself on focus. */
export function CopyField({ label, value, prompt }: { label: string; value: string; prompt?: ReactNode }) {
  const t = useTranslations("common");
  const [copied, setCopied] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  async function copy() {
    try {
      await navigator.clipboard.writeText(value);
    } catch {
      // Without the clipboard (plain http on another host), leave the text selected for Ctrl+C.
      input.current?.select();
      return;
    }
    setCopied(true);
    setTimeout(() => setCopied(false), 2000);
  }
  return (
    <div className="flex h-9 items-center gap-1 rounded-md border border-line bg-sunk pr-0.5 pl-2.5 font-mono text-sm">
      {prompt && (
        <span aria-hidden="true" className="text-ink-faint select-none">
          {prompt}
        </span>
      )}
      <input
        ref={input}
        readOnly
        aria-label={label}
        value={value}
        onFocus={(event) => event.target.select()}
        className="h-full min-w-0 grow bg-transparent outline-offset-[-2px]"
      />
      <button
        type="button"
        aria-label={copied ? t("copied") : t("copy")}
        title={t("copy")}
        onClick={copy}
        className={buttonStyle({ variant: "quiet", square: true })}
      >
        {copied ? <Check aria-hidden="true" /> : <Copy aria-hidden="true" />}
      </button>
      <span role="status" className="sr-only">
        {copied ? t("copied") : ""}
      </span>
    </div>
  );
}
