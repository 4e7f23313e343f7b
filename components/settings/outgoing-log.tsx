"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button } from "@/components/ui/button";
import { TableExport } from "@/components/ui/table-export";
import { useToast } from "@/components/ui/toast";
import { outgoingQuery, replayMessage } from "@/lib/client/outgoing";
import { moment } from "@/lib/core/format";
import type { MessageRow } from "@/lib/server/reports/outgoing";

const WORDS: Record<string, string> = {
  "suppression.added": "Added",
  "suppression.extended": "Extended",
  "suppression.shortened": "Shortened",
  "suppression.released": "Released",
  "webhook.test": "Test",
};

interface LogProps {
  /** Of the endpoint. */
  name: string;
  messages: MessageRow[];
  tz: string;
  now: number;
}

/** The latest messages of an endpoint, and how each went. */
export function MessageLog({ name, messages, tz, now }: LogProps) {
  return (
    <details className="mt-2">
      <summary className="w-fit cursor-pointer text-sm text-ink-2">Latest messages</summary>
      <p className="flex justify-end">
        <TableExport data={messages} what={`the messages to ${name}`} />
      </p>
      <table className="data-table middle mt-1.5">
        <thead>
          <tr>
            <th>Change</th>
            <th>When</th>
            <th>What came of it</th>
            <th className="w-24">
              <span className="sr-only">Once more</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {messages.map((message) => (
            <tr key={message.id}>
              <th scope="row" className="font-normal">
                {WORDS[message.type] ?? message.type}
                {message.size > 1 && <span className="text-ink-3"> × {message.size}</span>}
              </th>
              <td className="whitespace-nowrap text-ink-2">{moment(message.createdAt, tz, now)}</td>
              <td className="wrap-anywhere text-ink-2">{outcome(message, tz, now)}</td>
              <td className="end">
                {message.dueAt === null && message.type !== "webhook.test" && <Replay of={message} />}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}

function outcome({ error, dueAt, sentAt, attempts }: MessageRow, tz: string, now: number): string {
  if (error && dueAt !== null) return `${error} Next attempt ${moment(dueAt, tz, now)}.`;
  if (error) return attempts > 1 ? `${error} Given up after ${attempts} attempts.` : error;
  return sentAt !== null && dueAt === null ? "Taken" : "Waits to be sent";
}

function Replay({ of: { id } }: { of: MessageRow }) {
  const queries = useQueryClient();
  const toast = useToast();
  const replay = useMutation({
    mutationFn: () => replayMessage(id),
    onSuccess: () => toast({ text: "It is sent once more, under the same id." }),
    onError: (error) => toast({ text: error.message }),
    onSettled: () => queries.invalidateQueries({ queryKey: outgoingQuery().queryKey }),
  });
  return (
    <Button onClick={() => replay.mutate()} busy={replay.isPending && "Sending"}>
      Send again
    </Button>
  );
}
