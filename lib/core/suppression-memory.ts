import { type Fact, foldLease, leaseInForce } from "./suppression";

/**
 * The facts of one address that no lease at or after `before` (ms) depends on: those from before the cycle in force
 * then, or from before `before` itself when the address was free. None while a platform drop still has to be told from
 * our own drop of that mail.
 */
export function forgettable(facts: Fact[], before: number): Fact[] {
  const { lease } = foldLease(facts, before);
  const needed = leaseInForce(lease, before) ? lease.cycleStart : before;
  const { history } = foldLease(facts);
  const isOld = ({ at }: { at: number }) => at < needed;
  const old = history.filter(isOld);
  const sent = new Set(old.filter(({ fact }) => fact.kind === "send").map(({ fact }) => fact.id));
  const told = history.some(
    (one) => !isOld(one) && one.fact.kind === "platformDrop" && sent.has(one.fact.id),
  );
  return told ? [] : old.map(({ fact }) => fact);
}
