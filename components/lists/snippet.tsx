import { CopyButton } from "@/components/ui/copy-button";

/** Text to take away, with its name and a button that copies it. */
export function Snippet({ what, text }: { what: string; text: string }) {
  return (
    <div className="my-3">
      <div className="flex items-center justify-between">
        <h3 className="text-sm font-medium">{what}</h3>
        <CopyButton text={text} what={what.charAt(0).toLowerCase() + what.slice(1)} />
      </div>
      <pre
        className="overflow-x-auto rounded-2 border border-line bg-sunken p-3 font-mono text-xs"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys.
        tabIndex={0}
      >
        {text}
      </pre>
    </div>
  );
}
