"use client";

import { MenuItem, MenuLabel } from "@/components/ui/menu";
import { APPEARANCES, setAppearance, useAppearance } from "./appearance";

const WORDS = { system: "As the system", light: "Light", dark: "Dark" };

/** The entries of a menu that choose between light and dark. */
export function AppearanceItems() {
  const chosen = useAppearance();
  return (
    <>
      <MenuLabel>Appearance</MenuLabel>
      {APPEARANCES.map((appearance) => (
        <MenuItem key={appearance} chosen={appearance === chosen} onSelect={() => setAppearance(appearance)}>
          {WORDS[appearance]}
        </MenuItem>
      ))}
    </>
  );
}
