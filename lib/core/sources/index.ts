import { acs } from "./acs";
import { generic } from "./generic";
import { mailgun } from "./mailgun";
import type { SourceName } from "./names";
import { postmark } from "./postmark";
import { resend } from "./resend";
import { sendgrid } from "./sendgrid";
import { ses } from "./ses";
import type { Source } from "./source";
import { sparkpost } from "./sparkpost";

/** Every provider that Repute reads. */
export const SOURCES: Record<SourceName, Source> = {
  acs,
  generic,
  ses,
  sendgrid,
  mailgun,
  postmark,
  sparkpost,
  resend,
};
