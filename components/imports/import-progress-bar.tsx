import { bytes, count, counted } from "@/lib/core/format";
import type { ImportProgress } from "./use-import";
import { shareRead, timeLeft } from "./words";

/** How far a running import is: records, share of the bytes, rate, time left. */
export function ImportProgressBar({ progress }: { progress: ImportProgress }) {
  const { name, records, bytes: size, bytesRead, rate, secondsLeft } = progress;
  const share = shareRead(progress);
  const percent = share === null ? null : Math.floor(share * 100);
  const read = size === null ? bytes(bytesRead) : `${bytes(bytesRead)} of ${bytes(size)}`;
  const pace = rate === null ? "Measuring the rate" : `${count(rate)} records/s`;
  const rest = secondsLeft === null ? "" : `, ${timeLeft(secondsLeft)}`;
  return (
    <div className="mt-4">
      <div className="flex justify-between gap-4 font-medium">
        <span>{counted(records, "record")}</span>
        <span>{percent !== null ? `${percent}%` : bytesRead > 0 ? read : ""}</span>
      </div>
      <div
        className="bar mt-1.5 !h-2"
        role="progressbar"
        aria-label={`Reading ${name}`}
        aria-valuenow={percent ?? undefined}
        aria-valuetext={`${read}${rest}`}
      >
        <span
          className={share === null ? "w-full animate-pulse" : "transition-[width] duration-700"}
          style={share === null ? undefined : { width: `${share * 100}%` }}
        />
      </div>
      <p className="mt-2 flex flex-wrap justify-between gap-x-4 text-sm text-ink-2">
        <span>
          {pace}
          {rest}
        </span>
        {percent !== null && <span>{read}</span>}
      </p>
    </div>
  );
}
