import { count, counted } from "@/lib/core/format";

/** How far the log is read again. */
export function ReadingProgress({
  total,
  checked,
  changed,
}: {
  total: number;
  checked: number;
  changed: number;
}) {
  const percent = total === 0 ? 100 : Math.min(100, Math.floor((checked / total) * 100));
  return (
    <section className="card card-body mb-5" aria-label="Reading the log again">
      <div className="flex justify-between gap-4 font-medium">
        <span>
          {count(checked)} of {counted(total, "bounce")}
        </span>
        <span>{percent}%</span>
      </div>
      <div
        className="bar mt-1.5 !h-2"
        role="progressbar"
        aria-label="Reading the log again"
        aria-valuenow={percent}
      >
        <span className="transition-[width] duration-700" style={{ width: `${percent}%` }} />
      </div>
      <p className="mt-2 text-sm text-ink-2">
        {counted(changed, "bounce")} read differently so far. You may close this page; new mail is read by the
        new rules already.
      </p>
    </section>
  );
}
