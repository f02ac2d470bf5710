import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { caller } from "@/app/_trpc/server";
import { SettingsSection } from "@/app/_ui/settings-section";
import { AddressForm } from "./_parts/address-form";
import { DeleteAccount } from "./_parts/delete-account";
import { LinkedServices } from "./_parts/linked-services";
import { OwnedTeams } from "./_parts/owned-teams";
import { PasswordForm } from "./_parts/password-form";
import { ProfileForm } from "./_parts/profile-form";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("account"))("title") };
}

export default async function AccountPage() {
  const t = await getTranslations("account");
  const api = await caller();
  const [account, methods] = await Promise.all([api.identity.account(), api.identity.signInMethods()]);
  const { name, email, hasPassword, linked, ownsAlone } = account;
  return (
    <>
      <SettingsSection title={t("profile.title")} lead={t("profile.lead", { email })}>
        <ProfileForm name={name} />
      </SettingsSection>
      <SettingsSection title={t("address.title")} lead={t("address.lead", { mails: String(methods.link) })}>
        <AddressForm hasPassword={hasPassword} />
      </SettingsSection>
      <SettingsSection
        title={t("password.title")}
        lead={hasPassword ? t("password.lead") : t("password.leadNone")}
      >
        <PasswordForm email={email} hasPassword={hasPassword} />
      </SettingsSection>
      {methods.providers.length > 0 && (
        <SettingsSection title={t("linked.title")} lead={t("linked.lead")}>
          <LinkedServices providers={methods.providers} linked={linked} />
        </SettingsSection>
      )}
      <SettingsSection title={t("delete.title")} lead={t("delete.lead")}>
        {ownsAlone.length > 0 ? (
          <OwnedTeams teams={ownsAlone} />
        ) : (
          <DeleteAccount email={email} hasPassword={hasPassword} />
        )}
      </SettingsSection>
    </>
  );
}
