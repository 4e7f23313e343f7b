"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Menu, MenuItem } from "@/components/ui/menu";
import { QueryBlock } from "@/components/ui/query-block";
import { StateLabel } from "@/components/ui/state-label";
import { TableExport } from "@/components/ui/table-export";
import { useToast } from "@/components/ui/toast";
import { changeUser } from "@/lib/client/mutations";
import { usersQuery } from "@/lib/client/settings";
import type { UserRow } from "@/lib/server/users";
import { PersonDialog } from "./person-dialog";

const ROLE_WORDS: Record<UserRow["role"], string> = { admin: "Admin", marketer: "Marketer" };

/** Who may sign in, and as what. Nobody is deleted: the audit log names them. */
export function PeopleCard({ self }: { self: string }) {
  const query = useQuery(usersQuery());
  const [adding, setAdding] = useState(false);
  return (
    <QueryBlock query={query} what="The list of people" height={220}>
      {(people) => (
        <Card
          title="People"
          id="people"
          flush
          aside={
            <>
              <TableExport data={people} what="the people" />
              <Button icon="plus" onClick={() => setAdding(true)}>
                Add a person
              </Button>
            </>
          }
        >
          <table className="data-table middle stacks">
            <thead>
              <tr>
                <th>Name and e-mail</th>
                <th>Role</th>
                <th>State</th>
                <th className="w-14">
                  <span className="sr-only">More</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {people.map((person) => (
                <tr key={person.id} className="max-wide:grid-cols-[minmax(0,1fr)_auto_auto]">
                  <th scope="row" className="min-w-0">
                    <div className="font-medium wrap-anywhere">
                      {person.name}
                      {person.email === self && <span className="font-normal text-ink-3"> (you)</span>}
                    </div>
                    <div className="text-sm wrap-anywhere text-ink-2">{person.email}</div>
                  </th>
                  <td>{ROLE_WORDS[person.role]}</td>
                  <td className="max-wide:hidden">
                    {person.disabledAt ? (
                      <StateLabel state="none">Disabled</StateLabel>
                    ) : (
                      <StateLabel state="ok">May sign in</StateLabel>
                    )}
                  </td>
                  <td className="end">
                    <PersonMenu person={person} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
          {adding && <PersonDialog onClose={() => setAdding(false)} />}
        </Card>
      )}
    </QueryBlock>
  );
}

function PersonMenu({ person }: { person: UserRow }) {
  const toast = useToast();
  const queries = useQueryClient();
  const { mutate } = useMutation({
    mutationFn: (change: Parameters<typeof changeUser>[1]) => changeUser(person.id, change),
    onSuccess: (after) => {
      queries.invalidateQueries({ queryKey: usersQuery().queryKey });
      const now = after.disabledAt
        ? "can no longer sign in, and is signed out everywhere."
        : `is ${after.role === "admin" ? "an admin" : "a marketer"} and may sign in.`;
      toast({ text: `${after.name} ${now}` });
    },
    onError: (error) => toast({ text: error.message, state: "alert" }),
  });
  const disabled = person.disabledAt !== null;
  return (
    <Menu
      trigger={
        <Button variant="bare" icon="more" iconOnly>
          More about {person.name}
        </Button>
      }
    >
      {person.role === "marketer" ? (
        <MenuItem onSelect={() => mutate({ role: "admin" })}>Make an admin</MenuItem>
      ) : (
        <MenuItem onSelect={() => mutate({ role: "marketer" })}>Make a marketer</MenuItem>
      )}
      <MenuItem danger={!disabled} onSelect={() => mutate({ disabled: !disabled })}>
        {disabled ? "Let sign in again" : "Disable, and sign out"}
      </MenuItem>
    </Menu>
  );
}
