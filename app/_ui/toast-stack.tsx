"use client";

import { useTranslations } from "next-intl";
import { useTheme } from "next-themes";
import { Toaster as Sonner } from "sonner";

/** The stack of toasts in the corner. */
export function ToastStack() {
  const t = useTranslations("common");
  const { resolvedTheme } = useTheme();
  return (
    <Sonner
      theme={resolvedTheme === "dark" ? "dark" : "light"}
      position="bottom-right"
      containerAriaLabel={t("notifications")}
      style={{ fontFamily: "inherit" }}
      offset={16}
      mobileOffset={{ bottom: 72 }}
      toastOptions={{
        unstyled: true,
        classNames: {
          toast: "floating flex w-full items-start gap-2.5 px-3.5 py-3 text-sm text-ink",
          title: "font-medium",
          description: "text-ink-soft",
          icon: "mt-0.5 [&_svg]:size-4",
          content: "grow",
          actionButton: "h-6 shrink-0 rounded-sm px-2 font-medium text-pigment hover:bg-hover",
          cancelButton: "h-6 shrink-0 rounded-sm px-2 text-ink-soft hover:bg-hover",
          error: "text-vermilion-ink",
        },
      }}
    />
  );
}
