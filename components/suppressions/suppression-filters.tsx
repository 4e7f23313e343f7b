"use client";

import { useQuery } from "@tanstack/react-query";
import { withParams } from "@/components/filter/href";
import { Button } from "@/components/ui/button";
import { Chevron } from "@/components/ui/icon";
import { Menu, MenuItem, MenuLabel, MenuSeparator } from "@/components/ui/menu";
import { reportQuery } from "@/lib/client/queries";
import { FIRST_PAGE, readState } from "./state";
import { ENDS_WORDS, REASONS, SCOPE_WORDS, STEP_NAMES } from "./words";

/** Reason, step, end and scope, each a menu whose button says what is chosen. */
export function SuppressionFilters({ params }: { params: URLSearchParams }) {
  const { reason, step, ends, scope, sender } = readState(params);
  const href = (changes: Record<string, string | null>) => withParams(params, { ...FIRST_PAGE, ...changes });
  return (
    <>
      <Menu trigger={<Chooser>{REASONS.find((one) => one.reason === reason)?.title ?? "Reason"}</Chooser>}>
        <MenuItem shallow href={href({ reason: null })} chosen={reason === null}>
          Any reason
        </MenuItem>
        {REASONS.map((one) => (
          <MenuItem
            key={one.reason}
            shallow
            href={href({
              reason: one.reason,
              ...(one.reason === "bounce" ? { scope: null } : { step: null }),
            })}
            chosen={one.reason === reason}
          >
            {one.title}
          </MenuItem>
        ))}
      </Menu>
      <Menu trigger={<Chooser>{step === null ? "Step" : `Step ${step + 1}`}</Chooser>}>
        <MenuItem shallow href={href({ step: null })} chosen={step === null}>
          Any step, or none
        </MenuItem>
        {STEP_NAMES.map((name, index) => (
          <MenuItem
            key={name}
            shallow
            href={href({
              step: String(index + 1),
              reason: reason === "bounce" ? reason : null,
              scope: null,
              ends: ends === "never" ? null : ends,
            })}
            chosen={index === step}
            aside={name}
          >
            Step {index + 1}
          </MenuItem>
        ))}
      </Menu>
      <Menu trigger={<Chooser>{ends ? ENDS_WORDS[ends] : "Ends"}</Chooser>}>
        <MenuItem shallow href={href({ ends: null })} chosen={ends === null}>
          Whenever it ends
        </MenuItem>
        {(["day", "week", "never"] as const).map((one) => (
          <MenuItem
            key={one}
            shallow
            href={href({ ends: one, ...(one === "never" && { step: null }) })}
            chosen={one === ends}
          >
            {ENDS_WORDS[one]}
          </MenuItem>
        ))}
      </Menu>
      <Menu trigger={<Chooser>{sender ?? (scope ? SCOPE_WORDS[scope] : "Scope")}</Chooser>}>
        <MenuItem shallow href={href({ scope: null })} chosen={scope === null && sender === null}>
          Any mail
        </MenuItem>
        {(["all", "list", "sender"] as const).map((one) => (
          <MenuItem key={one} shallow href={href({ scope: one, step: null })} chosen={one === scope}>
            {SCOPE_WORDS[one]}
          </MenuItem>
        ))}
        <SenderDomains chosen={sender} href={(domain) => href({ scope: domain, step: null })} />
      </Menu>
    </>
  );
}

function SenderDomains({ chosen, href }: { chosen: string | null; href(domain: string): string }) {
  const senders = useQuery(reportQuery("senders", null)).data ?? [];
  if (senders.length === 0) return null;
  return (
    <>
      <MenuSeparator />
      <MenuLabel>Mail from one domain of ours</MenuLabel>
      {senders.slice(0, 20).map(({ domain }) => (
        <MenuItem key={domain} shallow href={href(domain)} chosen={domain === chosen}>
          {domain}
        </MenuItem>
      ))}
    </>
  );
}

/** Takes what the menu gives its button. */
function Chooser({ children, ...rest }: React.ComponentProps<"button">) {
  return (
    <Button {...rest}>
      {children}
      <Chevron />
    </Button>
  );
}
