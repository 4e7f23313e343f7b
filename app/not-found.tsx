import type { Metadata } from "next";
import { ButtonLink } from "@/components/ui/button";
import { Postmark } from "@/components/ui/postmark";

export const metadata: Metadata = { title: "Not found" };

export default function NotFound() {
  return (
    <div className="plain">
      <main>
        <Postmark />
        <h1 className="mt-8">There is no page at this address.</h1>
        <p className="mt-2 text-ink-2">It may have moved, or the link was cut on its way.</p>
        <ButtonLink href="/overview" className="mt-6">
          Go to the overview
        </ButtonLink>
      </main>
    </div>
  );
}
