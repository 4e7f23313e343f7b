"use client";

import { type ReactNode, useId, useRef } from "react";
import { AS_TABLE } from "@/components/filter/href";
import { useUrlState } from "@/components/filter/use-url-state";
import { ChartExport } from "./chart-export";
import type { TableData } from "./table-export";

interface ChartCardProps {
  title: string;
  /** What is divided by what. */
  denominator?: string;
  controls?: ReactNode;
  /** One sentence that says what the chart shows; it is also the chart's accessible description. */
  summary: ReactNode;
  /** What the shade is, what is incomplete. */
  note?: ReactNode;
  /** The same numbers as a table, drawn instead of the chart when asked for. */
  table?: ReactNode;
  /** Its figures: exported as they are, not as they are written here. */
  data?: TableData;
  /** Its section of the page, and its name in the URL where it is drawn as a table. */
  id: string;
  className?: string;
  children: ReactNode;
}

/** Figure of a chart: title, denominator, controls, summary, the chart or its table, foot. */
export function ChartCard(props: ChartCardProps) {
  const { title, denominator, controls, summary, note, table, data, id, className, children } = props;
  const [listed, setListed] = useUrlState(AS_TABLE);
  const tables = listed?.split(" ") ?? [];
  const asTable = tables.includes(id);
  const turn = () => {
    const next = asTable ? tables.filter((name) => name !== id) : [...tables, id];
    setListed(next.join(" ") || null);
  };
  const summaryId = useId();
  const figure = useRef<HTMLElement>(null);
  return (
    <figure
      ref={figure}
      className={className ? `card ${className}` : "card"}
      id={id}
      aria-describedby={summaryId}
    >
      <figcaption className="card-head">
        <h2 className="heading">{title}</h2>
        {denominator && <span className="text-sm text-ink-3">{denominator}</span>}
        {controls && <div className="aside flex flex-wrap gap-2">{controls}</div>}
      </figcaption>
      <div className="card-body">
        <p className="chart-summary" id={summaryId}>
          {summary}
        </p>
        {asTable ? (
          <section
            className="-mx-[18px] mt-3 max-h-96 overflow-auto max-wide:-mx-3.5"
            aria-label={`${title}, as a table`}
            // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys.
            tabIndex={0}
          >
            {table}
          </section>
        ) : (
          children
        )}
        {(note || table || data) && (
          <div className="chart-foot">
            {note && <span>{note}</span>}
            <span className="aside">
              {table && (
                <button
                  type="button"
                  className="underline decoration-line-2 underline-offset-3 hover:decoration-current"
                  onClick={turn}
                >
                  {asTable ? "As a chart" : "As a table"}
                </button>
              )}
              <ChartExport {...{ figure, title, denominator, data }} />
            </span>
          </div>
        )}
      </div>
    </figure>
  );
}
