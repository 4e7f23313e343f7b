import Link from "next/link";

interface BelowProps {
  href: string;
  /** The page above. */
  parent: string;
  children: string;
}

/** The title of a page below another one, with the way back: by name, on a phone by a sign. */
export function Below({ href, parent, children }: BelowProps) {
  return (
    <>
      <Link
        href={href}
        className="font-normal text-ink-3 no-underline hover:underline max-wide:-my-2 max-wide:inline-block max-wide:px-3 max-wide:py-2"
      >
        <span className="max-wide:sr-only">{parent}</span>
        <span className="wide:hidden" aria-hidden="true">
          ‹
        </span>
      </Link>{" "}
      <span className="font-normal text-ink-3 max-wide:hidden" aria-hidden="true">
        /
      </span>{" "}
      {children}
    </>
  );
}
