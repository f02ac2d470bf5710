import { Missing } from "../_shell/missing";

export default function SiteNotFound() {
  return (
    <div className="flex grow items-center px-4 sm:px-8">
      <Missing />
    </div>
  );
}
