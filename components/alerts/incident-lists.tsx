import Link from "next/link";
import { Card } from "@/components/ui/card";
import { StateLabel } from "@/components/ui/state-label";
import { TableExport } from "@/components/ui/table-export";
import { moment, span } from "@/lib/core/format";
import type { Alerts, OpenIncident } from "@/lib/server/reports/alerts";
import { incidentStanding } from "./words";

interface ListProps<Row> {
  incidents: Row[];
  tz: string;
  now: number;
}

/** What is open, the newest first: the one thing on this page that asks for somebody. */
export function OpenIncidents({ incidents, tz, now }: ListProps<OpenIncident>) {
  if (incidents.length === 0) return null;
  return (
    <Card
      title="Open incidents"
      id="open"
      aside={<TableExport data={incidents} what="the open incidents" />}
      flush
      className="mt-4"
    >
      <table className="data-table stacks middle">
        <thead>
          <tr>
            <th>State</th>
            <th>Incident</th>
            <th>Opened</th>
            <th>Owner</th>
          </tr>
        </thead>
        <tbody>
          {incidents.map((incident) => {
            const { state, word } = incidentStanding(incident);
            return (
              <tr key={incident.id} className="opens max-wide:grid-cols-[minmax(0,1fr)_auto]">
                <td className="w-32 max-wide:col-start-2 max-wide:row-start-1">
                  <StateLabel state={state}>{word}</StateLabel>
                </td>
                <th scope="row" className="max-wide:row-start-1">
                  <Link className="cover font-medium" href={`/alerts/${incident.id}`}>
                    {incident.name}
                  </Link>
                  <div className="text-sm text-ink-3">Incident {incident.id}</div>
                </th>
                <td className="text-ink-2 max-wide:text-sm">
                  {moment(incident.openedAt, tz, now)}
                  <div className="text-sm text-ink-3">open for {span(now - incident.openedAt)}</div>
                </td>
                <td className="text-ink-2 wrap-anywhere max-wide:text-sm">
                  {incident.owner || (incident.acknowledged ? "acknowledged" : "nobody yet")}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </Card>
  );
}

/** The latest that are over. */
export function ResolvedIncidents({ incidents, tz, now }: ListProps<Alerts["resolved"][number]>) {
  if (incidents.length === 0) return null;
  return (
    <Card
      title="Resolved"
      subtitle={`the latest ${incidents.length}`}
      id="resolved"
      aside={<TableExport data={incidents} what="the resolved incidents" />}
      flush
      className="mt-8"
    >
      <table className="data-table stacks middle">
        <thead>
          <tr>
            <th>Incident</th>
            <th>Opened</th>
            <th>Resolved</th>
            <th className="end">Lasted</th>
          </tr>
        </thead>
        <tbody>
          {incidents.map(({ id, name, openedAt, resolvedAt }) => (
            <tr key={id} className="opens max-wide:grid-cols-[minmax(0,1fr)_auto]">
              <th scope="row">
                <Link className="cover font-medium" href={`/alerts/${id}`}>
                  {name}
                </Link>
                <span className="text-ink-3"> · {id}</span>
              </th>
              <td className="text-ink-2 max-wide:hidden">{moment(openedAt, tz, now)}</td>
              <td className="text-ink-2 max-wide:row-start-2 max-wide:text-sm">
                {moment(resolvedAt, tz, now)}
              </td>
              <td className="end text-ink-2">{span(resolvedAt - openedAt)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Card>
  );
}
