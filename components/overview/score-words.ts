import { CAP, SCORE_RULES, type Score } from "@/lib/core/score";

/** "−3.1", "0", or a dash where it is not measured. */
export function lossWords(loss: number | null): string {
  if (loss === null) return "—";
  return loss === 0 ? "0" : `−${loss.toFixed(1)}`;
}

/** "100 − 11.3", and where a limit caps it, that it does. */
export function sumWords({ lost, cappedBy }: Score): string {
  const sum = lost === 0 ? "100 − 0" : `100 − ${lost.toFixed(1)}`;
  return cappedBy && 100 - lost > CAP ? `${sum}, capped at ${CAP}` : sum;
}

/** Which of the hundred points nobody measures; empty where all are. */
export function basisWords({ parts }: Score): string {
  const blind = parts.filter(({ loss }) => loss === null).map(({ part }) => SCORE_RULES[part]);
  if (blind.length === 0) return "";
  const points = blind.reduce((sum, { weight }) => sum + weight, 0);
  const names = blind.map(({ name }) =>
    name === SCORE_RULES.dmarc.name ? "DMARC results" : name.toLowerCase(),
  );
  const listed = names.length > 1 ? `${names.slice(0, -1).join(", ")} and ${names.at(-1)}` : names[0];
  return `Judged on ${100 - points} of the 100 points: no source reports ${listed}.`;
}
