import { Note } from "@/components/ui/note";

/** What opens can and cannot say of inbox or spam folder. */
export function PlacementNote() {
  return (
    <Note>
      <h2 className="font-medium">What this says of inbox or spam folder: a hint, no measurement.</h2>
      <p>
        No provider tells where a mail was put. When people at one provider read clearly less than before
        while those at the others do not, the spam folder is one reason; a changed subject, hour or audience
        is another. Look at its bounces and at complaints before you conclude anything.
      </p>
    </Note>
  );
}
