import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useToast } from "@/components/ui/toast";
import { Problem } from "@/lib/client/request";

/** Saves a form of the settings; when that is done the page is read again and `done` is said. */
export function useSetting<Input>(change: (input: Input) => Promise<unknown>, done: string) {
  const router = useRouter();
  const toast = useToast();
  const save = useMutation({
    mutationFn: change,
    onSuccess: () => {
      router.refresh();
      toast({ text: done });
    },
  });
  const problem = save.error instanceof Problem ? save.error : null;
  return {
    save,
    errorOf: (field: string) => (problem?.field === field ? problem.message : undefined),
    /** What went wrong without one field to blame. */
    fault: save.error && !problem?.field ? save.error.message : null,
  };
}
