import { type RefObject, useEffect, useRef } from "react";

/**
 * For a field into which people paste as soon as they see it: what stands in it when the page becomes ready, of which
 * React has not heard, goes to `take`, which stays the same function. @returns the ref of the field
 */
export function useEarlyText<F extends HTMLInputElement | HTMLTextAreaElement>(
  take: (text: string) => void,
): RefObject<F | null> {
  const field = useRef<F>(null);
  useEffect(() => {
    if (field.current?.value) take(field.current.value);
  }, [take]);
  return field;
}
