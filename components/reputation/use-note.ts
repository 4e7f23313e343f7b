import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useToast } from "@/components/ui/toast";
import { Problem } from "@/lib/client/request";

/** Changes what people have noted; it is asked for anew before it is said to be done. */
export function useNote<Input>(
  change: (input: Input) => Promise<unknown>,
  done: string,
  onDone?: () => void,
) {
  const queries = useQueryClient();
  const toast = useToast();
  const save = useMutation({
    mutationFn: change,
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ["report", "reputation-notes"] });
      onDone?.();
      toast({ text: done });
    },
  });
  const problem = save.error instanceof Problem ? save.error : null;
  const errorOf = (field: string) => (problem?.field === field ? problem.message : undefined);
  return { save, errorOf, problem: save.error };
}
