import { useTranslations } from "next-intl";

type FieldsTranslator = ReturnType<typeof useTranslations<"runs.fields">>;
type FieldKey = Parameters<FieldsTranslator["has"]>[0];

/** Words of a recipe's setting ("epochs.label"), or undefined when there are none for this key. */
export function useFieldWords(): (key: string) => string | undefined {
  const t = useTranslations("runs.fields");
  return (key) => (isFieldKey(t, key) ? t(key) : undefined);
}

// Names come from the recipe's description, so they are looked up here rather than checked by the compiler.
function isFieldKey(t: FieldsTranslator, key: string): key is FieldKey {
  const translator: { has(key: string): boolean } = t;
  return translator.has(key);
}
