import { CopyButton } from "@/components/ui/copy-button";
import { Note } from "@/components/ui/note";

interface ConnectAcsProps {
  /** The webhook's address with its secret; null for those who may not see it. */
  url: string | null;
}

const EVENT_TYPES = ["Email Delivery Report Received", "Email Engagement Tracking Report Received"];

/** The steps that make ACS report each delivery here, seconds after it happened. */
export function ConnectAcs({ url }: ConnectAcsProps) {
  if (url === null)
    return (
      <Note icon="key">
        <b className="font-medium">Only an admin can connect ACS.</b> The webhook's address holds a secret.
      </Note>
    );
  return (
    <>
      <ol className="grid list-decimal gap-3.5 pl-5 marker:text-ink-3">
        <li>
          In the Azure portal open your Communication Services resource, then{" "}
          <b className="font-medium">Events</b>, then <b className="font-medium">Event Subscription</b>.
          Either schema will do.
        </li>
        <li>
          Choose two event types: <b className="font-medium">{EVENT_TYPES[0]}</b> and{" "}
          <b className="font-medium">{EVENT_TYPES[1]}</b>.
        </li>
        <li>
          As endpoint choose <b className="font-medium">Web Hook</b>, paste this address, and create it. Azure
          asks once whether the address agrees; Repute answers by itself.
          <WebhookAddress url={url} />
        </li>
      </ol>
      {!url.startsWith("https:") && (
        <Note state="watch" className="mt-3.5">
          <b className="font-medium">Azure delivers to https only.</b> Give this installation a certificate,
          or put it behind a proxy that has one, and start it with that public address.
        </Note>
      )}
    </>
  );
}

/** The address as evidence: quoted, wrapped, to be copied whole. */
export function WebhookAddress({ url }: { url: string }) {
  return (
    <span className="mt-2 flex items-center gap-1 rounded-2 border border-line-2 bg-sunken py-1 pr-1 pl-2.5">
      <code className="min-w-0 flex-1 text-sm wrap-anywhere">{url}</code>
      <CopyButton text={url} what="webhook address" />
    </span>
  );
}
