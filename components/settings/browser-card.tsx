"use client";

import { APPEARANCES, setAppearance, useAppearance } from "@/components/shell/appearance";
import { openKeys } from "@/components/shell/keys-dialog";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Segmented } from "@/components/ui/segmented";

const WORDS = { system: "As the system", light: "Light", dark: "Dark" };

/** What is kept in this browser and nowhere else. */
export function BrowserCard() {
  const appearance = useAppearance();
  return (
    <Card title="This browser" subtitle="kept here, for nobody else" id="browser">
      <div className="flex flex-wrap items-center gap-x-8 gap-y-4">
        <div className="flex flex-wrap items-center gap-3">
          <span>Appearance</span>
          <Segmented
            label="Appearance"
            value={appearance}
            onChange={setAppearance}
            options={APPEARANCES.map((value) => ({ value, label: WORDS[value] }))}
          />
        </div>
        <div className="flex items-center gap-3">
          <span>
            Keys <kbd>?</kbd>
          </span>
          <Button onClick={openKeys}>Show them, or switch them off</Button>
        </div>
      </div>
    </Card>
  );
}
