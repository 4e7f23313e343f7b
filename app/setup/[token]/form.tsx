"use client";

import { signIn } from "next-auth/react";
import { type FormEvent, useEffect, useState } from "react";
import { Button } from "@/components/ui/button";
import { Field, Input, Select } from "@/components/ui/field";
import { Note } from "@/components/ui/note";
import { ask, Problem } from "@/lib/client/request";

interface SetupFormProps {
  token: string;
  /** IANA names the server knows. */
  zones: string[];
}

const LARGE = "h-[42px]! text-lg!";

/** Asks for the organisation and its first admin, creates both, and signs in. */
export function SetupForm({ token, zones }: SetupFormProps) {
  const [zone, setZone] = useState("UTC");
  const [problem, setProblem] = useState<Problem>();
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
    if (zones.includes(own)) setZone(own);
  }, [zones]);
  const errorOf = (field: string) => (problem?.field === field ? problem.message : undefined);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = Object.fromEntries(new FormData(event.currentTarget)) as Record<string, string>;
    setBusy(true);
    setProblem(undefined);
    try {
      await ask("POST", `/setup/${token}/create`, form);
      await signIn("credentials", { email: form.email, password: form.password, redirect: false });
      window.location.assign("/overview");
    } catch (error) {
      setProblem(error instanceof Problem ? error : new Problem("That did not work. Try again.", 0));
      setBusy(false);
    }
  }

  return (
    <form method="post" onSubmit={submit} className="mt-4 grid gap-4">
      <Field label="Organisation" error={errorOf("organisation")}>
        <Input className={LARGE} name="organisation" autoComplete="organization" required maxLength={100} />
      </Field>
      <Field label="Name" error={errorOf("name")}>
        <Input className={LARGE} name="name" autoComplete="name" required maxLength={100} />
      </Field>
      <Field label="E-mail" error={errorOf("email")}>
        <Input className={LARGE} name="email" type="email" autoComplete="username" required />
      </Field>
      <Field label="Password" hint="At least 12 characters. Pasting is welcome." error={errorOf("password")}>
        <Input className={LARGE} name="password" type="password" autoComplete="new-password" required />
      </Field>
      <Field label="Time zone of the charts" error={errorOf("timeZone")}>
        <Select
          className={LARGE}
          name="timeZone"
          value={zone}
          onChange={(event) => setZone(event.target.value)}
        >
          {zones.map((name) => (
            <option key={name}>{name}</option>
          ))}
        </Select>
      </Field>
      {problem && !problem.field && (
        <Note state="alert" live>
          {problem.message}
        </Note>
      )}
      <Button type="submit" variant="primary" big className="mt-2 w-full" busy={busy && "Creating"}>
        Create and go on
      </Button>
    </form>
  );
}
