import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useToast } from "@/components/ui/toast";
import { Problem } from "@/lib/client/request";

interface Saving<Input, Output> {
  change(input: Input): Promise<Output>;
  /** What is said when it is done; null says nothing. */
  done(input: Input, output: Output): string | null;
  onDone?(output: Output): void;
}

/** Changes something about alerts; what the screens show of them is asked for anew before it is said to be done. */
export function useSave<Input, Output>({ change, done, onDone }: Saving<Input, Output>) {
  const queries = useQueryClient();
  const toast = useToast();
  const save = useMutation({
    mutationFn: change,
    onSuccess: async (output, input) => {
      await Promise.all(
        ["alerts", "incident", "home"].map((name) =>
          queries.invalidateQueries({ queryKey: ["report", name] }),
        ),
      );
      onDone?.(output);
      const text = done(input, output);
      if (text) toast({ text });
    },
  });
  const problem = save.error instanceof Problem ? save.error : null;
  const errorOf = (field: string) =>
    problem?.field === field || problem?.field?.startsWith(`${field}.`) ? problem.message : undefined;
  return { save, errorOf, problem: save.error };
}
