"use client";

import { Broken, type BrokenProps } from "./_shell/broken";

export default function ErrorPage(props: BrokenProps) {
  return (
    <main id="main" className="flex min-h-dvh items-center px-4 sm:px-8">
      <Broken {...props} />
    </main>
  );
}
