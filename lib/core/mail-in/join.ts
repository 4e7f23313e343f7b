import { normaliseAddress } from "@/lib/core/address";

/** A delivery of ours that a mail may be about. */
export interface Candidate {
  address: bigint;
  message: bigint;
  recipient: string;
  messageId: string;
}

/** One recipient as a report names them: as mailed, and after forwards. Both may be empty, where the reporter withheld them. */
export interface Named {
  recipient: string;
  finalRecipient?: string | undefined;
}

const same = (candidate: Candidate, address: string | undefined): boolean =>
  address !== undefined &&
  address !== "" &&
  normaliseAddress(candidate.recipient) === normaliseAddress(address);

/**
 * Joins each recipient that a report names to the delivery it is about: by the address that was mailed, since forwards
 * change the other; then, for a report of a single recipient, to the delivery whose signed return path it came by, to the one
 * whose recipient the return path names, or to the only one that there is (RFC 3464 section 2.3.1), once all must be known: of
 * those that a provider has yet to tell of, each may be meant. Null where none fits: nobody is held for what was said of another.
 * @param signed the delivery of the return path, where its token is genuine
 * @param verp the recipient that an unsigned return path names
 * @param complete whether the candidates are all that there will be
 */
export function joinRecipients(
  named: Named[],
  candidates: Candidate[],
  { signed, verp, complete }: { signed: Candidate | undefined; verp?: string | undefined; complete: boolean },
): (Candidate | null)[] {
  const alone = complete && candidates.length === 1 ? candidates[0] : undefined;
  const byPath = signed ?? candidates.find((one) => same(one, verp)) ?? alone;
  return named.map(
    ({ recipient, finalRecipient }) =>
      candidates.find((one) => same(one, recipient)) ??
      candidates.find((one) => same(one, finalRecipient)) ??
      (named.length === 1 ? byPath : undefined) ??
      null,
  );
}
