// Stands alone, without imports and without newer syntax, so that an old Node gets as far as the sentence.
const OLDEST = "20.19";

/** Ends the process when this Node is older than package.json asks for. */
export function requireNode() {
  const present = process.versions.node.split(".").map(Number);
  const oldest = OLDEST.split(".").map(Number);
  if (present[0] > oldest[0] || (present[0] === oldest[0] && present[1] >= oldest[1])) return;
  console.error(`Repute needs Node.js ${OLDEST} or newer; this is ${process.versions.node}.`);
  process.exit(1);
}
