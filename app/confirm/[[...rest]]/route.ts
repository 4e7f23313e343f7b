import { lost, openDoor } from "../../u/door";

export const GET = openDoor(lost);
export const POST = openDoor(lost);
