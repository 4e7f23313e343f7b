import { lost, openDoor } from "../door";

export const GET = openDoor(lost);
export const POST = openDoor(lost);
