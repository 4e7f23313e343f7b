import Link from "next/link";
import type { ComponentProps, ReactNode } from "react";
import { ShallowLink } from "@/components/filter/shallow-link";
import { Icon, Spinner } from "./icon";
import type { IconName } from "./icon-shapes";

type Variant = "plain" | "primary" | "danger" | "bare";

interface Look {
  variant?: Variant;
  icon?: IconName;
  /** 42 px high, for the doors. */
  big?: boolean;
  /** Only the icon is drawn; the children become its label. */
  iconOnly?: boolean;
  className?: string;
  children?: ReactNode;
}

const VARIANTS = { plain: "", primary: "btn-primary", danger: "btn-danger", bare: "btn-bare" };

function classes({ variant = "plain", big, iconOnly, className }: Look): string {
  return ["btn", VARIANTS[variant], big && "btn-big", iconOnly && "btn-icon", className]
    .filter(Boolean)
    .join(" ");
}

function Content({ icon, iconOnly, children }: Look) {
  return (
    <>
      {icon && <Icon name={icon} />}
      {iconOnly ? <span className="sr-only">{children}</span> : children}
    </>
  );
}

type ButtonProps = Look & ComponentProps<"button"> & { busy?: string | false };

/** `busy` is the verb in -ing while it works: the button keeps its look, says what it does and takes no second press. */
export function Button({ variant, icon, big, iconOnly, busy, className, children, ...rest }: ButtonProps) {
  const look = { variant, icon, big, iconOnly, className, children };
  return (
    <button
      type="button"
      {...rest}
      className={classes(look)}
      aria-busy={busy ? true : undefined}
      disabled={busy ? true : rest.disabled}
    >
      {busy ? (
        <>
          <Spinner />
          {iconOnly ? <span className="sr-only">{busy}</span> : busy}
        </>
      ) : (
        <Content {...look} />
      )}
    </button>
  );
}

type ButtonLinkProps = Look &
  ComponentProps<typeof ShallowLink> & {
    /** To another state of this page, which it reads from the address by itself. */
    shallow?: boolean;
  };

/** A link that looks like a button. */
export function ButtonLink({ shallow, ...props }: ButtonLinkProps) {
  const { variant, icon, big, iconOnly, className, children, ...rest } = props;
  const look = { variant, icon, big, iconOnly, className, children };
  const As = shallow ? ShallowLink : Link;
  return (
    <As {...rest} className={classes(look)}>
      <Content {...look} />
    </As>
  );
}
