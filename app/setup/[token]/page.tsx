import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { database } from "@/lib/server/database";
import { setupOpen } from "@/lib/server/setup";
import { Gate, GateTitle } from "../../sign-in/gate";
import { SetupForm } from "./form";

export const metadata: Metadata = { title: "Set up", referrer: "no-referrer" };

const STEPS = [
  { title: "First admin", detail: "You are here." },
  { title: "Bring data", detail: "Connect ACS, import an export, or look at a demo first." },
  { title: "Read the verdict", detail: "About five minutes from now." },
];

export default async function SetupPage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  if (!(await setupOpen(database(), token, new Date()))) notFound();
  const zones = [...new Set(["UTC", ...Intl.supportedValuesOf("timeZone")])];
  return (
    <Gate foot="There is no default password. The link was printed by npm start." aside={<Steps />}>
      <p className="mb-2.5 text-ink-3 text-sm">Set-up link, good for 24 hours and one use</p>
      <GateTitle>Create the first admin.</GateTitle>
      <p className="text-ink-2">This person may release addresses, change lists and add others.</p>
      <SetupForm token={token} zones={zones} />
    </Gate>
  );
}

function Steps() {
  return (
    <ol className="grid w-[400px] gap-6.5">
      {STEPS.map(({ title, detail }, index) => (
        <li
          key={title}
          className="grid grid-cols-[30px_1fr] gap-3.5"
          aria-current={index === 0 ? "step" : undefined}
        >
          <span className="font-serif text-[24px] leading-[28px]">{index + 1}</span>
          <div className={index === 0 ? undefined : "text-ink-2"}>
            <b className={index === 0 ? "font-semibold text-lg" : "font-medium text-lg"}>{title}</b>
            <p className="text-ink-2">{detail}</p>
          </div>
        </li>
      ))}
    </ol>
  );
}
