import { StateLabel } from "@/components/ui/state-label";
import { counted, percent } from "@/lib/core/format";
import type { ExpectedRate } from "@/lib/core/send-check/bounce-rate";
import { LIMIT, standing } from "@/lib/core/send-check/verdict";

const WORDS = { ok: "below", watch: "may be above", alert: "above" };

/** The expected rate of hard bounces, as the list is and without what is ticked. */
export function ExpectedRates({
  before,
  after,
}: {
  before: ExpectedRate | null;
  after: ExpectedRate | null;
}) {
  return (
    <section className="card mb-5 max-w-[720px]" aria-labelledby="expected-title">
      <div className="card-head">
        <h2 className="heading" id="expected-title">
          Expected hard bounces
        </h2>
        <span className="text-sm text-ink-3">of one mail to each address</span>
      </div>
      <div className="card-body grid grid-cols-2 gap-6 max-wide:grid-cols-1 max-wide:gap-4">
        <Rate title="As it is" rate={before} />
        <Rate title="Without the rows ticked below" rate={after} />
      </div>
      <p className="card-foot">
        From the bounces of these addresses, their domains and providers, with its 95% interval. Addresses
        never mailed are taken to bounce as mail to their domain does; a list that was bought or is old
        bounces more.
      </p>
    </section>
  );
}

function Rate({ title, rate }: { title: string; rate: ExpectedRate | null }) {
  return (
    <div>
      <h3 className="text-sm text-ink-2">{title}</h3>
      {rate ? (
        <>
          <p className="text-2xl">{percent(rate.rate)}</p>
          <p className="text-sm text-ink-2">
            {percent(rate.low)} to {percent(rate.high)}, over{" "}
            {counted(rate.addresses, "address", "addresses")}
          </p>
          <p className="mt-1 text-sm">
            <StateLabel state={standing(rate)}>
              {WORDS[standing(rate)]} {percent(LIMIT)} (ACS)
            </StateLabel>
          </p>
        </>
      ) : (
        <p className="text-ink-3">no address</p>
      )}
    </div>
  );
}
