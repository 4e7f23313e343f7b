"use client";

import { useServerInsertedHTML } from "next/navigation";
import { useRef } from "react";

const SCRIPT = `try{const t=localStorage.getItem("appearance");if(t==="light"||t==="dark")document.documentElement.dataset.theme=t}catch{}`;

/**
 * Runs in the head, before the first paint, so that a chosen appearance does not flash in the system's. It goes into the
 * HTML only: a script that React renders in the browser would not run.
 */
export function AppearanceScript() {
  const inserted = useRef(false);
  useServerInsertedHTML(() => {
    if (inserted.current) return null;
    inserted.current = true;
    return <script dangerouslySetInnerHTML={{ __html: SCRIPT }} />;
  });
  return null;
}
