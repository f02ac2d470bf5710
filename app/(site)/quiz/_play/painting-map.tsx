import Image from "next/image";
import { useTranslations } from "next-intl";

const SCAN_WIDTH = 752;
const SCAN_HEIGHT = 600;

/** The whole painting, small, with the square that the option showed. */
export function PaintingMap({ window }: { window: { left: number; top: number; side: number } }) {
  const t = useTranslations("quiz");
  return (
    <div className="relative w-20 shrink-0 self-start">
      <Image
        src="/demo/starry-night-small.jpg"
        width={188}
        height={150}
        alt={t("source.mapAlt")}
        unoptimized
        className="h-auto w-full"
      />
      <span
        aria-hidden="true"
        className="absolute outline-2 outline-white"
        style={{
          left: `${(window.left / SCAN_WIDTH) * 100}%`,
          top: `${(window.top / SCAN_HEIGHT) * 100}%`,
          width: `${(window.side / SCAN_WIDTH) * 100}%`,
          height: `${(window.side / SCAN_HEIGHT) * 100}%`,
        }}
      />
    </div>
  );
}
