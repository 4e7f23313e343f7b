import type { Piece } from "@/lib/core/reputation";

/** A sentence of the judgement, its strong stretches strong. */
export function Sentence({ pieces }: { pieces: Piece[] }) {
  return pieces.map(({ text, strong }) => (strong ? <strong key={text}>{text}</strong> : text));
}
