"use client";

import { useSyncExternalStore } from "react";

export const APPEARANCES = ["system", "light", "dark"] as const;
export type Appearance = (typeof APPEARANCES)[number];

const CHANGED = "appearance-changed";

function read(): Appearance {
  const theme = document.documentElement.dataset.theme;
  return theme === "light" || theme === "dark" ? theme : "system";
}

function subscribe(onChange: () => void) {
  window.addEventListener(CHANGED, onChange);
  return () => window.removeEventListener(CHANGED, onChange);
}

/** Sets the appearance and remembers it in this browser; the root layout's script reads it before the first paint. */
export function setAppearance(appearance: Appearance) {
  const { dataset } = document.documentElement;
  if (appearance === "system") delete dataset.theme;
  else dataset.theme = appearance;
  try {
    if (appearance === "system") localStorage.removeItem("appearance");
    else localStorage.setItem("appearance", appearance);
  } catch {
    // Storage is closed to us: the choice lasts until the page is left.
  }
  window.dispatchEvent(new Event(CHANGED));
}

/** The appearance in force; "system" while the server renders. */
export const useAppearance = (): Appearance => useSyncExternalStore(subscribe, read, () => "system");
