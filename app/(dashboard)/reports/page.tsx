import { redirect } from "next/navigation";
import { localDay } from "@/lib/core/buckets";
import { monthBefore, monthOf } from "@/lib/core/month";
import { requirePage } from "@/lib/server/auth";
import { frame } from "../frame";

/** Leads on to the last whole month. */
export default async function ReportsPage() {
  await requirePage("marketer", "/reports");
  const { organisation } = await frame();
  redirect(`/reports/${monthBefore(monthOf(localDay(Date.now(), organisation.timeZone)))}`);
}
