"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { REASONS } from "@/components/suppressions/words";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Field, Input, Select } from "@/components/ui/field";
import { Note } from "@/components/ui/note";
import { fieldsFor, type MailingFields } from "@/lib/client/mailing-links";
import { Snippet } from "./snippet";

export interface BuilderProps {
  /** The public address of this installation. */
  origin: string;
  /** Whether it begins with https. */
  secure: boolean;
  /** The list of the mailing; undefined while there is none that can be left. */
  list: { id: number; name: string } | undefined;
  lists: { id: number; name: string }[];
}

/** The fields of a mailing to one list: for a test mail at once, for all recipients by a program. */
export function HeadersBuilder({ origin, secure, list, lists }: BuilderProps) {
  const router = useRouter();
  const id = list?.id ?? "LIST";
  const api = `curl -H "Authorization: Bearer $REPUTE_KEY" --data-binary @addresses.csv \\\n  "${origin}/api/v1/lists/${id}/links?mailing=Forty+new+titles" > links.csv`;
  const command = `repute links ${id} --mailing "Forty new titles" < addresses.csv > links.csv`;
  return (
    <Card id="builder" title="Make them" subtitle="personal, one for each recipient">
      {!secure && (
        <Note state="watch" className="mb-3">
          One-click unsubscribe needs https. Set PUBLIC_URL to the https address of this installation.
        </Note>
      )}
      {list ? (
        <Field label="The mailing goes to" hint="Its token leaves this list, and no other.">
          <Select
            value={list.id}
            onChange={({ target }) =>
              router.replace(`/lists/headers?list=${target.value}`, { scroll: false })
            }
          >
            {lists.map((one) => (
              <option key={one.id} value={one.id}>
                {one.name}
              </option>
            ))}
          </Select>
        </Field>
      ) : (
        <Note>A token belongs to a marketing list. There is none in use yet: make one under Lists.</Note>
      )}
      {list && secure && <OneAddress key={list.id} list={list} />}
      <h3 className="heading mt-5">For all recipients</h3>
      <p className="mt-1 text-sm text-ink-2">
        Send the addresses of a mailing, and take both fields out of the columns of the answer. A key needs
        the scope recipients:write.
      </p>
      <Snippet what="Call of the API" text={api} />
      <Snippet what="Command line" text={command} />
      <p className="text-sm text-ink-2">
        Your DKIM signature must name both fields in h=, or receivers show no button.
      </p>
    </Card>
  );
}

/** The fields as one recipient gets them, to be copied into a test mail. */
function OneAddress({ list }: { list: { id: number; name: string } }) {
  const [address, setAddress] = useState("");
  const make = useMutation({ mutationFn: (of: string) => fieldsFor(list.id, of) });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    make.mutate(address.trim());
  };
  return (
    <>
      <form className="mt-4 flex flex-wrap items-end gap-2" onSubmit={submit}>
        <Field label="For one address, such as your own" className="min-w-0 flex-[1_1_220px]">
          <Input
            type="email"
            required
            maxLength={320}
            autoComplete="off"
            value={address}
            onChange={({ target }) => setAddress(target.value)}
          />
        </Field>
        <Button type="submit" busy={make.isPending && "Making"}>
          Make the fields
        </Button>
      </form>
      <div aria-live="polite">
        {make.error && (
          <Note state="alert" className="mt-3">
            {make.error.message}
          </Note>
        )}
        {make.data && <Made fields={make.data} list={list.name} />}
      </div>
    </>
  );
}

function Made({ fields, list }: { fields: MailingFields; list: string }) {
  const { address, send } = fields;
  if (send !== "yes") {
    const why = REASONS.find(({ reason }) => reason === send)?.title ?? send;
    return (
      <Note state="watch" className="mt-3">
        {address} must not get a mailing of {list}: {why}.
      </Note>
    );
  }
  const names = ["List-Unsubscribe", "List-Unsubscribe-Post"] as const;
  const text = names.map((name) => `${name}: ${fields[name]}`).join("\n");
  return <Snippet what={`Header fields for ${address}`} text={text} />;
}
