"use client";

import type { ComponentProps } from "react";
import { Icon } from "./icon";

interface SearchInputProps extends Omit<ComponentProps<"input">, "type"> {
  label: string;
}

/** The search of a page: `/` puts the focus here (see the shell's keys). One a page. */
export function SearchInput({ label, className, ...rest }: SearchInputProps) {
  return (
    <div className={className ? `input ${className}` : "input"}>
      <Icon name="search" />
      <input
        type="search"
        aria-label={label}
        placeholder={label}
        autoComplete="off"
        data-page-search=""
        {...rest}
      />
      <kbd className="max-wide:hidden">/</kbd>
    </div>
  );
}
