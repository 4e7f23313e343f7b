import Link from "next/link";

interface BelowProps {
  href: string;
  /** The page above. */
  parent: string;
  children: string;
}

/** The title of a page below another one, with the way back. */
export function Below({ href, parent, children }: BelowProps) {
  return (
    <>
      <Link href={href} className="font-normal text-ink-3 no-underline hover:underline">
        {parent}
      </Link>{" "}
      <span className="font-normal text-ink-3" aria-hidden="true">
        /
      </span>{" "}
      {children}
    </>
  );
}
