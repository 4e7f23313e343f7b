import { TableExport } from "@/components/ui/table-export";
import { percent } from "@/lib/core/format";
import { ENOUGH } from "@/lib/core/reputation-limits";
import { CAP, SCORE_RULES } from "@/lib/core/score";

/** How the score comes about, with every weight and bound. */
export function ScoreRules() {
  return (
    <section aria-labelledby="rules-title">
      <p className="opening">
        The score is 100 less what six things cost. Each is a rate that you can count again, and none of them
        is opens: machines open mail too.
      </p>
      <p className="mb-3 flex justify-end">
        <TableExport data={Object.values(SCORE_RULES)} what="the rules of the score" />
      </p>
      <div className="card overflow-hidden">
        <table className="data-table [&_th]:whitespace-normal max-wide:[&_:is(td,th)]:px-2">
          <caption className="sr-only" id="rules-title">
            What each part costs
          </caption>
          <thead>
            <tr>
              <th scope="col">Part</th>
              <th scope="col" className="end">
                Costs nothing up to
              </th>
              <th scope="col" className="end">
                Costs all from
              </th>
              <th scope="col" className="end">
                Points at most
              </th>
              <th scope="col" className="end max-wide:hidden">
                Shrunk by
              </th>
            </tr>
          </thead>
          <tbody>
            {Object.values(SCORE_RULES).map(({ name, of, good, bad, weight, prior }) => (
              <tr key={name}>
                <th scope="row">
                  {name}
                  <span className="block text-xs font-normal text-ink-3">{of}</span>
                </th>
                <td className="end">{percent(good)}</td>
                <td className="end">{percent(bad)}</td>
                <td className="end">{weight}</td>
                <td className="end max-wide:hidden">{prior.toLocaleString("en")} mails</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <div className="mt-5 grid max-w-[72ch] gap-3 text-ink-2">
        <p>
          <b className="font-semibold text-ink">Between the two bounds</b> a part costs its share in
          proportion: halfway from the first rate to the second, half of its points.
        </p>
        <p>
          <b className="font-semibold text-ink">Small volumes are shrunk.</b> Before a part is judged, the
          mails of the last column are added to it at the rate that costs nothing. One bounce of ten is no
          verdict; of ten thousand it hardly changes anything. Below {ENOUGH} sent in seven days there is no
          score.
        </p>
        <p>
          <b className="font-semibold text-ink">A broken limit caps it.</b> Where a published limit is
          certainly broken, that is, the lower end of the 95% interval is over it, the score is at most {CAP},
          however good the rest is.
        </p>
        <p>
          <b className="font-semibold text-ink">What nobody reports is not measured.</b> It costs nothing, the
          table says so, and the score is then judged on fewer than 100 points. Azure Communication Services,
          for one, reports no complaints.
        </p>
        <p>
          More of anything bad never raises the score. Weights and bounds are ours: they lie between what the
          providers publish.
        </p>
      </div>
    </section>
  );
}
