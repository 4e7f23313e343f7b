"use client";

import { useQuery } from "@tanstack/react-query";
import { useSearchParams } from "next/navigation";
import { type FormEvent, useState } from "react";
import { withParams } from "@/components/filter/href";
import { FIRST_PAGE } from "@/components/filter/pages";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field, Input } from "@/components/ui/field";
import { Chevron } from "@/components/ui/icon";
import { Menu, MenuItem, MenuLabel, MenuSeparator } from "@/components/ui/menu";
import { reportQuery } from "@/lib/client/queries";
import { removeView, saveView } from "@/lib/client/reputation-notes";
import type { Filter } from "@/lib/core/filter";
import { useNote } from "./use-note";

/** States of the screen under a name, for everybody here. */
export function ViewsMenu({ filter }: { filter: Filter }) {
  const params = useSearchParams();
  const [naming, setNaming] = useState(false);
  const notes = useQuery(reportQuery("reputation-notes", filter));
  const views = notes.data?.views ?? [];
  const now = withParams(params, FIRST_PAGE).slice(1);
  const here = views.find(({ query }) => query === now);
  const { save: forgetting } = useNote(removeView, "The view is removed.");
  return (
    <>
      <Menu
        trigger={
          <Button>
            {here ? here.name : "Views"}
            <Chevron />
          </Button>
        }
      >
        <MenuLabel>Saved views</MenuLabel>
        {views.map(({ id, name, query }) => (
          <MenuItem key={id} chosen={query === now} href={`/reputation?${query}`}>
            <span className="min-w-0 truncate">{name}</span>
          </MenuItem>
        ))}
        {views.length > 0 && <MenuSeparator />}
        <MenuItem icon="plus" onSelect={() => setNaming(true)}>
          Save this view…
        </MenuItem>
        {here && (
          <MenuItem icon="close" onSelect={() => forgetting.mutate(here.id)}>
            Remove {here.name}
          </MenuItem>
        )}
      </Menu>
      {naming && <NameDialog query={now} onClose={() => setNaming(false)} />}
    </>
  );
}

const FORM = "view-form";

function NameDialog({ query, onClose }: { query: string; onClose(): void }) {
  const [name, setName] = useState("");
  const { save, problem } = useNote(saveView, "The view is saved.", onClose);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate({ name, query });
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => open || save.isPending || onClose()}
      question="Save this view?"
      consequence="Metric, slice, period, zone and sender come back under its name, for everybody here."
      buttons={
        <>
          <Button onClick={onClose} disabled={save.isPending}>
            Save nothing
          </Button>
          <Button variant="primary" type="submit" form={FORM} busy={save.isPending && "Saving"}>
            Save it
          </Button>
        </>
      }
    >
      <form id={FORM} className="mt-4" onSubmit={submit}>
        <Field label="Name" error={problem?.message}>
          <Input required maxLength={60} value={name} onChange={(event) => setName(event.target.value)} />
        </Field>
      </form>
    </Dialog>
  );
}
