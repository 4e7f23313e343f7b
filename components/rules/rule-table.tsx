import { Button } from "@/components/ui/button";
import { OrderButtons } from "@/components/ui/order-buttons";
import { OutcomeLabel } from "@/components/ui/outcome";
import { Switch } from "@/components/ui/switch";
import { CATEGORY_WORDS } from "@/lib/core/bounce/category-words";
import type { OwnRuleInput } from "@/lib/core/bounce/own-rule-fields";
import type { OwnRule } from "@/lib/core/bounce/own-rules";
import { day } from "@/lib/core/format";
import type { Draft } from "./use-draft";
import { CLASS_WORDS, narrowing } from "./words";

interface Props {
  draft: Draft;
  /** As they are in force: who wrote which. */
  written: OwnRule[];
  mayChange: boolean;
  tz: string;
  now: number;
  onEdit(rule: OwnRuleInput): void;
}

/** The rules in the order in which they are asked; on a phone two lines each. */
export function RuleTable({ draft, written, mayChange, tz, now, onEdit }: Props) {
  const { rules } = draft;
  return (
    <div className="card overflow-hidden">
      <table className="data-table stacks middle">
        <caption className="sr-only">Own rules, the first that fits a reply wins</caption>
        <thead>
          <tr>
            {mayChange && (
              <th className="w-10 !pr-0">
                <span className="sr-only">Order</span>
              </th>
            )}
            <th>Rule and phrases</th>
            <th>Reads as</th>
            <th>Written by</th>
            <th className="w-28">
              <span className="sr-only">On, change, remove</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rules.map((rule, index) => (
            <tr key={rule.id} className="max-wide:grid-cols-[minmax(0,1fr)_auto]">
              {mayChange && (
                <td className="!pr-0 max-wide:hidden">
                  <OrderButtons
                    name={rule.name}
                    first={index === 0}
                    last={index === rules.length - 1}
                    onMove={(by) => draft.move(rule.id, by)}
                  />
                </td>
              )}
              <th scope="row" className="min-w-0">
                <div className="font-medium wrap-anywhere">{rule.name}</div>
                <Asks rule={rule} />
              </th>
              <td className="text-ink-2">
                <ReadsAs rule={rule} />
              </td>
              <td className="text-sm text-ink-2 max-wide:hidden">
                <Author rule={written.find(({ id }) => id === rule.id)} tz={tz} now={now} />
              </td>
              <td className="end">
                {mayChange ? (
                  <span className="inline-flex items-center gap-1">
                    <Switch
                      on={rule.on}
                      label={rule.name}
                      onClick={() => draft.put({ ...rule, on: !rule.on })}
                    />
                    <Button variant="bare" onClick={() => onEdit(rule)}>
                      Change<span className="sr-only"> {rule.name}</span>
                    </Button>
                    <Button variant="bare" icon="close" iconOnly onClick={() => draft.remove(rule.id)}>
                      Remove {rule.name}
                    </Button>
                  </span>
                ) : (
                  <span className="text-ink-3">{rule.on ? "On" : "Off"}</span>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Asks({ rule }: { rule: OwnRuleInput }) {
  const more = narrowing(rule);
  return (
    <div className="text-sm text-ink-2 wrap-anywhere">
      {rule.when.map((phrase) => (
        <div key={phrase} className="font-mono font-normal">
          {phrase}
        </div>
      ))}
      {more && <div className="font-normal">Only {more}</div>}
    </div>
  );
}

function ReadsAs({ rule }: { rule: OwnRuleInput }) {
  return (
    <>
      {rule.class === "code" ? CLASS_WORDS.code : <OutcomeLabel outcome={rule.class} />}
      <div className="text-sm text-ink-3">{CATEGORY_WORDS[rule.category].title}</div>
    </>
  );
}

function Author({ rule, tz, now }: { rule: OwnRule | undefined; tz: string; now: number }) {
  if (!rule) return <>Not in force yet</>;
  return (
    <>
      <div className="wrap-anywhere">{rule.author}</div>
      <div className="text-ink-3">{day(rule.at, tz, now)}</div>
    </>
  );
}
