/** The providers, by the name that commands and URLs use, and what people call them. The order is in the database: append only. */
export const SOURCE_TITLES = {
  acs: "ACS",
  generic: "Generic JSON",
  ses: "Amazon SES",
  sendgrid: "SendGrid",
  mailgun: "Mailgun",
  postmark: "Postmark",
  sparkpost: "SparkPost",
  resend: "Resend",
} as const;

export type SourceName = keyof typeof SOURCE_TITLES;
export const SOURCE_NAMES = Object.keys(SOURCE_TITLES) as [SourceName, ...SourceName[]];

export const isSourceName = (name: string): name is SourceName => Object.hasOwn(SOURCE_TITLES, name);
