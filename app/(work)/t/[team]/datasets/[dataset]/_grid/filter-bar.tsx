"use client";

import { Search } from "lucide-react";
import { useTranslations } from "next-intl";
import { Select } from "@/app/_ui/select";
import { TextField } from "@/app/_ui/text-field";
import type { LabelView } from "../_header/dataset-view";
import type { GridFilters } from "./use-grid-filters";

const ANYTHING = "any";

/** Narrows the grid by name, label, state and split, and orders it. */
export function FilterBar({ filters, labels }: { filters: GridFilters; labels: readonly LabelView[] }) {
  const t = useTranslations("datasets.grid");
  const { state, setState } = filters;
  return (
    <search className="grid grid-cols-2 gap-2 sm:flex sm:flex-wrap">
      <div className="max-sm:col-span-2 sm:w-52">
        <TextField
          label={t("search")}
          hideLabel
          placeholder={t("search")}
          type="search"
          value={state.name}
          leading={<Search aria-hidden="true" />}
          onChange={(event) => void setState({ name: event.target.value || null })}
        />
      </div>
      <div className="sm:w-40">
        <Select
          label={t("label")}
          hideLabel
          value={state.label ?? ANYTHING}
          options={[
            { value: ANYTHING, label: t("anyLabel") },
            ...labels.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          onChange={(label) => void setState({ label: label === ANYTHING ? null : label })}
        />
      </div>
      <div className="sm:w-44">
        <Select
          label={t("state")}
          hideLabel
          value={state.annotated === null ? ANYTHING : String(state.annotated)}
          options={[
            { value: ANYTHING, label: t("anyState") },
            { value: "true", label: t("annotated") },
            { value: "false", label: t("unannotated") },
          ]}
          onChange={(value) => void setState({ annotated: value === ANYTHING ? null : value === "true" })}
        />
      </div>
      <div className="sm:w-36">
        <Select
          label={t("split")}
          hideLabel
          value={state.split ?? ANYTHING}
          options={[
            { value: ANYTHING, label: t("anySplit") },
            { value: "train", label: t("train") },
            { value: "val", label: t("val") },
            { value: "test", label: t("test") },
            { value: "none", label: t("noSplit") },
          ]}
          onChange={(split) => void setState({ split: split === ANYTHING ? null : split })}
        />
      </div>
      <div className="sm:ml-auto sm:w-36">
        <Select
          label={t("sort")}
          hideLabel
          value={state.sort}
          options={[
            { value: "name", label: t("byName") },
            { value: "newest", label: t("newest") },
            { value: "oldest", label: t("oldest") },
          ]}
          onChange={(sort) => void setState({ sort })}
        />
      </div>
    </search>
  );
}
