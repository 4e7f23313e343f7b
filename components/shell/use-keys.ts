"use client";

import { useEffect, useRef } from "react";

const OFF = "single-keys-off";

/** Single keys can be switched off (WCAG 2.1.4); the choice is kept in this browser. */
export function keysAreOn(): boolean {
  try {
    return localStorage.getItem(OFF) === null;
  } catch {
    return true;
  }
}

export function switchKeys(on: boolean) {
  try {
    if (on) localStorage.removeItem(OFF);
    else localStorage.setItem(OFF, "1");
  } catch {
    // Storage is closed to us: keys stay as they are.
  }
}

/** Where a key belongs to what has the focus: text, choices, the walk along a chart, anything that floats. */
const OWN_KEYS = "input, textarea, select, [contenteditable], [role=slider], [role=menu], [role=dialog]";

/** Single keys of the page. Leaves alone what is typed into a field, held with a modifier, or meant for a dialog. */
export function useKeys(keys: Record<string, (event: KeyboardEvent) => void>) {
  const current = useRef(keys);
  useEffect(() => {
    current.current = keys;
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || !keysAreOn()) return;
      if (event.target instanceof Element && event.target.closest(OWN_KEYS)) return;
      current.current[event.key]?.(event);
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, []);
}
