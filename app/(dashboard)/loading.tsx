import { BlockSkeleton, Skeleton } from "@/components/ui/skeleton";

/** While a screen is on its way: a header, a sentence, a block. */
export default function Loading() {
  return (
    <>
      <div className="head">
        <div className="top" />
      </div>
      <div className="page">
        <Skeleton className="h-6 w-3/5" />
        <Skeleton className="mt-2 mb-6 h-6 w-2/5" />
        <BlockSkeleton label="The page" height={400} />
      </div>
    </>
  );
}
