import type { Action } from "../../../dialogue/action.ts";
import { decodeAction, encodeAction } from "../../../dialogue/action-codec.ts";

/** What a pressed button says: whose it is (null: anyone's, `TEAM`: the members' of a thread's team), and what it does (null: not readable any more). */
export type PressedValue = { readonly owner: string | null; readonly action: Action | null };

const ANYONE = "*";
/** Stands for all members of a thread's team, each of whom presses for themselves. */
export const TEAM = "team";
const OWNER = /^(?:[UW][A-Z0-9]{1,30}|team)$/;

/** Owner and action → a button's value such as `U1|tl1/start`. */
export function encodeValue(owner: string | null, action: Action): string {
  return `${owner ?? ANYONE}|${encodeAction(action)}`;
}

/** A button's value → owner and action. Never throws; what it cannot read is nobody's and no action. */
export function decodeValue(value: string): PressedValue {
  const bar = value.indexOf("|");
  const owner = value.slice(0, Math.max(bar, 0));
  const action = decodeAction(value.slice(bar + 1));
  return { owner: OWNER.test(owner) ? owner : null, action };
}
