"use client";

import { type FormEvent, useState } from "react";
import { FileDrop } from "@/components/imports/file-drop";
import { preferencesPage } from "@/components/recipients/preferences";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Field, Input } from "@/components/ui/field";
import { Note } from "@/components/ui/note";
import { changeBrand } from "@/lib/client/mutations";
import { type BrandFields, colourFault, LARGEST_LOGO } from "@/lib/core/brand";
import { RECIPIENT_WORDS } from "@/lib/core/recipient-words";
import { useSetting } from "./use-setting";

const HEX = /^#[0-9a-f]{6}$/i;
const INK = "#1a1c1e";

/** How recipients see the organisation, with its pages as they would be. */
export function BrandCard({ name, brand }: { name: string; brand: BrandFields }) {
  const { save, errorOf, fault } = useSetting(changeBrand, "Recipients see it now.");
  const [accent, setAccent] = useState(brand.accent);
  const [logo, setLogo] = useState(brand.logo);
  const [wrong, setWrong] = useState("");
  const colour = HEX.test(accent) ? accent.toLowerCase() : "";
  const tooPale = colour ? colourFault(colour) : null;
  const choose = async (file: File) => {
    setWrong(file.size > LARGEST_LOGO ? "The picture is larger than 16 kB." : "");
    if (file.size > LARGEST_LOGO) return;
    const bytes = new Uint8Array(await file.arrayBuffer());
    setLogo(btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join("")));
  };
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const mailbox = String(new FormData(event.currentTarget).get("unsubscribeMailbox") ?? "");
    save.mutate({ accent, logo, unsubscribeMailbox: mailbox });
  };
  return (
    <Card title="How recipients see you" id="brand">
      <div className="grid gap-6">
        <form className="grid max-w-[560px] gap-3.5" onSubmit={submit} noValidate>
          <Field
            label="Colour"
            hint="Of the first button and of switches that are on; empty: ink. On dark pages it is made lighter where it must be."
            error={errorOf("accent") ?? tooPale}
          >
            <div className="flex gap-2">
              <input
                type="color"
                aria-label="Pick the colour"
                className="input w-14 p-1"
                value={colour || INK}
                onChange={({ target }) => setAccent(target.value)}
              />
              <Input
                className="max-w-[140px] font-mono"
                placeholder={INK}
                value={accent}
                maxLength={7}
                onChange={({ target }) => setAccent(target.value.trim())}
              />
            </div>
          </Field>
          <div>
            <FileDrop
              title={logo ? "Another logo" : "Drop a logo here"}
              note="PNG, at most 16 kB, shown 32 px high."
              accept=".png,image/png"
              disabled={save.isPending}
              onFile={choose}
            />
            {(wrong || errorOf("logo")) && (
              <Note state="alert" live className="mt-2">
                {wrong || errorOf("logo")}
              </Note>
            )}
            {logo && (
              <Button variant="bare" className="mt-2" onClick={() => setLogo("")}>
                Remove the logo
              </Button>
            )}
          </div>
          <Field
            label="Unsubscribe mailbox"
            hint="For mail programs that unsubscribe by mail. What arrives there must reach Repute; empty: the header has a web address only."
            error={errorOf("unsubscribeMailbox")}
          >
            <Input
              name="unsubscribeMailbox"
              type="email"
              defaultValue={brand.unsubscribeMailbox}
              maxLength={320}
            />
          </Field>
          {fault && (
            <Note state="alert" live>
              {fault}
            </Note>
          )}
          <div>
            <Button type="submit" busy={save.isPending && "Saving"} disabled={tooPale !== null}>
              Save
            </Button>
          </div>
        </form>
        <div className="grid gap-3 wide:grid-cols-2">
          {(["light", "dark"] as const).map((scheme) => (
            <Preview key={scheme} scheme={scheme} page={sample(name, tooPale ? "" : colour, logo)} />
          ))}
        </div>
      </div>
    </Card>
  );
}

/** The page itself, without its forms working. */
function Preview({ scheme, page }: { scheme: "light" | "dark"; page: string }) {
  return (
    <figure>
      <iframe
        title={`The preferences page, ${scheme}`}
        className="h-[420px] w-full rounded-2 border border-line"
        style={{ colorScheme: scheme }}
        // No forms, no scripts, no origin.
        sandbox=""
        srcDoc={page.replace("color-scheme:light dark", `color-scheme:${scheme}`)}
      />
      <figcaption className="mt-1 text-xs text-ink-3">As recipients see it, {scheme}</figcaption>
    </figure>
  );
}

function sample(name: string, accent: string, logo: string): string {
  const list = { section: "", locked: false };
  return preferencesPage({
    brand: { name, accent: accent || null, logo: logo ? `data:image/png;base64,${logo}` : null },
    words: RECIPIENT_WORDS.en,
    address: "i••••••g@posteo.example",
    lists: [
      { ...list, id: 1, name: "A list", description: "What it brings", rhythm: "Every Thursday", on: true },
      { ...list, id: 2, name: "Another list", description: "What it brings", rhythm: "Monthly", on: false },
    ],
    ...{ pausedUntil: null, cap: 0, stopped: null, toast: null, justLeft: null, said: false, kept: true },
  });
}
