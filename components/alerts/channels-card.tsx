"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Menu, MenuItem } from "@/components/ui/menu";
import { Note } from "@/components/ui/note";
import { StateLabel } from "@/components/ui/state-label";
import { TableExport } from "@/components/ui/table-export";
import { changeChannel, testChannel } from "@/lib/client/alerts";
import { ago, counted } from "@/lib/core/format";
import type { AlertChannelRow, AlertRuleRow } from "@/lib/server/reports/alerts";
import { ChannelDialog } from "./channel-dialog";
import { RemoveDialog } from "./remove-dialog";
import { useSave } from "./use-save";
import { CHANNEL_WORDS, DIGEST_WORDS, leadsTo } from "./words";

interface ChannelsCardProps {
  channels: AlertChannelRow[];
  rules: AlertRuleRow[];
  /** Whether they may be changed and tried. */
  admin: boolean;
  tz: string;
  now: number;
}

/** Who is told, how it went the last time, and when nothing is sent. */
export function ChannelsCard({ channels, rules, admin, tz, now }: ChannelsCardProps) {
  const [editing, setEditing] = useState<AlertChannelRow | "new" | null>(null);
  return (
    <Card
      title="Channels"
      subtitle="who is told when an incident opens, stays open and is resolved"
      id="channels"
      flush
      className="mt-8"
      aside={
        <>
          {channels.length > 0 && <TableExport data={channels} what="the channels" />}
          {admin && (
            <Button icon="plus" onClick={() => setEditing("new")}>
              New channel
            </Button>
          )}
        </>
      }
    >
      {channels.length === 0 ? (
        <p className="px-[18px] pb-4 text-ink-2 max-wide:px-3.5">
          Nobody is told.{" "}
          {admin ? "Make a channel: e-mail, Slack, or a signed webhook." : "An admin can make a channel."}
        </p>
      ) : (
        <table className="data-table stacks middle">
          <thead>
            <tr>
              <th>Channel</th>
              <th>Quiet hours</th>
              <th>Digest</th>
              <th>Last message</th>
              <th className="w-44">
                <span className="sr-only">Test, more</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {channels.map((row) => (
              <ChannelLine key={row.id} {...{ row, rules, admin, now }} onEdit={() => setEditing(row)} />
            ))}
          </tbody>
        </table>
      )}
      <p className="card-foot">
        <span>
          Quiet hours and digests keep to {tz}. What comes in quiet hours is sent when they are over.
        </span>
        {!admin && <span>Only an admin may change channels.</span>}
      </p>
      {editing && (
        <ChannelDialog
          row={editing === "new" ? null : editing}
          rules={rules.length}
          onClose={() => setEditing(null)}
        />
      )}
    </Card>
  );
}

interface LineProps extends Pick<ChannelsCardProps, "rules" | "admin" | "now"> {
  row: AlertChannelRow;
  onEdit(): void;
}

function ChannelLine({ row, rules, admin, now, onEdit }: LineProps) {
  const { id, channel, last } = row;
  const naming = rules.filter(({ rule }) => rule.channels.includes(id)).length;
  return (
    <tr className="max-wide:grid-cols-[minmax(0,1fr)_auto]">
      <th scope="row" className="min-w-0 max-wide:col-span-2">
        <div className="font-medium wrap-anywhere">{channel.name}</div>
        <div className="text-sm text-ink-2 wrap-anywhere">
          {CHANNEL_WORDS[channel.kind]} · {leadsTo(channel)}
        </div>
        <div className="text-sm text-ink-3">
          {naming === 0 ? "no rule names it" : `named by ${counted(naming, "rule")}`}
        </div>
      </th>
      <td className="text-ink-2 max-wide:hidden">
        {channel.quiet ? `${channel.quiet.from} – ${channel.quiet.to}` : "None"}
      </td>
      <td className="text-ink-2 max-wide:hidden">{DIGEST_WORDS[channel.digest]}</td>
      <td className="max-wide:text-sm">
        {channel.on ? <LastMessage last={last} now={now} /> : <StateLabel state="none">Off</StateLabel>}
      </td>
      <td className="end">{admin && <ChannelActions row={row} onEdit={onEdit} />}</td>
    </tr>
  );
}

function LastMessage({ last, now }: { last: AlertChannelRow["last"]; now: number }) {
  if (!last) return <StateLabel state="none">Nothing sent yet</StateLabel>;
  if (last.sent) return <StateLabel state="ok">Taken {ago(now - last.at)}</StateLabel>;
  if (!last.error) return <StateLabel state="healing">Waits to be sent</StateLabel>;
  return (
    <>
      <StateLabel state="alert">Not taken</StateLabel>
      <div className="text-sm text-ink-2 wrap-anywhere">{last.error}</div>
    </>
  );
}

function ChannelActions({ row: { id, channel }, onEdit }: { row: AlertChannelRow; onEdit(): void }) {
  const [removing, setRemoving] = useState(false);
  const test = useSave({
    change: testChannel,
    done: (_, { error }) => (error ? `The test was not taken: ${error}` : `${channel.name} took the test.`),
  });
  const flip = useSave({
    change: changeChannel,
    done: (input) => `${channel.name} is ${input.channel.on ? "on" : "off"}.`,
  });
  const problem = test.problem ?? flip.problem;
  return (
    <span className="inline-flex flex-wrap items-center justify-end gap-1">
      <Button onClick={() => test.save.mutate(id)} busy={test.save.isPending && "Sending"}>
        Send a test<span className="sr-only"> to {channel.name}</span>
      </Button>
      <Menu
        trigger={
          <Button variant="bare" icon="more" iconOnly>
            More of {channel.name}
          </Button>
        }
      >
        <MenuItem onSelect={onEdit}>Change…</MenuItem>
        <MenuItem onSelect={() => flip.save.mutate({ id, channel: { ...channel, on: !channel.on } })}>
          {channel.on ? "Turn off" : "Turn on"}
        </MenuItem>
        <MenuItem danger onSelect={() => setRemoving(true)}>
          Remove…
        </MenuItem>
      </Menu>
      {problem && (
        <Note state="alert" live>
          {problem.message}
        </Note>
      )}
      {removing && (
        <RemoveDialog kind="channel" id={id} name={channel.name} onClose={() => setRemoving(false)} />
      )}
    </span>
  );
}
