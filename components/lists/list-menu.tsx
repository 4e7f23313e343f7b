"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { Button } from "@/components/ui/button";
import { Menu, MenuItem, MenuSeparator } from "@/components/ui/menu";
import { useToast } from "@/components/ui/toast";
import { changeList } from "@/lib/client/mutations";
import type { ListRow } from "@/lib/server/reports/lists";

interface Props {
  list: ListRow;
  mayChange: boolean;
  onEdit(list: ListRow): void;
  onMove(list: ListRow, by: -1 | 1): void;
}

/** What can be done with one list. */
export function ListMenu({ list, mayChange, onEdit, onMove }: Props) {
  const archive = useArchive();
  const router = useRouter();
  return (
    <Menu
      trigger={
        <Button variant="bare" icon="more" iconOnly>
          More about {list.name}
        </Button>
      }
    >
      {mayChange && (
        <>
          <MenuItem icon="settings" onSelect={() => onEdit(list)}>
            Change…
          </MenuItem>
          {!list.archived && (
            <MenuItem icon="imports" onSelect={() => router.push(`/lists/import?list=${list.id}`)}>
              Import people…
            </MenuItem>
          )}
          <MenuItem icon="export" onSelect={() => window.location.assign(`/api/v1/lists/${list.id}/people`)}>
            Export people as CSV
          </MenuItem>
          <MenuSeparator />
        </>
      )}
      {!list.archived && (
        <MenuItem
          icon="open"
          onSelect={() => window.open(`/api/v1/lists/${list.id}/recipient`, "_blank", "noopener")}
        >
          See it as a recipient
        </MenuItem>
      )}
      {list.kind === "marketing" && !list.archived && (
        <MenuItem icon="plus" onSelect={() => router.push(`/lists/form?list=${list.id}`)}>
          Sign-up form…
        </MenuItem>
      )}
      {list.kind === "marketing" && !list.archived && (
        <MenuItem icon="copy" onSelect={() => router.push(`/lists/headers?list=${list.id}`)}>
          Headers of a mailing…
        </MenuItem>
      )}
      {list.kind === "marketing" && (
        <MenuItem icon="export" onSelect={() => window.location.assign(`/api/v1/lists/${list.id}/links`)}>
          Personal links as CSV
        </MenuItem>
      )}
      {mayChange && (
        <>
          <MenuSeparator />
          {!list.archived && (
            <>
              <MenuItem onSelect={() => onMove(list, -1)}>Move up</MenuItem>
              <MenuItem onSelect={() => onMove(list, 1)}>Move down</MenuItem>
            </>
          )}
          <MenuItem onSelect={() => archive({ list, archived: !list.archived })}>
            {list.archived ? "Take back into use" : "Archive"}
          </MenuItem>
        </>
      )}
    </Menu>
  );
}

/** Archiving hides a list from recipients and can be undone; its links keep working. */
function useArchive() {
  const toast = useToast();
  const queries = useQueryClient();
  const { mutate } = useMutation({
    mutationFn: ({ list, archived }: { list: ListRow; archived: boolean }) =>
      changeList(list.id, { archived }),
    onSuccess: (_, { list, archived }) => {
      queries.invalidateQueries({ queryKey: ["report", "lists"] });
      toast({
        text: archived
          ? `${list.name} is archived. Nobody sees it any more; its links keep working.`
          : `${list.name} is in use again.`,
        undo: { label: "Undo", run: () => mutate({ list, archived: !archived }) },
      });
    },
    onError: (error) => toast({ text: error.message, state: "alert" }),
  });
  return mutate;
}
