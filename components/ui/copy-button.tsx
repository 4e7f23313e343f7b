"use client";

import { useEffect, useState } from "react";
import { Button } from "./button";

interface CopyButtonProps {
  text: string;
  /** What is copied, for the label: "webhook address". */
  what: string;
}

/** Copies a text and says so; the browser may refuse, which is said too. */
export function CopyButton({ text, what }: CopyButtonProps) {
  const [result, setResult] = useState<"copied" | "refused" | null>(null);
  useEffect(() => {
    if (!result) return;
    const timer = setTimeout(() => setResult(null), 2500);
    return () => clearTimeout(timer);
  }, [result]);

  const copy = () =>
    navigator.clipboard.writeText(text).then(
      () => setResult("copied"),
      () => setResult("refused"),
    );
  const said = {
    copied: `${what} copied`,
    refused: "The browser did not allow it: select the text and copy it",
  };
  return (
    <>
      <Button variant="bare" icon={result === "copied" ? "check" : "copy"} iconOnly onClick={copy}>
        Copy {what}
      </Button>
      <span className="sr-only" role="status">
        {result && said[result]}
      </span>
    </>
  );
}
