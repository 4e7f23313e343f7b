import type { SourceName } from "./names";
import type { Parsed } from "./source";

/** What a payload holds, in a line each: kind, recipient, message, time, codes and category; or why it cannot be read. */
export function printed({ events, rejects, ignored }: Parsed): string[] {
  const facts = events.map(
    ({ kind, recipient, messageId, at, sender, reply, enhanced, category, campaign, narrow }) =>
      [
        kind,
        recipient || "nobody",
        messageId.slice(0, 12),
        new Date(at).toISOString(),
        ...(sender ? [`from ${sender}`] : []),
        ...(reply ? [reply] : []),
        ...(enhanced ? [enhanced] : []),
        ...(category === "unknown" ? [] : [category]),
        ...(campaign ? [`in "${campaign}"`] : []),
        ...(narrow ? ["narrow"] : []),
      ].join(" "),
  );
  const reasons = rejects.map(({ reason }) => reason);
  return [...facts, ...reasons, ...Array.from({ length: ignored }, () => "nothing")];
}

/** The samples of ../shared/fixtures, as their pages and the fields in them say. Those without a time were cut by who published them. */
export const SAMPLES = {
  ses: {
    "anymail-multiple-bounce-event.json": ["No time", "No time"],
    "derived-eventbridge-bounced.json": [
      'hard recipient@example.com EXAMPLE7c191 2017-08-05T00:41:02.669Z from sender@example.com 550 5.1.1 invalid-recipient in "ConfigSet"',
    ],
    "event-bounce.json": [
      'hard recipient@example.com EXAMPLE7c191 2017-08-05T00:41:02.669Z from sender@example.com 550 5.1.1 invalid-recipient in "ConfigSet"',
    ],
    "event-click.json": [
      'clicked recipient@example.com EXAMPLE7c191 2017-08-09T23:51:25.570Z from sender@example.com in "ConfigSet"',
    ],
    "event-complaint.json": [
      'complained recipient@example.com EXAMPLE7c191 2017-08-05T00:41:02.669Z from sender@example.com in "ConfigSet"',
    ],
    "event-delivery-delay.json": [
      'delayed recipient@example.com EXAMPLE7c191 2020-06-16T00:25:40.095Z from sender@example.com 421 4.4.1 network in "ConfigSet"',
    ],
    "event-delivery.json": [
      'delivered recipient@example.com EXAMPLE7c191 2016-10-19T23:21:04.133Z from sender@example.com delivered in "ConfigSet"',
    ],
    "event-open.json": [
      'opened recipient@example.com EXAMPLE7c191 2017-08-09T22:00:19.652Z from sender@example.com in "ConfigSet"',
    ],
    "event-reject.json": [
      'soft sender@example.com EXAMPLE7c191 2016-10-14T17:38:15.211Z from sender@example.com virus in "ConfigSet"',
    ],
    "event-rendering-failure.json": [
      'soft recipient@example.com EXAMPLE7c191 2018-01-22T18:43:06.197Z from sender@example.com content in "ConfigSet"',
    ],
    "event-send.json": [
      'queued recipient@example.com EXAMPLE7c191 2016-10-14T05:02:16.645Z from sender@example.com in "ConfigSet"',
    ],
    "event-subscription.json": [
      'unsubscribed recipient@example.com EXAMPLEe4bcc 2022-01-12T01:00:17.910Z from sender@example.com in "ConfigSet"',
    ],
    "fragment-bounce-object-mixed-recipients.json": ["Not an event of SES"],
    "notification-bounce-with-dsn.json": [
      "hard jane@example.com 000001381112 2016-01-27T14:59:38.237Z from john@example.com 550 5.1.1 invalid-recipient",
    ],
    "notification-bounce-without-dsn.json": [
      "hard jane@example.com 000001378603 2016-01-27T14:59:38.237Z from john@example.com invalid-recipient",
      "hard richard@example.com 000001378603 2016-01-27T14:59:38.237Z from john@example.com invalid-recipient",
    ],
    "notification-complaint-with-report.json": [
      "complained richard@example.com 000001378603 2016-01-27T14:59:38.237Z from john@example.com",
    ],
    "notification-complaint-without-report.json": [
      "complained richard@example.com 000001378603 2016-01-27T14:59:38.237Z from john@example.com",
    ],
    "notification-delivery.json": [
      "delivered jane@example.com 0000014644fe 2016-01-27T14:59:38.237Z from john@example.com delivered",
    ],
  },
  sendgrid: {
    "anymail-bounce-event.json": [
      "hard noreply@example.com Lli-03HcQ5-J 2016-04-19T19:47:30.000Z 550 5.1.1 invalid-recipient",
    ],
    "anymail-click-event.json": ["clicked recipient@example.com _fjPjuJfRW-I 2016-04-19T19:47:30.000Z"],
    "anymail-compatibility-message-id-from-smtp-id.json": [
      "delivered recipient@example.com wrfRRvF7Q0Gg 2016-04-19T19:47:30.000Z delivered",
    ],
    "anymail-deferred-event.json": [
      "delayed recipient@example.com u9Gvi3mzT6iC 2016-04-21T01:09:50.000Z rate-limited",
    ],
    "anymail-delivered-event.json": [
      "delivered recipient@example.com wrfRRvF7Q0Gg 2016-04-19T19:47:30.000Z delivered",
    ],
    "anymail-dropped-bounced.json": [
      'suppressed example@example.com 14c5d75ce93 2017-12-15T00:59:29.000Z 5.0.0 in "cat facts"',
    ],
    "anymail-dropped-invalid-event.json": ["soft invalid@invalid wrfRRvF7Q0Gg 2016-04-19T19:47:30.000Z"],
    "anymail-dropped-unsubscribed-event.json": [
      "suppressed unsubscribe@example.com wrfRRvF7Q0Gg 2016-04-19T19:47:30.000Z",
    ],
    "anymail-open-event.json": ["opened recipient@example.com wrfRRvF7Q0Gg 2016-04-19T19:47:30.000Z"],
    "anymail-processed-event.json": [
      'queued recipient@example.com wrfRRvF7Q0Gg 2016-04-19T19:47:26.000Z in "tag1"',
    ],
    "captured-blocked-no-status.json": [
      "soft noemail@this.does.not.exist.tld euo2iKxdSayP 2025-02-23T08:45:20.000Z network",
    ],
    "docs-all-events.json": [
      'hard alex@example.com 14c5d75ce93 2017-12-15T00:59:29.000Z 500 5.0.0 invalid-recipient in "cat facts"',
      'delivered alex@example.com 14c5d75ce93 2017-12-15T00:59:29.000Z delivered in "cat facts"',
      'delayed alex@example.com 14c5d75ce93 2017-12-15T00:59:29.000Z from test@example.com 400 system-error in "cat facts"',
      'suppressed alex@example.com 14c5d75ce93 2017-12-15T00:59:29.000Z 5.0.0 in "cat facts"',
      'queued alex@example.com 14c5d75ce93 2017-12-15T00:59:29.000Z in "cat facts"',
      'opened alex@example.com 14c5d75ce93 2017-12-15T00:59:29.000Z in "cat facts"',
      "complained alex@example.com 14c5d75ce93 2017-12-15T00:59:29.000Z",
      'unsubscribed alex@example.com 14c5d75ce93 2017-12-15T00:59:29.000Z in "cat facts"',
      'unsubscribed alex@example.com 14c5d75ce93 2017-12-15T00:59:29.000Z in "cat facts" narrow',
      "nothing",
      "nothing",
    ],
    "signature-test-vector.json": ["No event"],
  },
  mailgun: {
    "anymail-complained-event.json": [
      "complained recipient@example.com 201307180324 2013-08-22T23:31:00.049Z from sender@example.org",
    ],
    "anymail-delivered-event.json": [
      "delivered recipient@example.com 201808122117 2018-08-12T21:17:17.153Z from test@example.org 250 delivered",
    ],
    "anymail-failed-greylisted-event.json": [
      "delayed undeliverable@mx.example.com 201808122146 2018-08-12T22:11:39.659Z 450 greylist",
    ],
    "anymail-failed-permanent-event.json": [
      "hard invalid@example.com 201808122146 2018-08-12T21:47:02.389Z 550 5.1.1 invalid-recipient",
    ],
    "anymail-failed-temporary-event.json": [
      "delayed undeliverable@nomx.example.com 201808122146 2018-08-12T22:11:39.659Z domain-not-found",
    ],
    "anymail-opened-event.json": [
      'opened recipient@example.com 201808122131 2018-08-12T21:33:20.089Z in "welcome"',
    ],
    "anymail-rejected-event.json": [
      "soft recipient@example.org 201806222202 2018-06-22T22:02:56.104Z from test@sandbox55887.mailgun.org",
    ],
    "anymail-unsubscribed-event.json": [
      "unsubscribed recipient@example.com 201308222322 2013-08-22T23:23:11.421Z",
    ],
    "docs-accepted-2026.partial.json": ["No time"],
    "mautic-failed-permanent.json": [
      "hard permanent@example.com 9rEw5V8HRjab 2025-09-11T13:46:50.978Z 550 5.1.1 invalid-recipient",
    ],
    "mautic-failed-temporary.json": [
      "delayed temporary@example.com Fs7-5t81S2is 2018-03-19T15:11:02.908Z 452 4.2.2 mailbox-full",
    ],
  },
  postmark: {
    "anymail-bounce-event.json": [
      "hard bounce@example.com 2706ee8a-737 2016-04-27T20:28:50.396Z from sender@example.com 550 5.1.1 invalid-recipient",
    ],
    "anymail-bounce-unsubscribe-variant.json": ["No time"],
    "anymail-click-event.json": [
      'clicked recipient@example.com f4830d10-9c3 2017-10-25T15:21:11.906Z in "welcome-email"',
    ],
    "anymail-delivered-event.json": [
      'delivered recipient@example.com 883953f4-610 2014-08-01T17:28:10.273Z delivered in "welcome-email"',
    ],
    "anymail-open-event.json": ["opened recipient@example.com f4830d10-9c3 2016-04-27T20:21:41.249Z"],
    "anymail-resubscribe.json": ["nothing"],
    "anymail-spam-event.json": [
      'complained spam@example.com 2706ee8a-737 2016-04-27T20:28:50.396Z from sender@example.com in "Test"',
    ],
    "anymail-subscription-change-bounce.json": ["nothing"],
    "anymail-unsubscribe.json": [
      'unsubscribed john@example.com a4909a96-73d 2022-06-05T17:17:32.000Z in "welcome-email"',
    ],
  },
  sparkpost: {
    "anymail-amp-events.json": ["No message id", "No message id", "No message id"],
    "anymail-bounce-challenge-response.json": ["nothing"],
    "anymail-bounce-event.json": [
      "hard bounce@example.com 0004e3724f57 2016-06-01T23:42:28.000Z 550 5.1.1 invalid-recipient",
    ],
    "anymail-click-event.json": ["No message id"],
    "anymail-delay-event.json": [
      "delayed recipient@nomx.example.com 0004e3724f57 2016-06-02T00:02:28.000Z 454 4.4.4 network",
    ],
    "anymail-delivery-event.json": [
      "delivered Recipient@example.com 658321509219 2016-02-02T19:50:00.000Z delivered",
    ],
    "anymail-generation-failure-event.json": [
      "soft recipient@example.com 139013368081 2018-10-11T23:24:45.000Z 554 5.3.3 system-error",
    ],
    "anymail-generation-rejection-event.json": [
      "suppressed suppressed@example.com 0005c2995057 2016-06-02T20:40:34.000Z 554",
    ],
    "anymail-initial-open-event-as-opened.json": ["No message id"],
    "anymail-initial-open-event-as-unknown.json": ["No message id"],
    "anymail-injection-event.json": [
      'queued recipient@example.com 000443ee1457 2016-02-02T19:50:00.000Z from sender@example.com in "Example Campaign Name"',
    ],
    "anymail-open-event.json": ["No message id"],
    "anymail-ping.json": ["nothing"],
    "anymail-unsubscribe-event.json": [
      "unsubscribed recipient@example.com 000427815057 2016-06-02T19:04:40.000Z",
    ],
  },
  resend: {
    "anymail-clicked-event.json": [
      "clicked to@example.org aaaaaaaa-bbb 2023-09-28T17:21:35.257Z from from@example.com",
    ],
    "anymail-complained-event.json": [
      "complained complained@resend.dev aaaaaaaa-bbb 2023-10-02T18:10:03.690Z from from@example.com",
    ],
    "anymail-delivered-event.json": [
      "delivered to@example.org aaaaaaaa-bbb 2023-09-28T17:19:44.823Z from from@example.com delivered",
    ],
    "anymail-delivery-delayed-event.json": [
      "delayed delivered@resend.dev 56761188-752 2023-02-22T23:41:12.126Z from onboarding@resend.dev",
    ],
    "anymail-hard-bounced-event.json": [
      "hard bounced@resend.dev aaaaaaaa-bbb 2023-10-02T18:11:26.101Z from from@example.com invalid-recipient",
    ],
    "anymail-opened-event.json": [
      "opened to@example.org aaaaaaaa-bbb 2023-09-28T17:20:38.990Z from from@example.com",
    ],
    "anymail-sent-event.json": [
      "queued to@example.org aaaaaaaa-bbb 2023-09-28T17:19:43.736Z from from@example.com",
      "queued to2@example.org aaaaaaaa-bbb 2023-09-28T17:19:43.736Z from from@example.com",
    ],
    "anymail-suppressed-event.json": [
      "suppressed blocked@example.org aaaaaaaa-bbb 2023-10-01T20:01:01.598Z from from@example.com",
    ],
  },
} satisfies Partial<Record<SourceName, Record<string, string[]>>>;
