import type { Metadata } from "next";
import { Missing } from "@/components/shell/not-here";

export const metadata: Metadata = { title: "Not found" };

export default function NotFound() {
  return <Missing />;
}
