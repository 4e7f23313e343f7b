import { domainOf } from "@/lib/core/address";
import type { HygieneFacts } from "@/lib/core/hygiene";
import type { DomainFault } from "@/lib/core/send-check/typo";
import { STEPS } from "@/lib/core/suppression";
import { historiesOf } from "./address-history";
import type { Database } from "./database";
import type { Domains } from "./domain-figures";
import { numbers } from "./literals";

interface World {
  domains: Domains;
  faultOf(domain: string): DomainFault | null;
  now: Date;
}

/** What is known of each address, as it was last written; none for one of which nothing is kept any more. */
export async function factsFor(
  db: Database,
  addresses: bigint[],
  { domains, faultOf, now }: World,
): Promise<Map<bigint, HygieneFacts>> {
  const keys = numbers(addresses);
  type Named = { address: bigint; recipient: string };
  const [histories, mailed, leases, complaints] = await Promise.all([
    historiesOf(db, addresses, [], now),
    db.$queryRaw<Named[]>`
      select address, max(recipient collate "C") as recipient from delivery
      where address = any(${keys}::bigint[]) group by address`,
    db.$queryRaw<{ address: bigint }[]>`
      select address from lease
      where address = any(${keys}::bigint[]) and step = ${STEPS.length - 1} and until > ${now}::timestamp`,
    db.$queryRaw<(Named & { at: Date })[]>`
      select address, max(recipient) as recipient, max(since) as at from suppression_entry
      where address = any(${keys}::bigint[]) and reason = 'complaint'
        and (until is null or until > ${now}::timestamp) and (ended_at is null or ended_at > ${now}::timestamp)
      group by address`,
  ]);
  const lastStep = new Set(leases.map((row) => row.address));
  const complained = new Map(complaints.map(({ address, at }) => [address, at.getTime()]));
  const recipients = new Map(
    [...complaints, ...mailed].map(({ address, recipient }) => [address, recipient]),
  );
  return new Map(
    [...recipients].map(([address, recipient]) => {
      const domain = domainOf(recipient);
      return [
        address,
        {
          recipient,
          history: histories.get(address),
          complaint: complained.get(address) ?? null,
          lastStep: lastStep.has(address),
          fault: faultOf(domain),
          domain: domains.figuresOf(domain),
        },
      ];
    }),
  );
}
