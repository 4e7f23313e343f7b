"use client";

import { signIn } from "next-auth/react";
import { type FormEvent, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { Field, Input } from "@/components/ui/field";

const MISMATCH = "E-mail and password do not match.";
const ERRORS: Record<string, string> = {
  CredentialsSignin: MISMATCH,
  "too-many-requests": "Too many attempts. Wait a quarter of an hour, then try again.",
};
const AWAY = "The server cannot check it just now. Try again in a moment.";

/** E-mail and password; goes on to `next`. */
export function SignInForm({ next }: { next: string }) {
  const [error, setError] = useState<string>();
  const [busy, setBusy] = useState(false);
  const password = useRef<HTMLInputElement>(null);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setBusy(true);
    setError(undefined);
    const credentials = { email: form.get("email"), password: form.get("password") };
    const result = await signIn("credentials", { ...credentials, redirect: false }).catch(() => undefined);
    if (result?.ok) return window.location.assign(next);
    setBusy(false);
    setError(ERRORS[result?.error ?? ""] ?? AWAY);
    password.current?.select();
  }

  return (
    <form method="post" onSubmit={submit} className="mt-6 grid gap-4">
      <Field label="E-mail">
        <Input className="h-[42px]! text-lg!" name="email" type="email" autoComplete="username" required />
      </Field>
      <Field label="Password" error={error}>
        <Input
          className="h-[42px]! text-lg!"
          name="password"
          type="password"
          autoComplete="current-password"
          required
          ref={password}
        />
      </Field>
      <Button type="submit" variant="primary" big className="mt-1 w-full" busy={busy && "Signing in"}>
        Sign in
      </Button>
    </form>
  );
}
