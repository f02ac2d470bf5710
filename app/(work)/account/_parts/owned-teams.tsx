import Link from "next/link";
import { useTranslations } from "next-intl";

/** The teams that need another owner, or to be deleted, before their only owner's account can go. */
export function OwnedTeams({ teams }: { teams: readonly { slug: string; name: string }[] }) {
  const t = useTranslations("account.delete");
  return (
    <div className="flex flex-col gap-3 text-sm">
      <p>{t("ownsTeams")}</p>
      <ul className="divide-y divide-line border-y border-line">
        {teams.map(({ slug, name }) => (
          <li key={slug} className="flex min-h-11 items-center justify-between gap-4 py-2">
            <span className="min-w-0 truncate font-medium">{name}</span>
            <Link
              href={`/t/${slug}/settings`}
              className="shrink-0 font-medium text-pigment underline underline-offset-3"
            >
              {t("openTeam")}
              <span className="sr-only">: {name}</span>
            </Link>
          </li>
        ))}
      </ul>
    </div>
  );
}
