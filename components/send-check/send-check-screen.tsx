"use client";

import { useMutation } from "@tanstack/react-query";
import { useSearchParams } from "next/navigation";
import { useState } from "react";
import { checkList } from "@/lib/client/send-check";
import type { SendCheck } from "@/lib/core/send-check/findings";
import { type GivenList, ListForm } from "./list-form";
import { SendCheckResult } from "./send-check-result";

interface Checked {
  list: GivenList;
  check: SendCheck;
  /** ms */
  at: number;
}

/** A list is given, judged, and taken home without what speaks against it. It lives in this window only. */
export function SendCheckScreen({ tz }: { tz: string }) {
  const params = useSearchParams();
  const listId = Number(params.get("list")) || undefined;
  const sender = params.get("sender") ?? undefined;
  const [checked, setChecked] = useState<Checked | null>(null);
  const run = useMutation({
    mutationFn: ({ list, column }: { list: GivenList; column?: number }) =>
      checkList(list.content, { column, listId, sender }),
    onSuccess: (check, { list }) => setChecked({ list, check, at: Date.now() }),
    gcTime: 0,
  });
  const error = run.error?.message ?? null;
  return (
    <div className="page">
      {checked ? (
        <SendCheckResult
          // Another column is another list.
          key={checked.at}
          list={checked.list}
          check={checked.check}
          checkedAt={checked.at}
          tz={tz}
          busy={run.isPending}
          error={error}
          onColumn={(column) => run.mutate({ list: checked.list, column })}
          onAnother={() => {
            setChecked(null);
            run.reset();
          }}
        />
      ) : (
        <>
          <p className="opening">What would become of a list, if you sent to it now?</p>
          <ListForm busy={run.isPending} error={error} onCheck={(list) => run.mutate({ list })} />
        </>
      )}
    </div>
  );
}
