import { defineConfig } from "@playwright/test";

const { BASE_URL, CHROMIUM_PATH, PLAYWRIGHT_REPORT, CI } = process.env;
const isRoot = process.getuid?.() === 0;

/** Run by `npm test`, which starts the application and says where it is. */
export default defineConfig({
  testDir: "e2e",
  // Files side by side: each brings senders, lists and people of its own.
  workers: 2,
  forbidOnly: Boolean(CI),
  timeout: 90_000,
  expect: { timeout: 20_000 },
  globalTimeout: 20 * 60_000,
  // The journey begins where nobody has an account yet and counts all there is; the others bring data of their own.
  projects: [
    { name: "journey", testMatch: "journey.spec.ts" },
    { name: "screens", testIgnore: "journey.spec.ts", dependencies: ["journey"] },
  ],
  reporter: [["list"], ...(PLAYWRIGHT_REPORT ? [["json", { outputFile: PLAYWRIGHT_REPORT }] as const] : [])],
  use: {
    baseURL: BASE_URL ?? "http://localhost:3000",
    locale: "en-GB",
    // A film of every test takes a quarter of the time; the pages themselves are in the trace.
    trace: { mode: "retain-on-failure", screenshots: false },
    launchOptions: {
      executablePath: CHROMIUM_PATH || undefined,
      // Chromium's sandbox does not work for root; a container's /dev/shm is too small for its pages.
      args: isRoot ? ["--no-sandbox", "--disable-dev-shm-usage"] : [],
    },
  },
});
