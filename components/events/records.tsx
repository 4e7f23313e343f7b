import { Card } from "@/components/ui/card";
import type { MessageReport } from "@/lib/server/reports/message";
import { KIND_WORDS } from "./kind-words";
import { momentSecond } from "./moments";

interface RecordsProps {
  timeline: MessageReport["timeline"];
  tz: string;
  now: number;
}

/** Each report as it is kept: what its payload said, field by field, verbatim. Everything else of a payload is not kept. */
export function Records({ timeline, tz, now }: RecordsProps) {
  return (
    <Card title="As reported" subtitle="what is kept of each payload, verbatim" id="records">
      <ul className="grid gap-2">
        {timeline.map((entry, i) => (
          <li key={i}>
            <details>
              <summary className="cursor-pointer text-sm">
                {momentSecond(entry.at, tz, now)} · {KIND_WORDS[entry.kind]}
              </summary>
              <pre className="reply mt-1.5">{JSON.stringify(entry, null, 2)}</pre>
            </details>
          </li>
        ))}
      </ul>
    </Card>
  );
}
