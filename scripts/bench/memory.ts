import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { onShutdown } from "../launch/shutdown.mjs";
import type { Databases } from "./databases";
import { writeExport } from "./import";
import type { ImporterReport } from "./importer";
import { type Figure, rate, rounded } from "./measure";
import type { Plan } from "./mix";

/** A file of this plan's events, for as long as `use` takes. */
export async function withExport<T>(plan: Plan, use: (file: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(path.join(os.tmpdir(), "repute-bench-"));
  const forget = onShutdown(() => rmSync(folder, { recursive: true, force: true }));
  try {
    const file = path.join(folder, "export.jsonl");
    await writeExport(file, plan);
    return await use(file);
  } finally {
    forget();
    rmSync(folder, { recursive: true });
  }
}

/** Runs the importer in a process of its own. */
export async function runImporter(url: string, file: string): Promise<ImporterReport> {
  const script = path.join(import.meta.dirname, "importer.ts");
  const child = spawn(
    process.execPath,
    ["--max-semi-space-size=32", "--expose-gc", "--import", "tsx", script, file],
    {
      env: { ...process.env, DATABASE_URL: url },
      stdio: ["ignore", "pipe", "inherit"],
    },
  );
  const forget = onShutdown(() => child.kill());
  let said = "";
  for await (const part of child.stdout) said += part;
  forget();
  if (said === "") throw new Error("The importer said nothing: what went wrong stands above");
  return JSON.parse(said);
}

/** The memory of an import, and of one ten times as long. */
export async function memory(databases: Databases, plan: Plan): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const times of [1, 10]) {
    const { url, drop } = await databases.open();
    const report = await withExport({ ...plan, deliveries: plan.deliveries * times }, (file) =>
      runImporter(url, file),
    );
    await drop();
    const what = `import of ${report.records.toLocaleString("en")} records`;
    const mb = (bytes: number) => rounded(bytes / 1e6);
    figures.push(
      { what: `${what}: most memory held`, value: mb(report.peak), unit: "MB" },
      { what: `${what}: most of it alive`, value: mb(report.live), unit: "MB" },
      {
        what,
        value: rate(report.records, report.ms),
        unit: "records/s",
        note: "garbage collected once a second",
      },
    );
  }
  return figures;
}
