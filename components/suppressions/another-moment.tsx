"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useSearchParams } from "next/navigation";
import { type FormEvent, useState } from "react";
import { replaceParams } from "@/components/filter/use-url-state";
import { Button } from "@/components/ui/button";
import { ErrorState } from "@/components/ui/error-state";
import { Field, Input } from "@/components/ui/field";
import { reportQuery } from "@/lib/client/queries";
import { Problem } from "@/lib/client/request";
import { moment } from "@/lib/core/format";
import { fromLocalInput, localInput } from "@/lib/core/local-time";
import { AddressHistory } from "./address-history";
import { LeaseFigure } from "./lease-figure";
import { readState } from "./state";
import { answerWords } from "./words";

interface Props {
  recipient: string;
  /** The moment of the rest of the inspector, ms. */
  now: number;
  tz: string;
}

/** Asks the same history about any past or coming moment, and shows the ladder and the events as they stood then. The URL carries the moment in UTC. */
export function AnotherMoment({ recipient, now, tz }: Props) {
  const { at } = readState(useSearchParams());
  const [error, setError] = useState<string>();

  const askAbout = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const typed = String(new FormData(event.currentTarget).get("moment"));
    const moment = fromLocalInput(typed, tz);
    setError(moment === null ? "Give a day and a time." : undefined);
    if (moment !== null) replaceParams({ at: new Date(moment).toISOString() });
  };
  return (
    <>
      <form className="flex items-end gap-2" onSubmit={askAbout} noValidate>
        <Field className="flex-1" label={`Day and time in ${tz.replaceAll("_", " ")}`} error={error}>
          <Input
            type="datetime-local"
            name="moment"
            key={`${recipient} ${at}`}
            defaultValue={at === null ? "" : localInput(at, tz)}
            min="2000-01-01T00:00"
            max="2099-12-31T23:59"
          />
        </Field>
        <Button type="submit" className="h-[34px] max-wide:h-11">
          Ask
        </Button>
      </form>
      {at !== null && <Answer recipient={recipient} at={at} now={now} tz={tz} />}
    </>
  );
}

function Answer({ recipient, at, now, tz }: Props & { at: number }) {
  const query = useQuery({
    ...reportQuery("address", null, { recipient, at }),
    placeholderData: keepPreviousData,
  });
  if (query.error)
    return (
      <div className="mt-3">
        <ErrorState
          what="The answer"
          reason={query.error.message}
          requestId={query.error instanceof Problem ? query.error.requestId : undefined}
          onRetry={() => query.refetch()}
        />
      </div>
    );
  if (!query.data) return <p className="mt-2 text-sm text-ink-3">Asking</p>;
  const report = query.data;
  const { verdict, why } = answerWords(report, now, tz);
  const events = report.history.length + report.entries.length;
  return (
    <>
      <p className="mt-2 text-sm" role="status">
        <span className="text-ink-3">{moment(at, tz, now)}: </span>
        <b className="font-medium">{verdict}</b> <span className="text-ink-2">{why}</span>
      </p>
      <LeaseFigure report={report} tz={tz} called="then" />
      {events > 0 && (
        <details className="mt-3">
          <summary className="w-fit cursor-pointer text-sm text-ink-2">What had led there by then</summary>
          <div className="mt-3">
            <AddressHistory key={at} report={report} tz={tz} />
          </div>
        </details>
      )}
    </>
  );
}
