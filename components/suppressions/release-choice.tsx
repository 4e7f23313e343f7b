import { Checkbox } from "@/components/ui/checkbox";
import { Note } from "@/components/ui/note";
import { count, counted } from "@/lib/core/format";
import { isOptOut, type SuppressionReason } from "@/lib/core/suppression-reasons";
import type { PreparedRelease } from "@/lib/server/releases";
import { ReasonGlyph } from "./reason-glyph";
import { REASONS } from "./words";

interface Props {
  counts: PreparedRelease["counts"];
  chosen: SuppressionReason[];
  onChoose(reasons: SuppressionReason[]): void;
  isSure: boolean;
  onSure(sure: boolean): void;
}

const CONSEQUENCES: Partial<Record<SuppressionReason, string>> = {
  complaint: "They called your mail spam. Another complaint costs reputation at their mailbox provider.",
  unsubscribe:
    "They asked not to be mailed. They are put back on what they left; without their consent, mailing them is against the law in most countries.",
};

/** Which of what was counted is released. What recipients decided is left out until somebody says twice that it is not. */
export function ReleaseChoice({ counts, chosen, onChoose, isSure, onSure }: Props) {
  const optOuts = chosen.filter(isOptOut);
  const number = optOuts.reduce((n, reason) => n + (counts[reason] ?? 0), 0);
  return (
    <fieldset className="grid gap-2">
      <legend className="mb-1.5 font-medium">What is released</legend>
      {REASONS.filter(({ reason }) => counts[reason]).map(({ reason, title }) => (
        <Checkbox
          key={reason}
          checked={chosen.includes(reason)}
          onChange={({ target }) =>
            onChoose(target.checked ? [...chosen, reason] : chosen.filter((one) => one !== reason))
          }
        >
          <span className="flex items-center gap-1.5">
            <ReasonGlyph reason={reason} />
            {title} {count(counts[reason] ?? 0)}
          </span>
        </Checkbox>
      ))}
      {optOuts.length > 0 && (
        <Note state="alert" live>
          {optOuts.map((reason) => (
            <p key={reason} className="mb-2">
              {CONSEQUENCES[reason]}
            </p>
          ))}
          <Checkbox checked={isSure} onChange={({ target }) => onSure(target.checked)}>
            I know, and release {counted(number, "decision")} of recipients
          </Checkbox>
        </Note>
      )}
    </fieldset>
  );
}
