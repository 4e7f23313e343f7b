// @ts-check
// Usage: node scripts/repute.mjs COMMAND ...      (npm run -s repute -- COMMAND ...)
// Installs and generates what is missing, then runs scripts/command.ts in this process.
import path from "node:path";
import { pathToFileURL } from "node:url";
import { requireNode } from "./launch/node-version.mjs";

/** @param {string[]} argv */
async function main(argv) {
  const { prepare } = await import("./launch/prepare.mjs");
  const { root } = await import("./launch/project.mjs");
  const { sentenceFor } = await import("./launch/failure.mjs");
  try {
    await prepare((line) => console.error(line), { pages: false });
    const { register } = await import("tsx/esm/api");
    register({ tsconfig: path.join(root, "tsconfig.json") });
    // npm changes into the project; file names on the command line belong to the folder it was called from.
    const { npm_lifecycle_event: script, INIT_CWD: calledFrom } = process.env;
    if (script === "repute" && calledFrom) process.chdir(calledFrom);
    const command = await import(pathToFileURL(path.join(root, "scripts/command.ts")).href);
    process.exit(await command.main(argv));
  } catch (error) {
    console.error(sentenceFor(error));
    process.exit(1);
  }
}

requireNode();
main(process.argv.slice(2));
