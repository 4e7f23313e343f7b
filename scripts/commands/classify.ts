import { parseArgs } from "node:util";
import { z } from "zod";
import { explainCode } from "@/lib/core/bounce/codes";
import { isMail } from "@/lib/core/bounce/mail/header";
import { type BounceRecord, recordOfReply, recordsOfMail } from "@/lib/core/bounce/records";
import { answerCases, bytesOf, readCase } from "../cases";
import type { Io } from "../io";
import { writeLines } from "../output";

export const summary = "reads a bounce: its class, its cause, and what to do";
export const usage = `classify [FILE... | -] [--json]
       classify --jsonl [FILE... | -]

Each file is one reply of a mail server, or one report. No database is needed.

  --json    { id, recipients } a file, as below
  --jsonl   one case a line in, one answer a line out:
            in    { id, kind: "dsn-eml" | "smtp-reply", encoding: "latin1" | "utf8", raw }; raw of a mail: one
                  character a byte
            out   { id, recipients: [{ address, smtpCode, enhancedCode, bounceClass, category, rule, urls }] }; with "delayed": true
                  where the sender goes on trying, which is no bounce yet`;

const Case = z.object({
  id: z.union([z.string(), z.number()]).optional(),
  kind: z.enum(["dsn-eml", "smtp-reply"]).default("smtp-reply"),
  encoding: z.enum(["latin1", "utf8"]).default("utf8"),
  raw: z.string(),
});

export default async function run(args: string[], io: Io): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { json: { type: "boolean" }, jsonl: { type: "boolean" } },
  });
  const files = positionals.length > 0 ? positionals : ["-"];
  if (values.jsonl) return (await answerCases(files, io, answer)) ? 0 : 1;
  for (const file of files) {
    const bytes = await readWhole(file, io);
    const recipients = isMail(bytes.toString("latin1", 0, 2_000))
      ? recordsOfMail(bytes)
      : [recordOfReply(bytes.toString())];
    const words = recipients.length > 0 ? recipients.flatMap(inWords) : [`${file}: no bounce`];
    await writeLines(io.stdout, values.json ? [JSON.stringify({ id: file, recipients })] : words);
  }
  return 0;
}

function answer(value: unknown): object {
  const { id, kind, encoding, raw } = readCase(Case, value);
  const text = encoding === "latin1" && kind === "smtp-reply" ? Buffer.from(raw, "latin1").toString() : raw;
  return { id, recipients: kind === "dsn-eml" ? recordsOfMail(text) : [recordOfReply(text)] };
}

async function readWhole(file: string, io: Io): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const bytes of bytesOf(file, io)) chunks.push(bytes);
  return Buffer.concat(chunks);
}

function inWords({
  smtpCode,
  enhancedCode,
  bounceClass,
  category,
  rule,
  urls,
  address,
  delayed,
}: BounceRecord): string[] {
  const words = explainCode({ reply: Number(smtpCode), enhanced: enhancedCode, category });
  return [
    [delayed ? "delayed" : bounceClass, category, smtpCode, enhancedCode, address].filter(Boolean).join("  "),
    `  ${words.title}. ${words.explanation}`,
    `  Do: ${words.advice}`,
    `  Rule: ${rule}`,
    ...urls.map((url) => `  See: ${url}`),
  ];
}
