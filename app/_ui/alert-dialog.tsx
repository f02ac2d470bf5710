"use client";

import { AlertDialog as Base } from "@base-ui/react/alert-dialog";
import { useTranslations } from "next-intl";
import { type ReactElement, type ReactNode, useState } from "react";
import { Button } from "./button";
import { classNames } from "./class-names";
import { BACKDROP_STYLE, DialogFooter, POPUP_STYLE, VIEWPORT_STYLE } from "./dialog";
import { ErrorNotice } from "./error-notice";
import { TextField } from "./text-field";
import { useErrorMessage } from "./use-error-message";

export interface ConfirmDestroyProps {
  /** The question: "Delete “Raccoons”?" */
  title: ReactNode;
  /** What is lost and what stays, in a sentence or two. */
  consequence: ReactNode;
  /** The verb: "Delete dataset". */
  confirmLabel: string;
  /** Its rejection is shown in the dialog, which then stays open. */
  onConfirm: () => unknown | Promise<unknown>;
  /** When given, this text must be typed before the button works. */
  typeToConfirm?: string | undefined;
  trigger?: ReactElement | undefined;
  open?: boolean | undefined;
  onOpenChange?: ((open: boolean) => void) | undefined;
}

/** Asks before something is destroyed. Opens from `trigger`, or is steered by `open`. */
export function ConfirmDestroy(props: ConfirmDestroyProps) {
  const { title, consequence, confirmLabel, typeToConfirm, trigger } = props;
  const t = useTranslations("common");
  const [ownOpen, setOwnOpen] = useState(false);
  const [typed, setTyped] = useState("");
  const open = props.open ?? ownOpen;
  function setOpen(next: boolean) {
    setOwnOpen(next);
    setTyped("");
    props.onOpenChange?.(next);
  }
  const { failure, pending, confirm } = useConfirm(props.onConfirm, () => setOpen(false));
  const matches = typeToConfirm === undefined || typed.normalize("NFC") === typeToConfirm.normalize("NFC");
  return (
    <Base.Root open={open} onOpenChange={(next) => !pending && setOpen(next)}>
      {trigger && <Base.Trigger render={trigger} />}
      <Base.Portal>
        <Base.Backdrop className={BACKDROP_STYLE} />
        <Base.Viewport className={VIEWPORT_STYLE}>
          <Base.Popup className={classNames(POPUP_STYLE, "sm:max-w-md")}>
            <div className="flex flex-col gap-3 px-5 py-4">
              <Base.Title className="text-md font-semibold">{title}</Base.Title>
              <Base.Description className="text-sm text-ink-soft">{consequence}</Base.Description>
              {typeToConfirm !== undefined && (
                <TextField
                  label={t("typeToConfirm", { text: typeToConfirm })}
                  value={typed}
                  autoComplete="off"
                  onChange={(event) => setTyped(event.target.value)}
                />
              )}
              <ErrorNotice message={failure} />
            </div>
            <DialogFooter>
              <Base.Close render={<Button variant="quiet">{t("cancel")}</Button>} />
              <Button variant="destructive" pending={pending} disabled={!matches} onClick={confirm}>
                {confirmLabel}
              </Button>
            </DialogFooter>
          </Base.Popup>
        </Base.Viewport>
      </Base.Portal>
    </Base.Root>
  );
}

function useConfirm(onConfirm: ConfirmDestroyProps["onConfirm"], onDone: () => void) {
  const wording = useErrorMessage();
  const [pending, setPending] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  async function confirm() {
    setPending(true);
    setFailure(null);
    try {
      await onConfirm();
      onDone();
    } catch (error) {
      setFailure(wording(error));
    } finally {
      setPending(false);
    }
  }
  return { pending, failure, confirm };
}
