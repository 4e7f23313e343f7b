import { NotAllowed } from "@/components/shell/not-here";

export default function Forbidden() {
  return <NotAllowed framed />;
}
