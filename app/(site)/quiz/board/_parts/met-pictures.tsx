import { getTranslations } from "next-intl/server";
import { classNames } from "@/app/_ui/class-names";
import type { Board } from "./your-place";

/** The pictures the reader has met, with how hard they are; the others stay covered, so that nothing is given away. */
export async function MetPictures({ pictures }: { pictures: Board["pictures"] }) {
  const t = await getTranslations("quiz");
  return (
    <section className="flex flex-col gap-4">
      <div className="flex flex-col gap-1">
        <h2 className="display text-xl">{t("pictures.title")}</h2>
        <p className="max-w-prose text-sm text-ink-soft">
          {t("pictures.lead", { met: pictures.met.length, total: pictures.total })}
        </p>
      </div>
      <ul className="grid grid-cols-3 gap-x-3 gap-y-5 sm:grid-cols-5 lg:grid-cols-8">
        {pictures.met.map((picture) => (
          <li key={picture.url} className="flex min-w-0 flex-col gap-1 text-xs">
            <img
              src={picture.url}
              alt={t(picture.isReal ? "pictures.altReal" : "pictures.altGenerated")}
              width={128}
              height={128}
              loading="lazy"
              className={classNames(
                "aspect-square w-full bg-line object-cover",
                picture.isReal && "outline-2 outline-offset-2 outline-ochre",
              )}
            />
            <span className="pt-1 font-medium">{t(picture.isReal ? "mark.real" : "mark.generated")}</span>
            <span className="text-ink-faint">{difficultyOf(t, picture)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

type Translator = Awaited<ReturnType<typeof getTranslations<"quiz">>>;

function difficultyOf(t: Translator, picture: Board["pictures"]["met"][number]): string {
  if (picture.isFamous) return t("pictures.famous");
  if (picture.difficulty === null) return t("pictures.few", { answers: picture.answers });
  return t(picture.difficulty.isCalibrated ? "difficulty.calibrated" : "difficulty.early", {
    elo: picture.difficulty.elo,
    answers: picture.answers,
  });
}
