"use client";

import { type DragEvent, type ReactNode, useId, useState } from "react";
import { Icon } from "@/components/ui/icon";

interface FileDropProps {
  title: string;
  note: ReactNode;
  /** What the file dialog offers; a dropped file is taken whatever it is called. */
  accept: string;
  disabled?: boolean;
  onFile(file: File): void;
}

/** Takes one file: dropped, or chosen with a button that the keyboard reaches. */
export function FileDrop({ title, note, accept, disabled, onFile }: FileDropProps) {
  const [over, setOver] = useState(false);
  const id = useId();
  const take = (file: File | null | undefined) => {
    if (file && !disabled) onFile(file);
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    take(event.dataTransfer.files.item(0));
  };
  return (
    <section
      className={`empty !px-[22px] !py-6 ${over ? "!border-ink bg-hover" : ""}`}
      aria-labelledby={`${id}-title`}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <Icon name="imports" className="size-[26px] text-ink-2" strokeWidth={1.1} />
      <p className="font-serif text-[18px]/[24px] wrap-anywhere" id={`${id}-title`}>
        {title}
      </p>
      <p className="text-sm text-ink-2">{note}</p>
      <input
        className="peer sr-only"
        type="file"
        id={id}
        accept={accept}
        disabled={disabled}
        onChange={(event) => {
          take(event.target.files?.item(0));
          event.target.value = "";
        }}
      />
      <label
        className="btn mt-1.5 peer-focus-visible:outline-2 peer-focus-visible:outline-offset-2 peer-focus-visible:outline-focus peer-disabled:opacity-48"
        htmlFor={id}
      >
        Choose a file
      </label>
    </section>
  );
}
