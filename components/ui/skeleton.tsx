/** A bar of the height and width of what is coming. */
export function Skeleton({ className = "h-3 w-full" }: { className?: string }) {
  return <div className={`skeleton ${className}`} aria-hidden="true" />;
}

const HEIGHTS = [30, 67, 54, 41, 78, 65, 52, 39, 76, 63, 50, 37, 74, 61, 48, 35];

/** A block that is loading, as high as it will be, so that nothing moves. */
export function BlockSkeleton({ label, height }: { label: string; height: number }) {
  return (
    <div className="card card-body flex flex-col" style={{ height }} role="status">
      <span className="sr-only">{label} is loading</span>
      <Skeleton className="h-3 w-2/5" />
      <Skeleton className="mt-2 h-2.5 w-1/4" />
      <div className="mt-4 flex min-h-0 flex-1 items-end gap-1.5" aria-hidden="true">
        {HEIGHTS.map((percent) => (
          <div key={percent} className="skeleton flex-1" style={{ height: `${percent}%` }} />
        ))}
      </div>
    </div>
  );
}
