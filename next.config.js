/** Scripts and styles of Next are inline without a nonce; everything else comes from our own origin. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'self'",
  "script-src 'self' 'unsafe-inline'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join("; ");

const everywhere = [
  { key: "X-Content-Type-Options", value: "nosniff" },
  { key: "X-Frame-Options", value: "DENY" },
  { key: "Cross-Origin-Opener-Policy", value: "same-origin" },
  { key: "Cross-Origin-Resource-Policy", value: "same-origin" },
  { key: "Permissions-Policy", value: "camera=(), microphone=(), geolocation=(), payment=(), usb=()" },
];

/** The recipients' handlers (app/u, preferences, subscribe, confirm, and what shows their page) send a stricter policy of their own; a header set here would win. */
const ours = [
  { key: "Content-Security-Policy", value: CONTENT_SECURITY_POLICY },
  { key: "Referrer-Policy", value: "same-origin" },
];

const strictTransport = [{ key: "Strict-Transport-Security", value: "max-age=31536000; includeSubDomains" }];

/** @type {import("next").NextConfig} */
const config = {
  poweredByHeader: false,
  serverExternalPackages: [
    "pg",
    "pino",
    "@resvg/resvg-wasm",
    "smtp-server",
    "imapflow",
    "@azure/storage-blob",
    "@azure/event-hubs",
    "@azure/identity",
  ],
  // `npm test` checks the types; a fresh machine that only wants to run the product need not do it again.
  typescript: { ignoreBuildErrors: true },
  // One-click unsubscribe must not be answered by a redirect (RFC 8058 section 3.1), not even for a trailing slash.
  skipTrailingSlashRedirect: true,
  // forbidden() answers 403 with app/forbidden.tsx.
  experimental: { authInterrupts: true },
  headers: async () => [
    { source: "/:path*", headers: everywhere },
    {
      source: "/((?!u/|preferences(?:/|$)|subscribe/|confirm/|api/v1/lists/\\d+/recipient$).*)",
      headers: ours,
    },
    { source: "/setup/:path*", headers: [{ key: "Referrer-Policy", value: "no-referrer" }] },
    {
      source: "/:path*",
      has: [{ type: "header", key: "x-forwarded-proto", value: "https" }],
      headers: strictTransport,
    },
  ],
};
export default config;
