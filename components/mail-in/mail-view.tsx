"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { momentSecond } from "@/components/events/moments";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Note } from "@/components/ui/note";
import { QueryBlock } from "@/components/ui/query-block";
import { StateLabel } from "@/components/ui/state-label";
import { useToast } from "@/components/ui/toast";
import { readMailAgain } from "@/lib/client/quarantine";
import { reportQuery } from "@/lib/client/queries";
import { bytes } from "@/lib/core/format";
import type { MailState } from "@/lib/core/mail-in/kind";
import { MAIL_KIND_WORDS, MAIL_STATE_WORDS } from "@/lib/core/mail-in/words";
import type { MailReport } from "@/lib/server/reports/incoming-mails";
import { Became } from "./became";
import { GLYPH_OF } from "./state";

const ROUTE_WORDS = { smtp: "the mail listener", imap: "the mailbox", http: "HTTP" };
const FATES: Record<MailState, string> = {
  new: "It is kept, and is about to be dealt with.",
  taken: "It was taken in.",
  noted: "It asks for nothing, and changed nothing.",
  unverified: "Nothing proves that it is about a mail of ours, so it changed nothing.",
  quarantined: "It could not be read, and is kept as it came.",
};

interface MailViewProps {
  digest: string;
  /** An admin may have it read again. */
  mayReplay: boolean;
  tz: string;
  now: number;
}

/** One mail that came in: what it is, what became of it, and all of it as it came. */
export function MailView({ digest, mayReplay, tz, now }: MailViewProps) {
  const query = useQuery(reportQuery("incoming-mail", null, { digest }));
  return (
    <div className="page">
      <QueryBlock query={query} what="This mail" height={500}>
        {(mail) => (
          <>
            <p className="opening">{FATES[mail.state]}</p>
            <div className="grid items-start gap-5 full:grid-cols-[400px_minmax(0,1fr)]">
              <Card title={MAIL_KIND_WORDS[mail.kind]}>
                <Facts mail={mail} tz={tz} now={now} />
                {mayReplay && mail.state !== "taken" && mail.text !== "" && <ReadAgain digest={digest} />}
              </Card>
              <Card title="As it came" subtitle={bytes(mail.size)}>
                {mail.text === "" ? (
                  <p className="text-ink-3">What it said is not kept any more.</p>
                ) : (
                  <pre className="text-sm whitespace-pre-wrap wrap-anywhere">{mail.text}</pre>
                )}
              </Card>
            </div>
          </>
        )}
      </QueryBlock>
    </div>
  );
}

function Facts({ mail, tz, now }: { mail: MailReport; tz: string; now: number }) {
  return (
    <dl className="facts">
      <dt>State</dt>
      <dd>
        <StateLabel state={GLYPH_OF[mail.state]}>{MAIL_STATE_WORDS[mail.state]}</StateLabel>
      </dd>
      <dt>Outcome</dt>
      <dd className="wrap-anywhere">
        <Became row={mail} />
      </dd>
      <dt>From</dt>
      <dd className="wrap-anywhere">{mail.sender || <span className="text-ink-3">not said</span>}</dd>
      <dt>Subject</dt>
      <dd className="wrap-anywhere">{mail.subject || <span className="text-ink-3">none</span>}</dd>
      <dt>To</dt>
      <dd className="wrap-anywhere">
        {mail.recipients.join(", ") || <span className="text-ink-3">as its header says</span>}
      </dd>
      <dt>Came</dt>
      <dd>
        {momentSecond(mail.receivedAt, tz, now)}, by {ROUTE_WORDS[mail.route]}
      </dd>
      {mail.handledAt !== null && (
        <>
          <dt>Looked at</dt>
          <dd>{momentSecond(mail.handledAt, tz, now)}</dd>
        </>
      )}
    </dl>
  );
}

/** Another try at a mail that changed nothing: after an upgrade, or once its delivery is known. */
function ReadAgain({ digest }: { digest: string }) {
  const queries = useQueryClient();
  const toast = useToast();
  const again = useMutation({
    mutationFn: () => readMailAgain(digest),
    onSuccess: async ({ state }) => {
      await queries.invalidateQueries();
      toast({ text: FATES[state] });
    },
  });
  return (
    <>
      <Button className="mt-4" busy={again.isPending && "Reading"} onClick={() => again.mutate()}>
        Read it again
      </Button>
      {again.error && (
        <Note state="alert" live className="mt-3">
          {again.error.message}
        </Note>
      )}
    </>
  );
}
