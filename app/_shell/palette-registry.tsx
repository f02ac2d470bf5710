"use client";

import type { LucideIcon } from "lucide-react";
import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useId,
  useMemo,
  useState,
} from "react";

export interface PaletteAction {
  id: string;
  /** What it does, in the reader's language: "Freeze version". */
  label: string;
  /** A heading to sort it under; the page's own actions come first. */
  group: string;
  icon?: LucideIcon | undefined;
  /** Other words that should find it. */
  keywords?: string[] | undefined;
  shortcut?: string | undefined;
  run: () => void;
}

interface Registry {
  actions: PaletteAction[];
  register: (owner: string, actions: PaletteAction[]) => () => void;
}

const RegistryContext = createContext<Registry | null>(null);

/** Holds what the pages on screen add to the command palette. */
export function PaletteRegistry({ children }: { children: ReactNode }) {
  const [byOwner, setByOwner] = useState<ReadonlyMap<string, PaletteAction[]>>(new Map());
  const register = useCallback((owner: string, actions: PaletteAction[]) => {
    setByOwner((before) => new Map(before).set(owner, actions));
    return () =>
      setByOwner((before) => {
        const after = new Map(before);
        after.delete(owner);
        return after;
      });
  }, []);
  const registry = useMemo(() => ({ actions: [...byOwner.values()].flat(), register }), [byOwner, register]);
  return <RegistryContext value={registry}>{children}</RegistryContext>;
}

/** Adds actions to the command palette while the calling component is on screen. Pass a memoised array. */
export function usePaletteActions(actions: PaletteAction[]): void {
  const owner = useId();
  const register = useContext(RegistryContext)?.register;
  useEffect(() => register?.(owner, actions), [register, owner, actions]);
}

/** Everything that pages have added. */
export function useRegisteredActions(): PaletteAction[] {
  return useContext(RegistryContext)?.actions ?? [];
}
