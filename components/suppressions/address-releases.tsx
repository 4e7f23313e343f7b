import { moment, span } from "@/lib/core/format";
import type { AddressReport } from "@/lib/server/reports/address";

/** Who released the address last and why, and whether it came back: a release is watched. */
export function AddressReleases({ report, tz }: { report: AddressReport; tz: string }) {
  const { releases, suppressed, lease, leaseInForce, entries, lastDelivered, at } = report;
  const [last] = releases;
  if (!last) return null;
  const beginnings = [
    ...(leaseInForce && lease ? [lease.cycleStart] : []),
    ...entries
      .filter((entry) => suppressed.some((held) => held.entry === entry.id))
      .map((entry) => entry.since),
  ].filter((began) => began >= last.at);
  const back = beginnings.length > 0 ? Math.min(...beginnings) : null;
  const outcome =
    back !== null
      ? `Suppressed again after ${span(back - last.at)}.`
      : lastDelivered !== null && lastDelivered >= last.at
        ? `Mail was delivered after ${span(lastDelivered - last.at)}.`
        : "No mail has been delivered or bounced since.";
  return (
    <section>
      <h3 className="subheading">Last release</h3>
      <p>
        {moment(last.at, tz, at)} by {last.by}: “{last.why}”.{" "}
        <span className={back === null ? "text-ink-2" : "font-medium"}>{outcome}</span>
      </p>
    </section>
  );
}
