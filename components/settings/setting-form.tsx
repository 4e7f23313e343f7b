import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { Note } from "@/components/ui/note";
import type { useSetting } from "./use-setting";

interface Props {
  setting: Pick<ReturnType<typeof useSetting>, "fault"> & { save: { isPending: boolean } };
  /** What the button says, and the verb in -ing while it works; null: nothing may be changed. */
  button: { text: string; busy: string } | null;
  onSubmit(form: FormData): void;
  /** The fields. */
  children: ReactNode;
}

export const SAVE = { text: "Save", busy: "Saving" };

/** The fields of a setting, what went wrong with none of them to blame, and the button. */
export function SettingForm({ setting, button, onSubmit, children }: Props) {
  return (
    <form
      className="mt-3.5 grid max-w-[560px] gap-3.5 first:mt-0"
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit(new FormData(event.currentTarget));
      }}
      noValidate
    >
      {children}
      {setting.fault && (
        <Note state="alert" live>
          {setting.fault}
        </Note>
      )}
      {button && (
        <div>
          <Button type="submit" busy={setting.save.isPending && button.busy}>
            {button.text}
          </Button>
        </div>
      )}
    </form>
  );
}
