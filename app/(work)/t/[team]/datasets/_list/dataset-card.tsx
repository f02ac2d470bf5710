import type { inferRouterOutputs } from "@trpc/server";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { classNames } from "@/app/_ui/class-names";
import type { AppRouter } from "@/server/routers/app-router";

type Dataset = inferRouterOutputs<AppRouter>["datasets"]["list"][number];

/** A dataset as a wall label under a mosaic of its own pictures. */
export function DatasetCard({ team, dataset }: { team: string; dataset: Dataset }) {
  const t = useTranslations("datasets");
  const { counts } = dataset;
  const facts = [
    t("pictures", { count: counts.images }),
    t("boxes", { count: counts.annotations }),
    t("versionsCount", { count: counts.versions }),
  ];
  return (
    <li className="group relative flex flex-col gap-2.5">
      <Mosaic covers={dataset.covers} />
      <div className="flex flex-col gap-0.5">
        <h2 className="display text-lg">
          <Link
            href={`/t/${team}/datasets/${dataset.slug}`}
            className="after:absolute after:inset-0 after:rounded-md group-hover:underline focus-visible:after:outline-2 focus-visible:outline-none"
          >
            {dataset.name}
          </Link>
        </h2>
        <p className="text-sm text-ink-soft">{facts.join(" · ")}</p>
      </div>
    </li>
  );
}

function Mosaic({ covers }: { covers: Dataset["covers"] }) {
  const t = useTranslations("datasets");
  if (covers.length === 0) {
    return (
      <div className="grid aspect-[16/10] place-items-center rounded-md border border-dashed border-line-strong text-sm text-ink-faint">
        {t("noPictures")}
      </div>
    );
  }
  return (
    <div className="grid aspect-[16/10] grid-cols-4 grid-rows-2 gap-px overflow-hidden rounded-md bg-ground">
      {covers.map((cover, index) => (
        <img
          key={cover.id}
          src={cover.thumbnailUrl}
          alt=""
          loading="lazy"
          className={classNames("size-full bg-sunk object-cover", spanOf(index, covers.length))}
        />
      ))}
    </div>
  );
}

/** One large picture at the left, the others beside it: 1, 2, 3, 4 or 5 of them fill the frame. */
function spanOf(index: number, count: number): string {
  if (count === 1) return "col-span-4 row-span-2";
  if (index === 0 || count === 2) return "col-span-2 row-span-2";
  if (count === 3 || (count === 4 && index === 1)) return "col-span-2";
  return "";
}
