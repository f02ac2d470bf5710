import { ArrowRight } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { BoardStation } from "./board-station";
import type { ChainData } from "./chain-data";
import { PictureStation, StripStation, VersionStation } from "./dataset-stations";
import { ModelStation, RunStation } from "./run-station";

/** One team's work as a line that is walked sideways: pictures, boxes, version, run, model, board. */
export function Chain({ chain }: { chain: ChainData }) {
  const t = useTranslations("landing.chain");
  return (
    <section
      aria-labelledby="chain"
      className="chain overflow-x-clip border-t border-line pt-14 pb-10 lg:pt-24"
    >
      <header className="flex flex-wrap items-end justify-between gap-x-12 gap-y-4 px-4 sm:px-8">
        <div className="max-w-2xl">
          <h2 id="chain" className="display text-3xl sm:text-4xl">
            {t("title")}
          </h2>
          <p className="mt-3 text-md text-ink-soft">{t("lead")}</p>
        </div>
        <Link
          href={`/t/${chain.team.slug}`}
          className="inline-flex min-h-8 items-center gap-1.5 text-md text-pigment underline-offset-4 hover:underline"
        >
          {t("open", { team: chain.team.name })}
          <ArrowRight aria-hidden="true" className="size-4" />
        </Link>
      </header>
      <div className="mt-8 overflow-x-auto px-4 pt-2 pb-6 sm:px-8">
        <ol className="chain-line relative flex w-max items-start gap-12 pt-5 pr-4 sm:gap-16 sm:pr-8">
          <StripStation chain={chain} />
          <PictureStation chain={chain} />
          <VersionStation chain={chain} />
          <RunStation chain={chain} />
          <ModelStation chain={chain} />
          <BoardStation chain={chain} />
        </ol>
      </div>
    </section>
  );
}
