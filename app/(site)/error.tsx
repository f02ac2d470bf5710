"use client";

import { Broken, type BrokenProps } from "../_shell/broken";

export default function SiteError(props: BrokenProps) {
  return (
    <div className="flex grow items-center px-4 sm:px-8">
      <Broken {...props} />
    </div>
  );
}
