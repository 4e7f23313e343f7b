// @ts-check
import path from "node:path";
import { fileURLToPath } from "node:url";

/** The folder that holds package.json. */
export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");

/** For every tool that is started: no telemetry, no update notices, no download of Prisma's engine (it is not used). */
export const toolEnvironment = {
  ...process.env,
  NEXT_TELEMETRY_DISABLED: "1",
  CHECKPOINT_DISABLE: "1",
  PRISMA_HIDE_UPDATE_MESSAGE: "1",
  PRISMA_SCHEMA_ENGINE_BINARY: path.join(root, "scripts/schema-engine.mjs"),
};

/**
 * The program of a package, to be run by Node itself: no shell, no npx, no process in between.
 * @param {"next" | "prisma" | "playwright" | "tsc" | "biome"} name
 */
export function tool(name) {
  const files = {
    next: "next/dist/bin/next",
    prisma: "prisma/build/index.js",
    playwright: "@playwright/test/cli.js",
    tsc: "typescript/bin/tsc",
    biome: "@biomejs/biome/bin/biome",
  };
  return path.join(root, "node_modules", files[name]);
}
