import { Missing } from "@/components/shell/not-here";

export default function NotFound() {
  return <Missing framed />;
}
