/** Controls, joiners and Unicode's direction marks: what would not be seen, or would turn around what is. */
const UNSEEN = /(?![\t\n\r])[\p{Cc}\p{Cf}]/gu;

interface QuotedProps {
  text: string;
  /** The part that decided: half-open, in UTF-16 units. */
  span?: [number, number] | null;
}

/** What a receiver wrote, as text and nothing else: no markup, no links, nothing hidden. */
export function Quoted({ text, span }: QuotedProps) {
  const shown = text.replace(UNSEEN, (unseen) => "\ufffd".repeat(unseen.length));
  const [from, to] = span && span[0] < span[1] && span[1] <= text.length ? span : [0, 0];
  return (
    <pre className="reply" dir="ltr">
      {shown.slice(0, from)}
      {to > from && <mark>{shown.slice(from, to)}</mark>}
      {shown.slice(to)}
    </pre>
  );
}
