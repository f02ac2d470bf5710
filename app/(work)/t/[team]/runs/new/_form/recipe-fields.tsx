"use client";

import { ChevronRight } from "lucide-react";
import { useTranslations } from "next-intl";
import { Select } from "@/app/_ui/select";
import { Switch } from "@/app/_ui/switch";
import { TextField } from "@/app/_ui/text-field";
import type { RecipeConfig } from "@/lib/protocol/run";
import type { RecipeField } from "@/lib/recipes/recipe-field";
import { useFieldWords } from "../../_parts/use-field-words";
import { NumberField } from "./number-field";

type Value = RecipeConfig[string];
type Props = {
  fields: readonly RecipeField[];
  config: RecipeConfig;
  errors: Record<string, string>;
  onChange: (field: string, value: Value) => void;
};

/** A recipe's settings: those that matter first, the rest behind a disclosure. */
export function RecipeFields({ fields, ...rest }: Props) {
  const t = useTranslations("runs");
  const advanced = fields.filter((field) => field.isAdvanced);
  const hasAdvancedError = advanced.some((field) => rest.errors[field.name]);
  return (
    <>
      <FieldGrid fields={fields.filter((field) => !field.isAdvanced)} {...rest} />
      <details className="group border-t border-line pt-3" open={hasAdvancedError || undefined}>
        <summary className="flex cursor-pointer list-none items-center gap-1.5 py-1 text-sm font-medium text-ink-soft hover:text-ink">
          <ChevronRight
            aria-hidden="true"
            className="size-4 transition-transform duration-140 group-open:rotate-90"
          />
          {t("form.advanced", { count: advanced.length })}
        </summary>
        <div className="pt-4">
          <FieldGrid fields={advanced} {...rest} />
        </div>
      </details>
    </>
  );
}

function FieldGrid({ fields, config, errors, onChange }: Props) {
  return (
    <div className="grid items-start gap-x-6 gap-y-5 sm:grid-cols-2">
      {fields.map((field) => (
        <Field
          key={field.name}
          field={field}
          value={config[field.name] ?? null}
          error={errors[field.name]}
          onChange={(value) => onChange(field.name, value)}
        />
      ))}
    </div>
  );
}

type FieldProps = {
  field: RecipeField;
  value: Value;
  error: string | undefined;
  onChange: (value: Value) => void;
};

function Field({ field, value, error, onChange }: FieldProps) {
  const words = useFieldWords();
  const label = words(`${field.name}.label`) ?? field.name;
  const hint = words(`${field.name}.hint`);
  switch (field.kind) {
    case "switch":
      return <Switch label={label} hint={hint} checked={value === true} onChange={onChange} />;
    case "choice":
      return (
        <Select
          label={label}
          hint={hint}
          error={error}
          options={field.options.map((name) => ({
            value: name,
            label: words(`${field.name}.options.${name}`) ?? name,
            detail: words(`${field.name}.details.${name}`),
          }))}
          value={typeof value === "string" ? value : null}
          onChange={onChange}
        />
      );
    case "text":
      return (
        <TextField
          label={label}
          hint={hint}
          error={error}
          maxLength={field.maxLength}
          value={typeof value === "string" ? value : ""}
          onChange={(event) => onChange(event.target.value)}
        />
      );
    default:
      return (
        <NumberField
          label={label}
          hint={hint}
          error={error}
          isOptional={field.kind === "number" && field.isOptional === true}
          value={typeof value === "number" ? value : null}
          onChange={onChange}
        />
      );
  }
}
