import { deriveSecret } from "../secrets";

const DAY = 86_400_000;

/** The signing secret of an endpoint, in the form of Standard Webhooks. Nothing of it is stored (docs/decisions/0003-secrets.md). */
export const secretOf = (id: number, generation: number): string =>
  `whsec_${deriveSecret(`outgoing:${id}:${generation}`).toString("base64")}`;

/** Those that sign at `now`: for a day after a renewal the one before, too. */
export function secretsInForce(
  { id, generation, renewedAt }: { id: number; generation: number; renewedAt: Date | null },
  now: Date,
): string[] {
  const isFresh = renewedAt !== null && now.getTime() - renewedAt.getTime() < DAY;
  return [generation, ...(isFresh ? [generation - 1] : [])].map((one) => secretOf(id, one));
}
