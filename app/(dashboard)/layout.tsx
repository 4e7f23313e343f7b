import type { ReactNode } from "react";
import { ChartPatterns } from "@/components/charts/patterns";
import { DemoBanner } from "@/components/shell/demo-banner";
import { KeysDialog } from "@/components/shell/keys-dialog";
import { SideBar } from "@/components/shell/side-bar";
import { TabBar } from "@/components/shell/tab-bar";
import { currentUser } from "@/lib/server/auth";
import { frame } from "./frame";

/**
 * The frame of every screen. It admits nobody: each page asks for its own right (a layout is not drawn again on the way to
 * the next), and sends strangers to the sign-in with its own address to come back to.
 */
export default async function DashboardLayout({ children }: { children: ReactNode }) {
  const user = await currentUser();
  if (!user) return children;
  const { organisation, demo } = await frame();
  return (
    <>
      <a
        className="sr-only focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-50 focus:rounded-2 focus:bg-raised focus:px-4 focus:py-2 focus:shadow-2"
        href="#main"
      >
        Skip to content
      </a>
      <div className="shell">
        <SideBar organisation={organisation.name} user={{ email: user.email, role: user.role }} />
        <main id="main" tabIndex={-1} className="min-w-0">
          {demo && <DemoBanner loading={demo.state === "running"} />}
          {children}
        </main>
      </div>
      <TabBar />
      <ChartPatterns />
      <KeysDialog />
    </>
  );
}
