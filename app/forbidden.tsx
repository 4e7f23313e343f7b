import type { Metadata } from "next";
import { ButtonLink } from "@/components/ui/button";
import { Postmark } from "@/components/ui/postmark";

export const metadata: Metadata = { title: "Not allowed" };

/** Signed in, but not as an admin. */
export default function Forbidden() {
  return (
    <div className="plain">
      <main>
        <Postmark />
        <h1 className="mt-8">Only an admin may see this page.</h1>
        <p className="mt-2 text-ink-2">An admin can give you the right under Settings.</p>
        <ButtonLink href="/overview" className="mt-6">
          Go to the overview
        </ButtonLink>
      </main>
    </div>
  );
}
