"use client";

import type { RefObject } from "react";
import { drawingOf, pngOf, svgOf } from "@/components/charts/picture";
import { Menu, MenuItem, MenuSeparator } from "./menu";
import { save } from "./save";
import { fileName, type TableData, TableItems } from "./table-export";
import { useToast } from "./toast";

interface ChartExportProps {
  /** Holds the chart. */
  figure: RefObject<HTMLElement | null>;
  title: string;
  denominator?: string;
  /** The chart's figures; without them there is the picture alone. */
  data?: TableData;
}

/** A chart, or what is laid out as one of other elements. */
const DRAWN = ".chart svg, [data-drawing]";

/** A chart as picture or drawing, and its figures as a file. */
export function ChartExport({ figure, title, denominator, data }: ChartExportProps) {
  const toast = useToast();
  const name = fileName(title);
  const draw = async (kind: "png" | "svg") => {
    const chart = figure.current?.querySelector(DRAWN);
    if (!chart) return toast({ text: "Show it as a chart first: what is drawn is exported." });
    const summary = figure.current?.querySelector(".chart-summary")?.textContent ?? "";
    const lines = [denominator ?? "", ...wrapped(summary, chart.getBoundingClientRect().width)];
    const drawing = drawingOf(chart, { title, lines: lines.filter(Boolean) });
    save(kind === "svg" ? svgOf(drawing) : await pngOf(drawing), `${name}.${kind}`);
  };
  return (
    <Menu
      trigger={
        <button
          type="button"
          className="underline decoration-line-2 underline-offset-3 hover:decoration-current"
        >
          Export<span className="sr-only"> {title}</span>
        </button>
      }
    >
      <MenuItem onSelect={() => draw("png")}>Picture (PNG)</MenuItem>
      <MenuItem onSelect={() => draw("svg")}>Drawing (SVG)</MenuItem>
      {data && (
        <>
          <MenuSeparator />
          <TableItems data={data} name={name} />
        </>
      )}
    </Menu>
  );
}

/** Of a letter at 12.5 px, about. */
const LETTER = 6.2;

/** A sentence in lines that fit the chart's width. */
function wrapped(sentence: string, width: number): string[] {
  const most = Math.max(24, Math.floor(width / LETTER));
  const lines: string[] = [];
  for (const word of sentence.split(/\s+/)) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length < most) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
