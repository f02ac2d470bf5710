import { useTranslations } from "next-intl";
import { BlankWall } from "../_ui/blank-wall";
import { LinkButton } from "../_ui/link-button";

/** What stands where a page is missing; the frame around it stays. */
export function Missing() {
  const t = useTranslations("errors.page");
  return (
    <BlankWall title={t("notFoundTitle")} body={t("notFoundBody")}>
      <LinkButton href="/" variant="primary">
        {t("notFoundHome")}
      </LinkButton>
      <LinkButton href="/sign-in" variant="quiet">
        {t("notFoundSignIn")}
      </LinkButton>
    </BlankWall>
  );
}
