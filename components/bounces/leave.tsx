"use client";

import { useRouter } from "next/navigation";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { Icon } from "@/components/ui/icon";
import { Note } from "@/components/ui/note";
import { publisherOf } from "@/lib/core/bounce/documents";

/** Asks before an address out of a bounce is opened. @param url checked, as `urlsIn` gives it */
export function Leave({ url }: { url: string }) {
  const router = useRouter();
  const { host, protocol } = new URL(url);
  const by = publisherOf(url);
  const at = url.indexOf(host, protocol.length);
  const stay = () => (window.history.length > 1 ? router.back() : router.push("/bounces"));
  return (
    <div className="page">
      <p className="opening">
        You are leaving Repute: this address came from a bounce message. Open it only if you know where it
        leads.
      </p>
      <section className="card card-body max-w-[720px]" aria-label="The address">
        <div className="flex items-start gap-1">
          <p className="reply min-w-0 flex-1" dir="ltr">
            {url.slice(0, at)}
            <strong className="font-semibold text-ink">{host}</strong>
            {url.slice(at + host.length)}
          </p>
          <CopyButton what="address" text={url} />
        </div>
        <dl className="facts mt-3.5">
          <dt>Leads to</dt>
          <dd>
            <span className="font-mono text-[12.5px]">{host}</span>
            {by && <span className="text-ink-2">, a site of {by}</span>}
          </dd>
          <dt>Told of you</dt>
          <dd>Nothing by Repute: the page is not told where you came from.</dd>
        </dl>
        {protocol === "http:" && (
          <Note state="watch" className="mt-3.5">
            The address is not encrypted (http): others on the way can read and change that page.
          </Note>
        )}
        <div className="mt-4 flex flex-wrap gap-2">
          <Button onClick={stay}>Stay in Repute</Button>
          <a
            className="btn btn-primary min-w-0"
            href={url}
            target="_blank"
            rel="noreferrer noopener"
            referrerPolicy="no-referrer"
          >
            <Icon name="open" />
            <span className="truncate">Open {host}</span>
          </a>
        </div>
      </section>
      <p className="mt-4 max-w-[52em] text-sm text-ink-3">
        Whoever answered your mail wrote this address. Repute has not opened it and does not know what is
        there.
      </p>
    </div>
  );
}
