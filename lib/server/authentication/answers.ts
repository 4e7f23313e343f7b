import { z } from "zod";
import { Refusal } from "@/lib/core/error";
import type { PrismaClient } from "@/prisma/generated/client";
import { audit } from "../audit";

/** Whether a source is ours; null takes an answer back. */
export const SourceAnswerInput = z.strictObject({
  source: z
    .string()
    .regex(/^(?:service|domain|key|network):[^\s]{0,300}$|^forwarders$/, "There is no such source."),
  mine: z.boolean().nullable(),
});

/** Says of a source of mail whether it is the organisation's own. The judgement of all its mail follows from it. */
export async function answerSource(
  db: PrismaClient,
  { source, mine }: z.output<typeof SourceAnswerInput>,
  actor: string,
  now: Date,
): Promise<void> {
  await db.$transaction(async (tx) => {
    const data = { changedBy: actor, changedAt: now };
    if (mine === null) await tx.sourceAnswer.deleteMany({ where: { source } });
    else
      await tx.sourceAnswer.upsert({
        where: { source },
        create: { source, mine, ...data },
        update: { mine, ...data },
      });
    await audit(tx, { actor, action: "authentication.source", subject: source, detail: { mine } }, now);
  });
}

const domain = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^(?=.{1,253}$)[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63})+$/, "Write a domain.");
/** RFC 6376 section 3.1. */
const selector = z
  .string()
  .trim()
  .toLowerCase()
  .regex(
    /^(?=.{1,100}$)[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63})*$/,
    "A selector has letters, digits, hyphens and dots.",
  );
export const SelectorInput = z.strictObject({ domain, selector });
type Selector = z.output<typeof SelectorInput>;

/** Adds a DKIM selector to what is checked. @throws Refusal "not-found" for a domain that no sender has, "conflict" when it is there */
export async function addSelector(
  db: PrismaClient,
  { domain, selector }: Selector,
  actor: string,
  now: Date,
): Promise<void> {
  await db.$transaction(async (tx) => {
    if (!(await tx.sender.findFirst({ where: { domain } })))
      throw new Refusal("not-found", "No sender of yours has this domain.", "domain");
    const data = { domain, selector, changedBy: actor, changedAt: now };
    const { count } = await tx.dkimSelector.createMany({ data, skipDuplicates: true });
    if (count === 0) throw new Refusal("conflict", "This selector is checked already.", "selector");
    await audit(
      tx,
      { actor, action: "authentication.selector-added", subject: `${selector}._domainkey.${domain}` },
      now,
    );
  });
}

/** Takes a selector that was entered away again. @throws Refusal "not-found" */
export async function removeSelector(
  db: PrismaClient,
  { domain, selector }: Selector,
  actor: string,
  now: Date,
): Promise<void> {
  await db.$transaction(async (tx) => {
    const { count } = await tx.dkimSelector.deleteMany({ where: { domain, selector } });
    if (count === 0) throw new Refusal("not-found", "Nobody entered this selector.");
    await audit(
      tx,
      { actor, action: "authentication.selector-removed", subject: `${selector}._domainkey.${domain}` },
      now,
    );
  });
}
