import { Card } from "@/components/ui/card";
import type { Ledger, LedgerRow } from "@/lib/server/ledger";
import { EraseButton } from "./erase-button";
import { basisWords, changeWords, DOOR_WORDS, fromWhere, holdWords, utc, wordsRead } from "./ledger-words";
import { PrintButton } from "./print-button";

interface Proof {
  ledger: Ledger;
  /** Whose records they are. */
  organisation: string;
  /** When they stood so, as ISO 8601. */
  at: string;
}

/** The proof for one person; times are UTC to the second. On paper it stands alone: it says whose it is, and of when. */
export function LedgerView({ ledger, organisation, at }: Proof) {
  const { address, id, knownSince, changes, suppressions } = ledger;
  const inForce = suppressions.filter(({ endedAt }) => !endedAt);
  return (
    <div className="sheet">
      <p className="opening wrap-anywhere">
        <strong>{address}</strong> is known since {utc(knownSince)} UTC.{" "}
        {inForce.length === 0
          ? "Nothing is kept from this address by a decision."
          : `In force: ${inForce.map(holdWords).join("; ")}.`}
      </p>
      <Card id="ledger" title="Decisions" subtitle="oldest first, times in UTC" flush>
        {changes.length === 0 ? (
          <p className="card-body text-ink-2">This person has decided nothing yet.</p>
        ) : (
          <table className="data-table stacks">
            <thead>
              <tr>
                <th>When</th>
                <th className="w-1/4">What</th>
                <th>Door, from where</th>
                <th>Text read, basis</th>
                <th>Mail</th>
                <th className="end">In force after</th>
              </tr>
            </thead>
            <tbody>
              {changes.map((change) => (
                <Row key={change.id} change={change} />
              ))}
            </tbody>
          </table>
        )}
      </Card>
      <p className="mt-3 text-xs text-ink-3">
        Records of {organisation} on number {id} as they stood at {utc(at)} UTC. The ledger is append-only:
        rows are neither changed nor deleted.
      </p>
      <div className="mt-4 flex flex-wrap gap-2 print:hidden">
        <a
          className="btn"
          href={`/api/v1/recipients?${new URLSearchParams({ address })}`}
          download={`proof-${id}.json`}
        >
          Save as JSON
        </a>
        <a
          className="btn"
          href={`/api/v1/recipients?${new URLSearchParams({ address, format: "csv" })}`}
          download={`proof-${id}.csv`}
        >
          Save as CSV
        </a>
        <PrintButton />
        <EraseButton address={address} />
      </div>
    </div>
  );
}

/** On a phone one under the other, each with its name. */
function Row({ change }: { change: LedgerRow }) {
  const honoured =
    change.honouredMs === undefined ? "not measured" : `${(change.honouredMs / 1000).toFixed(3)} s`;
  return (
    <tr className="max-wide:!grid-cols-1">
      <td className="whitespace-nowrap tabular-nums">{utc(change.at)}</td>
      <th
        scope="row"
        className="!py-[9px] align-top wrap-anywhere print:!py-1 print:wrap-break-word max-wide:!py-0 max-wide:!font-medium"
      >
        {changeWords(change)}
      </th>
      <td>
        <Name>Door</Name>
        {DOOR_WORDS[change.door]}
        <div className="text-sm text-ink-3">{fromWhere(change)}</div>
      </td>
      <td className="wrap-anywhere print:wrap-break-word">
        <Name>Text read</Name>
        {wordsRead(change)}
        <div className="text-sm text-ink-3">{basisWords(change)}</div>
        {change.consent && <blockquote className="text-sm text-ink-2">“{change.consent.text}”</blockquote>}
      </td>
      <td className="wrap-anywhere print:wrap-break-word">
        <Name>Mail</Name>
        {change.mailing || "not known"}
      </td>
      <td className="end whitespace-nowrap max-wide:!text-left">
        <Name>In force after</Name>
        {honoured}
      </td>
    </tr>
  );
}

/** What the head of the table says, where there is none. */
const Name = ({ children }: { children: string }) => (
  <span className="text-ink-3 wide:hidden">{children}: </span>
);
