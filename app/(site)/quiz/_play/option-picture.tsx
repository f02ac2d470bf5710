import { Check, X } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { classNames } from "@/app/_ui/class-names";
import { Skeleton } from "@/app/_ui/skeleton";
import { letterOf } from "./letters";
import type { Reveal } from "./use-quiz";

type OptionPictureProps = {
  position: number;
  url: string | undefined;
  reveal: Reveal | undefined;
  isPicked: boolean;
  isBusy: boolean;
  onPick: (position: number) => void;
};

/** One canvas on the wall. Before the answer a button with a letter; afterwards a picture with its mark. */
export function OptionPicture({ position, url, reveal, isPicked, isBusy, onPick }: OptionPictureProps) {
  const t = useTranslations("quiz");
  const letter = letterOf(position);
  if (reveal) return <Revealed position={position} url={url} reveal={reveal} />;
  return (
    <button
      type="button"
      aria-label={t("option.alt", { letter })}
      aria-keyshortcuts={String(position + 1)}
      aria-disabled={isBusy || url === undefined}
      onClick={() => !isBusy && url !== undefined && onPick(position)}
      className={classNames(
        "group relative block aspect-square w-full cursor-pointer overflow-hidden bg-line outline-offset-4 transition-transform duration-160 ease-settle focus-visible:outline-2 focus-visible:outline-pigment motion-safe:hover:-translate-y-1",
        isPicked && "outline-2 outline-ink",
        isBusy && !isPicked && "opacity-60",
      )}
    >
      {url === undefined ? <Skeleton className="size-full rounded-none" /> : <Canvas url={url} alt="" />}
    </button>
  );
}

function Revealed({ position, url, reveal }: { position: number; url: string | undefined; reveal: Reveal }) {
  const t = useTranslations("quiz");
  const letter = letterOf(position);
  const isReal = position === reveal.realPosition;
  const isModelPick =
    !reveal.isFamous && (reveal.model.trusted ?? reveal.model.browser)?.position === position;
  const isWrongPick = position === reveal.position && !isReal;
  const alt = t(isReal ? "option.altReal" : "option.altGenerated", { letter });
  return (
    <div
      className={classNames(
        "relative aspect-square w-full bg-line",
        isReal && "outline-4 outline-offset-4 outline-ochre",
        isWrongPick && "outline-2 outline-offset-4 outline-vermilion outline-dashed",
      )}
    >
      {url !== undefined && <Canvas url={url} alt={alt} />}
      {isReal && (
        <Mark
          className="bg-ochre text-black"
          icon={<Check aria-hidden="true" className="size-4" />}
          text={t("mark.real")}
        />
      )}
      {isWrongPick && (
        <Mark
          className="bg-vermilion text-on-vermilion"
          icon={<X aria-hidden="true" className="size-4" />}
          text={t("mark.yours")}
        />
      )}
      {isModelPick && (
        <span className="absolute top-0 right-0 bg-pigment px-2 py-1 text-sm font-semibold text-on-pigment">
          {t("mark.model")}
        </span>
      )}
    </div>
  );
}

function Mark({ className, icon, text }: { className: string; icon: ReactNode; text: string }) {
  return (
    <span
      className={classNames(
        "absolute bottom-0 left-0 inline-flex items-center gap-1 px-2 py-1 text-sm font-semibold",
        className,
      )}
    >
      {icon}
      {text}
    </span>
  );
}

function Canvas({ url, alt }: { url: string; alt: string }) {
  return (
    <img src={url} alt={alt} width={256} height={256} className="size-full object-cover" draggable={false} />
  );
}
