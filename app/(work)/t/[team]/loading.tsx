import { useTranslations } from "next-intl";
import { Skeleton } from "@/app/_ui/skeleton";

export default function TeamLoading() {
  const t = useTranslations("common");
  return (
    <div role="status" aria-label={t("loading")} className="flex flex-col gap-4 pt-6">
      <Skeleton className="h-4 w-40" />
      <Skeleton className="h-9 w-72 max-w-full" />
      <div className="mt-4 flex flex-col">
        {["w-full", "w-11/12", "w-10/12", "w-9/12", "w-8/12", "w-7/12"].map((width) => (
          <div key={width} className="flex h-12 items-center border-b border-line">
            <Skeleton className={`h-4 ${width}`} />
          </div>
        ))}
      </div>
    </div>
  );
}
