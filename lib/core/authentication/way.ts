import { wilson } from "../statistics";
import { OWN_WATCH } from "./judge";

/** The steps of a policy, as they are drawn. */
export const STEPS = ["none", "quarantine", "reject"] as const;
export type Step = (typeof STEPS)[number];

/** A step is left only after so many days on which nothing of ours failed more than it may. */
export const QUIET_DAYS = 30;

/** One UTC day of a sender domain: mail of its own sources, and how much of it failed. */
export interface WayDay {
  n: number;
  failed: number;
}

export interface WayInput {
  /** The policy in force; null: none is published, or nobody has looked. */
  policy: string | null;
  /** t=y (RFC 9989 section 4.7): receivers do one step less than the policy says. */
  testing: boolean;
  /** Whether the DMARC record asks for reports; null: nobody has looked. */
  asksForReports: boolean | null;
  /** The last days, oldest first; days without a report have n = 0. */
  days: WayDay[];
  /** Names of its failing sources, of those that nobody has told apart. */
  failing: string[];
  unknown: string[];
}

export interface WayCondition {
  text: string;
  met: boolean;
}

export interface Way {
  /** Where it stands; null: before the first step. */
  step: Step | null;
  /** The step to go to; null: there is none left. */
  next: Step | null;
  /** Days on end, up to the last one that was reported, on which nothing failed too often; days without reports do not count. */
  quiet: number;
  /** What must be so before the next step. */
  conditions: WayCondition[];
  /** What to do now, in one sentence. */
  sentence: string;
}

const isStep = (policy: string | null): policy is Step =>
  (STEPS as readonly (string | null)[]).includes(policy);

function stepOf({ policy, testing }: WayInput): Step | null {
  if (!isStep(policy)) return null;
  return testing && policy !== "none" ? STEPS[STEPS.indexOf(policy) - 1]! : policy;
}

function quietDays(days: WayDay[]): number {
  let quiet = 0;
  for (const { n, failed } of days.toReversed()) {
    if (n === 0) continue;
    if (wilson(failed, n).low > OWN_WATCH) break;
    quiet += 1;
  }
  return quiet;
}

/** How far a domain has come from p=none to p=reject, and what its next step needs. All of it computed from reports and records. */
export function wayOf(input: WayInput): Way {
  const { days, failing, unknown, asksForReports, testing } = input;
  const step = stepOf(input);
  const quiet = quietDays(days);
  const reported = days.slice(-7).some(({ n }) => n > 0);
  const next = step === null ? "none" : (STEPS[STEPS.indexOf(step) + 1] ?? null);
  const left = QUIET_DAYS - Math.min(quiet, QUIET_DAYS);
  const conditions: WayCondition[] =
    step === null || next === null
      ? []
      : [
          { text: "The DMARC record asks for reports (rua).", met: asksForReports !== false },
          { text: "Reports have come in the last seven days.", met: reported },
          {
            text: failing.length === 0 ? "Every source of yours passes." : `${failing[0]} passes.`,
            met: failing.length === 0,
          },
          {
            text:
              unknown.length === 0
                ? "Every source is known."
                : `Somebody has said whether ${unknown[0]} is yours.`,
            met: unknown.length === 0,
          },
          { text: `${QUIET_DAYS} quiet days: ${Math.min(quiet, QUIET_DAYS)} so far.`, met: left === 0 },
        ];
  return {
    step,
    next,
    quiet,
    conditions,
    sentence: sentence(step, next, conditions, { failing, unknown, left, testing }),
  };
}

function sentence(
  step: Step | null,
  next: Step | null,
  conditions: WayCondition[],
  {
    failing,
    unknown,
    left,
    testing,
  }: { failing: string[]; unknown: string[]; left: number; testing: boolean },
): string {
  if (step === null) return "Publish a DMARC record with p=none that asks for reports.";
  if (next === null) return failing[0] ? `Mend ${failing[0]}: its mail is refused.` : "Nothing to do.";
  const open = conditions.findIndex(({ met }) => !met);
  const go = testing ? `take t=y away: p=${next} is then in force` : `go to p=${next}`;
  switch (open) {
    case 0:
      return "Add rua= to the DMARC record: without reports nothing is known.";
    case 1:
      return "No reports in seven days: see whether rua= leads here.";
    case 2:
      return `Mend ${failing[0]}, then ${go}.`;
    case 3:
      return `Say whether ${unknown[0]} is yours, then ${go}.`;
    case 4:
      return `${left} quiet ${left === 1 ? "day" : "days"} left until p=${next}.`;
    default:
      return `Ready: ${go}.`;
  }
}
