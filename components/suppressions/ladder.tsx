import { useId } from "react";
import { day, moment, span } from "@/lib/core/format";
import type { Ladder } from "@/lib/core/ladder";
import { STEPS } from "@/lib/core/suppression";
import {
  Beginning,
  CROWDED,
  centre,
  FLOOR,
  IfSentNow,
  Lift,
  RungBars,
  share,
  TimeLeft,
  TopStep,
} from "./ladder-marks";
import { stepName } from "./words";

const TOP = 28;

interface Props {
  ladder: Ladder;
  /** End of the lease in force, ms; null when there is none. */
  until: number | null;
  /** The moment that is drawn, ms. */
  at: number;
  tz: string;
  /** What that moment is called. */
  called: "now" | "then";
}

/**
 * The latest cycle of an address: fourteen true days across, the five steps upwards. Across is measured in shares of
 * the width, so that the picture fits any column without a script and its text keeps its size.
 */
export function LeaseLadder({ ladder, until, at, tz, called }: Props) {
  const hatch = useId();
  const { current, ifSentNow, rungs } = ladder;
  const raised = (ladder.now ?? 0) > CROWDED ? 14 : 0;
  return (
    <svg
      className="chart block overflow-visible"
      style={{ width: "calc(100% - 52px)", height: 224 + raised, marginLeft: 44 }}
      role="img"
      aria-label={describe(ladder, until, at, tz)}
    >
      <defs>
        <pattern id={hatch} width="4" height="4" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <rect width="1.4" height="4" className="fill-edge" />
        </pattern>
      </defs>
      <g transform={`translate(0 ${raised})`}>
        <Grid ladder={ladder} at={at} tz={tz} />
        {rungs.map((rung) => (
          <RungBars key={rung.step} rung={rung} held={rung.step === current} hatch={`url(#${hatch})`} />
        ))}
        {ladder.lifts.map((lift) => (
          <Lift key={lift.to} {...lift} />
        ))}
        {current !== null && until !== null && (
          <TimeLeft rung={rungs[current]!} text={`${span(until - at)} left`} />
        )}
        {ifSentNow && current !== null && <IfSentNow {...ifSentNow} current={current} called={called} />}
        {current !== null && current < 4 && ifSentNow?.step !== 4 && <TopStep now={ladder.now} />}
        <Beginning inferred={ladder.inferred} />
        {ladder.now !== null && (
          <>
            <line
              x1={share(ladder.now)}
              x2={share(ladder.now)}
              y1={24}
              y2={FLOOR}
              className="stroke-focus"
              strokeWidth={1.5}
            />
            <text
              x={share(ladder.now)}
              y={18}
              textAnchor="middle"
              className="label"
              style={{ fill: "var(--focus)" }}
            >
              {called}
            </text>
          </>
        )}
        <line x1="100%" x2="100%" y1={24 - raised} y2={FLOOR} className="stroke-ink-2" strokeWidth={1.5} />
        <text x="100%" y={18 - raised} textAnchor="end" className="label-2">
          limit {moment(ladder.limit, tz, at)}
        </text>
      </g>
    </svg>
  );
}

function Grid({ ladder, at: shown, tz }: Pick<Props, "ladder" | "at" | "tz">) {
  return (
    <>
      {ladder.ticks.map(({ at, time }, i) => (
        <g key={time}>
          <line x1={share(at)} x2={share(at)} y1={TOP} y2={FLOOR} className="stroke-line" />
          {i % 2 === 0 && (
            <text x={share(at)} y={FLOOR + 17} textAnchor={i === 0 ? "start" : "middle"} className="axis">
              {day(time, tz, shown)}
            </text>
          )}
        </g>
      ))}
      <line x1="0" x2="100%" y1={FLOOR} y2={FLOOR} className="stroke-edge" />
      {STEPS.map((_, step) => (
        <text
          key={stepName(step)}
          x={-10}
          y={centre(step) + 4}
          textAnchor="end"
          className={step === ladder.current ? "label" : "axis"}
        >
          {stepName(step)}
        </text>
      ))}
    </>
  );
}

function describe(ladder: Ladder, until: number | null, now: number, tz: string): string {
  const start = moment(ladder.cycleStart, tz, now);
  const limit = moment(ladder.limit, tz, now);
  const lifted = ladder.lifts.length === 1 ? "lifted by one send" : `lifted by ${ladder.lifts.length} sends`;
  const state =
    ladder.current === null || until === null
      ? "no longer in force"
      : `on step ${ladder.current + 1} of 5, ${stepName(ladder.current)}, with ${span(until - now)} left`;
  return `Lease ladder. The cycle began ${start}, ${lifted}, is ${state}, and ends ${limit} at the latest.`;
}
