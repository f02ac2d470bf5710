"use client";

import { useMutation } from "@tanstack/react-query";
import { signOut } from "next-auth/react";
import { useFormatter, useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { useTRPC } from "@/app/_trpc/client";
import { Button } from "@/app/_ui/button";
import { ErrorNotice } from "@/app/_ui/error-notice";
import { LinkButton } from "@/app/_ui/link-button";
import { useErrorMessage } from "@/app/_ui/use-error-message";
import { AuthHeading } from "../_parts/auth-heading";
import { forgetSecret, takeSecret } from "./kept-secret";

/** Reads the invitation behind the link and lets its holder join, after signing in where needed. */
export function InviteCard({ me }: { me: { name: string } | null }) {
  const t = useTranslations("auth.invite");
  const wording = useErrorMessage();
  const trpc = useTRPC();
  const { mutate: read, data: invite, error } = useMutation(trpc.teams.readInvite.mutationOptions());
  const [secret, setSecret] = useState<string | null | undefined>(undefined);
  useEffect(() => {
    function load() {
      const found = takeSecret();
      setSecret(found);
      if (found) read({ secret: found });
    }
    load();
    // Whoever pastes the whole link where a part of it stood gets no new page from the browser.
    window.addEventListener("hashchange", load);
    return () => window.removeEventListener("hashchange", load);
  }, [read]);
  if (secret === null) return <Ended title={t("missingTitle")} message={t("missing")} />;
  if (error) return <Ended title={t("ended")} message={wording(error)} />;
  if (!secret || !invite) {
    return (
      <AuthHeading title={t("title")}>
        <span role="status">{t("reading")}</span>
      </AuthHeading>
    );
  }
  if (invite.joinedSlug) return <Joined slug={invite.joinedSlug} teamName={invite.teamName} />;
  if (invite.state !== "open")
    return (
      <Ended title={t("ended")} message={wording({ code: "conflict", reason: `invite.${invite.state}` })} />
    );
  return <Offer invite={invite} secret={secret} me={me} />;
}

type Invite = { teamName: string; inviter: string; role: string; expiresAt: Date };

function Offer({ invite, secret, me }: { invite: Invite; secret: string; me: { name: string } | null }) {
  const t = useTranslations("auth.invite");
  const format = useFormatter();
  return (
    <>
      <AuthHeading title={invite.teamName}>
        {t("lead", { inviter: invite.inviter, role: invite.role })}
      </AuthHeading>
      {me ? <Accept secret={secret} teamName={invite.teamName} name={me.name} /> : <Doors />}
      <p className="mt-6 text-sm text-ink-faint">
        {t("until", { date: format.dateTime(invite.expiresAt, "day") })}
      </p>
    </>
  );
}

function Accept({ secret, teamName, name }: { secret: string; teamName: string; name: string }) {
  const t = useTranslations("auth.invite");
  const wording = useErrorMessage();
  const trpc = useTRPC();
  const [leaving, setLeaving] = useState(false);
  const accept = useMutation(
    trpc.teams.acceptInvite.mutationOptions({
      onSuccess: ({ slug }) => {
        forgetSecret();
        window.location.assign(`/t/${slug}`);
      },
    }),
  );
  return (
    <div className="flex flex-col gap-4">
      <ErrorNotice message={accept.error && wording(accept.error)} />
      <p className="text-sm text-ink-soft">{t("as", { name })}</p>
      <Button
        variant="primary"
        size="large"
        pending={accept.isPending || accept.isSuccess}
        onClick={() => accept.mutate({ secret })}
      >
        {t("accept", { team: teamName })}
      </Button>
      <Button
        variant="quiet"
        className="self-start"
        pending={leaving}
        onClick={() => {
          setLeaving(true);
          void signOut({ callbackUrl: "/sign-in?next=%2Finvite" });
        }}
      >
        {t("otherAccount")}
      </Button>
    </div>
  );
}

function Doors() {
  const t = useTranslations("auth.invite");
  return (
    <div className="flex flex-col gap-3">
      <LinkButton href="/sign-up?next=%2Finvite" variant="primary" size="large">
        {t("signUp")}
      </LinkButton>
      <LinkButton href="/sign-in?next=%2Finvite" size="large">
        {t("signIn")}
      </LinkButton>
    </div>
  );
}

function Joined({ slug, teamName }: { slug: string; teamName: string }) {
  const t = useTranslations("auth.invite");
  useEffect(forgetSecret, []);
  return (
    <>
      <AuthHeading title={teamName}>{t("already")}</AuthHeading>
      <LinkButton href={`/t/${slug}`} variant="primary" size="large">
        {t("open", { team: teamName })}
      </LinkButton>
    </>
  );
}

function Ended({ title, message }: { title: string; message: string }) {
  const t = useTranslations("auth.invite");
  return (
    <>
      <div role="alert">
        <AuthHeading title={title}>{message}</AuthHeading>
      </div>
      <LinkButton href="/teams" className="self-start">
        {t("elsewhere")}
      </LinkButton>
    </>
  );
}
