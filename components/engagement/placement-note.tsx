import { Note } from "@/components/ui/note";
import { type PlacementHint, placementHints } from "@/lib/core/engagement/placement";
import { count, percent } from "@/lib/core/format";
import { OTHERS } from "@/lib/core/provider";
import type { Share } from "@/lib/core/score";
import { rate } from "@/lib/core/statistics";
import type { Engagement } from "@/lib/server/reports/engagement";

/** What opens say, and what they cannot say, of inbox or spam folder. */
export function PlacementNote({ providers }: Pick<Engagement, "providers">) {
  // A mixture of all that have no name is no place.
  const hints = placementHints(
    providers
      .filter(({ name }) => name !== OTHERS)
      .map(({ name, openedByPeople, delivered, before }) => ({
        ...{ provider: name, now: { k: openedByPeople, n: delivered }, before },
      })),
  );
  return (
    <Note state={hints.length > 0 ? "watch" : undefined}>
      <h2 className="font-medium">Inbox or spam folder: a hint, no measurement.</h2>
      {hints.length === 0 ? (
        <p>At no provider did people read clearly less than before while those at the others did not.</p>
      ) : (
        <ul>
          {hints.map((hint) => (
            <li key={hint.provider}>{hintWords(hint)}</li>
          ))}
        </ul>
      )}
      <p>
        No provider tells where a mail was put. Where people at one read less, the spam folder is one reason;
        a changed subject, hour or audience is another. Look at its bounces and at complaints before you
        conclude anything.
      </p>
    </Note>
  );
}

const of = ({ k, n }: Share) => percent(rate(k, n));

const hintWords = ({ provider, now, before, others }: PlacementHint): string =>
  `At ${provider} people opened ${of(now)} of what arrived (${count(now.k)} of ${count(now.n)}), ${of(before)} in the period before; elsewhere ${of(others.now)}, ${of(others.before)} before.`;
