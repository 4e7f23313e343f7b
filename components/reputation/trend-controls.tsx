"use client";

import { FIRST_PAGE } from "@/components/filter/pages";
import { replaceParams } from "@/components/filter/use-url-state";
import { useKeys } from "@/components/shell/use-keys";
import { Button } from "@/components/ui/button";
import { Chevron } from "@/components/ui/icon";
import { Menu, MenuItem, MenuLabel } from "@/components/ui/menu";
import { Segmented } from "@/components/ui/segmented";
import { countDays } from "@/lib/core/buckets";
import type { Filter } from "@/lib/core/filter";
import { GRAINS, type Grain, grainOf } from "@/lib/core/grain";
import { BASES, METRIC_NAMES, metricOf } from "@/lib/core/metrics";
import type { TrendReport } from "@/lib/server/reports/trend";
import type { ReputationState } from "./state";

const SHOW = [
  { value: "rates", label: "Rates" },
  { value: "counts", label: "Counts" },
] as const;
const GRAIN_WORDS: Record<Grain, string> = { hour: "Hour", day: "Day", week: "Week", month: "Month" };

interface TrendControlsProps {
  state: ReputationState;
  report: TrendReport;
  filter: Filter;
}

/** What the chart shows, of what, how fine, and whether the period before lies behind it. */
export function TrendControls({ state, report, filter }: TrendControlsProps) {
  const { metric, show, base, compare } = state;
  const { label, bases } = metricOf(metric);
  const grains = GRAINS.filter(
    (grain) =>
      grainOf(grain, filter) === grain &&
      !(grain === "hour" && report.utc) &&
      !(grain === "month" && countDays(filter.from, filter.to) < 29),
  );
  const toggle = () => replaceParams({ compare: compare ? "off" : null });
  useKeys({ x: toggle });
  return (
    <>
      <Menu
        trigger={
          <Button>
            {label}
            <Chevron />
          </Button>
        }
      >
        <MenuLabel>Metric</MenuLabel>
        {METRIC_NAMES.map((name) => (
          <MenuItem
            key={name}
            chosen={name === metric}
            onSelect={() =>
              replaceParams({ ...FIRST_PAGE, metric: name === "failures" ? null : name, over: null })
            }
          >
            {metricOf(name).countTitle}
          </MenuItem>
        ))}
      </Menu>
      {show === "rates" && bases.length > 1 && (
        <Menu
          trigger={
            <Button>
              <span className="font-normal text-ink-3">over</span> {BASES[base].of}
              <Chevron />
            </Button>
          }
        >
          <MenuLabel>Denominator</MenuLabel>
          {bases.map((name) => (
            <MenuItem
              key={name}
              chosen={name === base}
              onSelect={() => replaceParams({ ...FIRST_PAGE, over: name === bases[0] ? null : name })}
            >
              over {BASES[name].of}
            </MenuItem>
          ))}
        </Menu>
      )}
      <Segmented
        label="Rates or counts"
        options={SHOW}
        value={show}
        onChange={(next) => replaceParams({ show: next === "rates" ? null : next })}
      />
      {grains.length > 1 && (
        <Segmented
          label="By"
          options={grains.map((value) => ({ value, label: GRAIN_WORDS[value] }))}
          value={report.grain}
          onChange={(grain) => replaceParams({ grain })}
        />
      )}
      <Button aria-pressed={compare} onClick={toggle}>
        Period before
      </Button>
    </>
  );
}
