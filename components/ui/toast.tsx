"use client";

import { Toast as Radix } from "radix-ui";
import { createContext, type ReactNode, useCallback, useContext, useRef, useState } from "react";
import { Button } from "./button";
import { type State, StateGlyph } from "./state-label";

interface Message {
  text: ReactNode;
  state?: Extract<State, "ok" | "watch" | "alert">;
  /** The way back, offered while the toast stands. */
  undo?: { label: string; run(): void };
}

const Say = createContext<(message: Message) => void>(() => {});

/** Says in passing what happened: `toast({ text: "…", undo: { label: "Undo", run } })`. */
export const useToast = () => useContext(Say);

/** Holds the toasts of the whole page; F8 moves the focus to them. */
export function ToastProvider({ children }: { children: ReactNode }) {
  const [messages, setMessages] = useState<(Message & { id: number })[]>([]);
  const serial = useRef(0);
  const say = useCallback((message: Message) => {
    setMessages((standing) => [...standing.slice(-2), { ...message, id: serial.current++ }]);
  }, []);
  const drop = (id: number) => setMessages((standing) => standing.filter((message) => message.id !== id));

  return (
    <Radix.Provider duration={8000} label="Messages" swipeDirection="right">
      <Say value={say}>{children}</Say>
      {messages.map(({ id, text, state = "ok", undo }) => (
        <Radix.Root key={id} className="toast" onOpenChange={(open) => open || drop(id)}>
          <span className={`state state-${state}`}>
            <StateGlyph state={state} />
          </span>
          <Radix.Description className="text">{text}</Radix.Description>
          {undo && (
            <Radix.Action asChild altText={undo.label} onClick={undo.run}>
              <Button>{undo.label}</Button>
            </Radix.Action>
          )}
          <Radix.Close asChild>
            <Button variant="bare" icon="close" iconOnly>
              Close
            </Button>
          </Radix.Close>
        </Radix.Root>
      ))}
      <Radix.Viewport className="toasts" />
    </Radix.Provider>
  );
}
