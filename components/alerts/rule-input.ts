import type { AlertChannel } from "@/lib/core/alerts/channel";
import type { AlertRule, PatternRule, RateRule } from "@/lib/core/alerts/rule";
import type { AlertSlice } from "@/lib/core/alerts/slice";

/** "0.1" as 0.001; what is no number goes on as it is, for the server to say so. */
function proportion(form: FormData, name: string): number {
  const value = Number(String(form.get(name)).replace(",", ".").replace("%", "").trim());
  return Number((value / 100).toPrecision(12));
}

/** A rule as its form says it; the server checks it. */
export function ruleInput(form: FormData, kind: AlertRule["kind"], on: boolean): AlertRule {
  const text = (name: string) => String(form.get(name) ?? "").trim();
  const common = {
    ...{ name: text("name"), sender: text("sender"), on, cooldown: Number(text("cooldown")) },
    channels: form.getAll("channels").map(Number),
  };
  if (kind === "silence")
    return {
      ...common,
      kind,
      source: text("source"),
      minutes: text("minutes") ? Number(text("minutes")) : null,
    };
  const lines = { opens: proportion(form, "opens"), closes: proportion(form, "closes") };
  if (kind === "gmail") return { ...common, kind, ...lines };
  const by = text("by") as AlertSlice["by"] | "";
  const slice = by ? ({ by, name: text("slice") } as AlertSlice) : null;
  if (kind === "pattern") {
    const metric = text("metric") as PatternRule["metric"];
    return { ...common, kind, slice, metric, deviations: Number(text("deviations")) };
  }
  return {
    ...{ ...common, kind, slice, metric: text("metric") as RateRule["metric"] },
    ...lines,
    minimum: Number(text("minimum").replaceAll(",", "")),
  };
}

/** A channel as its form says it; the server checks it. */
export function channelInput(form: FormData, kind: AlertChannel["kind"], on: boolean): AlertChannel {
  const text = (name: string) => String(form.get(name) ?? "").trim();
  const [from, to] = [text("from"), text("until")];
  const common = {
    ...{ name: text("name"), on, digest: text("digest") as AlertChannel["digest"] },
    quiet: from || to ? { from, to } : null,
  };
  if (kind === "email")
    return {
      ...common,
      kind,
      to: text("to")
        .split(/[\s,;]+/)
        .filter(Boolean),
    };
  return { ...common, kind, url: text("url") };
}
