import { ButtonLink } from "@/components/ui/button";
import { Gate, GateTitle } from "../../sign-in/gate";

/** One page for a wrong, an old and a used link: it does not say which. */
export default function SetupClosed() {
  return (
    <Gate foot="There is no default password." aside={null}>
      <GateTitle>This set-up link is not valid.</GateTitle>
      <p className="text-ink-2">
        It was used, is older than 24 hours, or was cut on its way. While nobody has an account, each{" "}
        <code>npm start</code> prints a new one.
      </p>
      <ButtonLink href="/sign-in" className="mt-6">
        Sign in
      </ButtonLink>
    </Gate>
  );
}
