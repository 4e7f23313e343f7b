import { ButtonLink } from "@/components/ui/button";
import { Interruption } from "./interruption";

const overview = <ButtonLink href="/overview">Go to the overview</ButtonLink>;

interface Framed {
  framed?: boolean;
}

export const Missing = ({ framed }: Framed) => (
  <Interruption heading="There is no page at this address." actions={overview} framed={framed}>
    It may have moved, or the link was cut on its way.
  </Interruption>
);

/** Signed in, but not as an admin. */
export const NotAllowed = ({ framed }: Framed) => (
  <Interruption heading="Only an admin may see this page." actions={overview} framed={framed}>
    An admin can give you the right under Settings.
  </Interruption>
);
