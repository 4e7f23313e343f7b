// Usage: node scripts/complete-lock.mjs [package-lock.json]     (npm run lock, after every change of dependencies)
//
// npm leaves an optional platform package out of the lock when the registry in use does not have it (mirrors often
// lack other systems' binaries); `npm ci` then refuses the lock: "Missing: @next/swc-darwin-arm64@ from lock file".
// This puts such packages back by name and version. Without the file there is no integrity value to record.
import { readFileSync, writeFileSync } from "node:fs";

const SYSTEM = /(?:^|[-/])(darwin|linux|win32|windows|android|freebsd|openbsd|netbsd|sunos|aix|openharmony)/;
const PROCESSOR = /(arm64|x64|ia32|arm|riscv64|loong64|ppc64|s390x|mips64el|wasm32)/;
const EXACT = /^\d+\.\d+\.\d+\S*$/;

/** The `os`, `cpu` and `libc` fields of a platform package, read off its name. */
function platform(name) {
  const system = SYSTEM.exec(name)?.[1];
  const processor = PROCESSOR.exec(name)?.[1];
  return {
    ...(system ? { os: [system === "windows" ? "win32" : system] } : {}),
    ...(processor ? { cpu: [processor] } : {}),
    ...(system === "linux" ? { libc: [name.includes("musl") ? "musl" : "glibc"] } : {}),
  };
}

/** Whether Node's look-up from the package at `place` finds `name`: its own node_modules, its owner's, ... the root's. */
function isFound(packages, place, name) {
  for (let owner = place; ; owner = owner.slice(0, owner.lastIndexOf("/node_modules/"))) {
    if (packages[`${owner}/node_modules/${name}`]) return true;
    if (!owner.includes("/node_modules/")) return packages[`node_modules/${name}`] !== undefined;
  }
}

const file = process.argv[2] ?? "package-lock.json";
const lock = JSON.parse(readFileSync(file, "utf8"));
const packages = lock.packages;
const added = [];
const unclear = [];

for (const [place, entry] of Object.entries(packages)) {
  for (const [name, range] of Object.entries(entry.optionalDependencies ?? {})) {
    if (isFound(packages, place, name)) continue;
    const version = range.replace(/^[\^~]/, "");
    if (!EXACT.test(version)) {
      unclear.push(`${name}@${range}, wanted by ${place}`);
      continue;
    }
    const flags = entry.dev ? { dev: true, optional: true } : { optional: true };
    packages[`node_modules/${name}`] = { version, ...flags, ...platform(name) };
    added.push(`${name}@${version}`);
  }
}

lock.packages = Object.fromEntries(Object.entries(packages).sort(([a], [b]) => (a < b ? -1 : 1)));
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
console.log(added.length === 0 ? `${file} is complete` : `added to ${file}:\n  ${added.join("\n  ")}`);
for (const line of unclear) console.error(`cannot tell which version to add: ${line}`);
process.exitCode = unclear.length === 0 ? 0 : 1;
