import type { Metadata } from "next";
import { NotAllowed } from "@/components/shell/not-here";

export const metadata: Metadata = { title: "Not allowed" };

export default function Forbidden() {
  return <NotAllowed />;
}
