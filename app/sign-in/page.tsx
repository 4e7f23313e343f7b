import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { clock } from "@/lib/core/format";
import { nextPath } from "@/lib/core/next-path";
import { currentUser } from "@/lib/server/auth";
import { database } from "@/lib/server/database";
import { organisation } from "@/lib/server/organisation";
import { SignInForm } from "./form";
import { Gate, GateTitle } from "./gate";
import { LargePostmark } from "./large-postmark";

export const metadata: Metadata = { title: "Sign in" };

interface SignInPageProps {
  searchParams: Promise<{ next?: string | string[] }>;
}

export default async function SignInPage({ searchParams }: SignInPageProps) {
  const next = nextPath((await searchParams).next);
  if (await currentUser()) redirect(next);
  const house = await organisation(database());
  const now = new Date();
  const time = clock(now.getTime(), house?.timeZone ?? "UTC");
  return (
    <Gate
      foot="Repute, on your own server. No data leaves it."
      aside={<LargePostmark date={postmarkDate(now, house?.timeZone ?? "UTC")} clock={time} />}
    >
      {house ? (
        <>
          <GateTitle>{greeting(time)}</GateTitle>
          <p className="text-ink-2">Sign in to {house.name}.</p>
          <SignInForm next={next} />
        </>
      ) : (
        <>
          <GateTitle>Nobody is here yet.</GateTitle>
          <p className="text-ink-2">
            The first admin is created by the set-up link that <code>npm start</code> prints.
          </p>
        </>
      )}
    </Gate>
  );
}

function greeting(time: string): string {
  if (time < "12") return "Good morning.";
  return time < "18" ? "Good afternoon." : "Good evening.";
}

const ROMAN = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"];

/** As postmarks say it: "23 XI 26". */
function postmarkDate(at: Date, timeZone: string): string {
  const parts = new Intl.DateTimeFormat("en-GB", {
    timeZone,
    day: "numeric",
    month: "numeric",
    year: "2-digit",
  });
  const [day, month, year] = parts.format(at).split("/");
  return `${Number(day)} ${ROMAN[Number(month) - 1]} ${year}`;
}
