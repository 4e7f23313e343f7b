import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { readSource } from "./architecture";
import { barrelsAndDrawers, chartsElsewhere, cycles, impureCore, wrongArrows } from "./architecture-rules";

const root = path.resolve(import.meta.dirname, "..");

function projectFiles() {
  const folders = ["app", "components", "e2e", "lib", "scripts"].filter((name) =>
    existsSync(path.join(root, name)),
  );
  const names = folders.flatMap((folder) =>
    readdirSync(path.join(root, folder), { recursive: true, encoding: "utf8" }).map(
      (name) => `${folder}/${name}`,
    ),
  );
  return names
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => readSource(name, readFileSync(path.join(root, name), "utf8")));
}

const project = projectFiles();

/** A made-up file. */
const file = (name: string, text: string) => readSource(name, text);

test("the project's imports follow the arrows", () => {
  assert.ok(project.length > 20, "the project's files were not found");
  assert.deepEqual(wrongArrows(project), []);
});

test("an import against the arrows is found, in each way to write one", () => {
  const wrong = [
    file("lib/core/a.ts", `import { db } from "@/lib/server/database";`),
    file("lib/client/b.ts", `import { type Row, load } from "../server/reports/series";`),
    file("components/c.tsx", `import { series } from "@/lib/server/reports/series";`),
    file("lib/server/d.ts", `export { Page } from "@/app/page";`),
    file("lib/server/e.ts", `const page = await import("@/components/page");`),
    file("scripts/f.ts", `import "../app/page";`),
  ];
  assert.equal(wrongArrows(wrong).length, wrong.length, wrongArrows(wrong).join("\n"));
});

test("imports along the arrows are let through", () => {
  const right = [
    file(
      "app/page.tsx",
      `import { series } from "@/lib/server/reports/series"; import { Chart } from "@/components/c";`,
    ),
    file("components/c.tsx", `import { useSeries } from "@/lib/client/queries"; import "react";`),
    file(
      "lib/client/b.ts",
      `import type { Row } from "../server/reports/series"; import { type A } from "@/lib/server/a";`,
    ),
    file("lib/core/a.test.ts", `import { sharedFile } from "@/lib/testing-shared"; import "node:fs";`),
  ];
  assert.deepEqual([...wrongArrows(right), ...impureCore(right)], []);
});

test("lib/core is pure: no platform, no framework, no clock, no process", () => {
  assert.deepEqual(impureCore(project), []);
});

test("impurity is found", () => {
  const wrong = file(
    "lib/core/a.ts",
    `import "node:fs"; import React from "react"; import "next/headers";
     const now = Date.now() + Math.random(); const later = new Date(); const { env } = process; process.exit();`,
  );
  assert.equal(impureCore([wrong]).length, 8, impureCore([wrong]).join("\n"));
  const right = file(
    "lib/core/b.ts",
    `const at = new Date(now); const a = { process: 1 }; a.process; Date.UTC(2026, 1);`,
  );
  assert.deepEqual(impureCore([right]), []);
  const forTests = file("lib/core/testing-c.ts", `import "node:fs";`);
  assert.deepEqual(impureCore([forTests, file("lib/core/c.test.ts", `import "./testing-c";`)]), []);
  assert.equal(impureCore([file("lib/core/c.ts", `import "./testing-c";`)]).length, 1);
});

test("only components/charts draws with recharts", () => {
  assert.deepEqual(chartsElsewhere(project), []);
  assert.deepEqual(chartsElsewhere([file("components/a.tsx", `import { Bar } from "recharts";`)]), [
    "components/a.tsx",
  ]);
  assert.deepEqual(chartsElsewhere([file("components/charts/a.tsx", `import { Bar } from "recharts";`)]), []);
});

test("modules do not load each other in circles", () => {
  assert.deepEqual(cycles(project), []);
});

test("a circle is found; one of types only is none", () => {
  const a = file("lib/core/a.ts", `import { b } from "./b";`);
  const b = file("lib/core/b.ts", `import { c } from "@/lib/core/c";`);
  const back = file("lib/core/c/index.ts", `import { a } from "../a";`);
  const typesBack = file("lib/core/c/index.ts", `import type { A } from "../a";`);
  assert.deepEqual(cycles([a, b, back]), [
    "lib/core/a.ts -> lib/core/b.ts -> lib/core/c/index.ts -> lib/core/a.ts",
  ]);
  assert.deepEqual(cycles([a, b, typesBack]), []);
});

test("there are no barrels and no drawers for odds and ends", () => {
  assert.deepEqual(barrelsAndDrawers(project), []);
  const wrong = [
    file("lib/core/index.ts", `export * from "./a"; export { b } from "./b";`),
    file("lib/utils.ts", `export const x = 1;`),
    file("components/helpers/a.tsx", `export const x = 1;`),
  ];
  assert.equal(barrelsAndDrawers(wrong).length, wrong.length);
});
