import Link from "next/link";
import { Icon } from "@/components/ui/icon";

/** Stands above every page while the invented history is loaded. */
export function DemoBanner({ loading }: { loading: boolean }) {
  return (
    <p className="flex items-center gap-2.5 border-b border-line bg-sunken px-8 py-2 text-sm max-wide:px-4 print:mb-3 print:px-0">
      <Icon name="info" className="size-3.5 flex-none text-ink-2" />
      <span>
        <b className="font-medium">Demo.</b>{" "}
        {loading
          ? "An invented bookshop's mail is being loaded."
          : "These figures are an invented bookshop's, not yours."}{" "}
        <Link className="print:hidden" href="/imports">
          Remove it
        </Link>
      </span>
    </p>
  );
}
