"use client";

import { Broken, type BrokenProps } from "@/app/_shell/broken";

export default function TeamError(props: BrokenProps) {
  return <Broken {...props} />;
}
