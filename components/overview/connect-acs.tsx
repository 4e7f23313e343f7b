import type { ReactNode } from "react";
import { CopyButton } from "@/components/ui/copy-button";
import { StateGlyph } from "@/components/ui/state-label";

/**
 * The steps in the Azure portal, and what to enter there.
 * @param webhook the address with its secret; null for those who may not see it
 */
export function ConnectAcs({ webhook }: { webhook: string | null }) {
  const [address, secret] = webhook?.split("?secret=") ?? [];
  return (
    <>
      <p>
        New deliveries appear seconds after they happen. Three steps in the Azure portal, about four minutes.
      </p>
      {webhook && address && secret ? (
        <div className="w-full">
          <Copied label="Your webhook address" what="webhook address" text={webhook}>
            {address}
            <span className="text-ink-3">?secret=…</span>
          </Copied>
          <Copied label="Its secret" what="secret" text={secret}>
            {secret}
          </Copied>
          <p className="mb-3 flex items-center gap-1.5 text-sm text-ink-2">
            <span className="state-none">
              <StateGlyph state="none" />
            </span>
            Waiting for the first event
          </p>
          <details>
            <summary className="btn btn-primary list-none">Show me the steps</summary>
            <Steps />
          </details>
        </div>
      ) : (
        <p className="text-sm text-ink-3">Only admins see the webhook's address and its secret.</p>
      )}
    </>
  );
}

interface CopiedProps {
  label: string;
  what: string;
  /** What is copied; it may be more than is shown. */
  text: string;
  children: ReactNode;
}

function Copied({ label, what, text, children }: CopiedProps) {
  return (
    <div className="mb-2.5">
      <div className="mb-1 text-sm text-ink-3">{label}</div>
      <div className="flex items-center gap-1 rounded-2 border border-line-2 bg-sunken pl-2.5">
        <code className="min-w-0 flex-1 truncate text-[12px]">{children}</code>
        <CopyButton what={what} text={text} />
      </div>
    </div>
  );
}

function Steps() {
  return (
    <ol className="mt-4 list-decimal space-y-2 pl-5 text-sm text-ink-2">
      <li>
        Open your Communication Services resource, then <b className="font-medium text-ink">Events</b>, and
        add an <b className="font-medium text-ink">Event subscription</b>. Either schema will do.
      </li>
      <li>
        Filter to the event types <b className="font-medium text-ink">Email Delivery Report Received</b> and{" "}
        <b className="font-medium text-ink">Email Engagement Tracking Report Received</b>.
      </li>
      <li>
        As endpoint choose <b className="font-medium text-ink">Web Hook</b> and paste the copied address: the
        secret is its last part. Azure asks once whether it is yours, and is answered by itself.
      </li>
    </ol>
  );
}
