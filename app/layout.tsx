import type { Metadata, Viewport } from "next";
import type { ReactNode } from "react";
import { AppearanceScript } from "@/components/shell/appearance-script";
import { Providers } from "./providers";
import "./globals.css";

export const metadata: Metadata = {
  title: { template: "%s · Repute", default: "Repute" },
  description: "The reputation of your organisation's mail",
  robots: { index: false, follow: false },
};

export const viewport: Viewport = {
  width: "device-width",
  initialScale: 1,
  viewportFit: "cover",
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#f7f6f3" },
    { media: "(prefers-color-scheme: dark)", color: "#131516" },
  ],
};

export default function RootLayout({ children }: { children: ReactNode }) {
  return (
    <html lang="en" suppressHydrationWarning>
      <body>
        <AppearanceScript />
        <Providers>{children}</Providers>
      </body>
    </html>
  );
}
