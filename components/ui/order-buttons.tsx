import { Button } from "./button";

interface OrderButtonsProps {
  /** What is moved, for those who hear the buttons. */
  name: string;
  first: boolean;
  last: boolean;
  onMove(by: -1 | 1): void;
}

/** Two small buttons; the focus stays on the one that was pressed, wherever its row goes. */
export function OrderButtons({ name, first, last, onMove }: OrderButtonsProps) {
  const button = (by: -1 | 1, disabled: boolean, words: string, turn: string) => (
    <Button
      variant="bare"
      icon="next"
      iconOnly
      className={`!h-6 !w-6 ${turn}`}
      aria-disabled={disabled}
      onClick={(event) => {
        const pressed = event.currentTarget;
        onMove(by);
        requestAnimationFrame(() => pressed.focus());
      }}
    >
      {words} {name}
    </Button>
  );
  return (
    <span className="grid w-6">
      {button(-1, first, "Move up", "-rotate-90")}
      {button(1, last, "Move down", "rotate-90")}
    </span>
  );
}
