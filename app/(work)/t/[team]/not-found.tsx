import { Missing } from "@/app/_shell/missing";

export default function TeamNotFound() {
  return <Missing />;
}
