"use client";

import { useByteFormat } from "./use-byte-format";

/** A number of bytes as people read it: "15.3 MB". */
export function ByteCount({ bytes }: { bytes: number }) {
  return <>{useByteFormat()(bytes)}</>;
}
