import type { Action } from "../../../dialogue/action.ts";
import { decodeAction, encodeAction } from "../../../dialogue/action-codec.ts";
import { type Placement, placementOf } from "../../../dialogue/placement.ts";

/** What a pressed button says: whose it is (null: anyone's, `TEAM`: the members' of a thread's team), and what it does (null: not readable any more). */
export type PressedValue = { readonly owner: string | null; readonly action: Action | null };

/**
 * What a choice does: an action of the core by where it is answered, opening the form, or posting the answer for everyone.
 * `act` is how the version before 1.1 named all actions.
 */
export const PRESSES = ["here", "below", "alone", "act", "form", "post"] as const;
export type Press = (typeof PRESSES)[number];

const PRESS_OF = { in_place: "here", below: "below", alone: "alone" } as const satisfies Readonly<
  Record<Placement, Press>
>;

/** How a choice is pressed: by where it is answered. */
export function pressOf(choice: Parameters<typeof placementOf>[0]): Press {
  return PRESS_OF[placementOf(choice)];
}

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

/** The value of a menu's entry: a menu has one `action_id`, so what its entries do stands before the rest, such as `post!U1|tl1/…`. */
export function encodeMenuValue(press: Press, owner: string | null, action: Action): string {
  const value = encodeValue(owner, action);
  return `${press}!${value}`;
}

/** The reverse of `encodeMenuValue`, with the value as `decodeValue` takes it. */
export function decodeMenuValue(text: string): { readonly press: Press; readonly value: string } {
  const press = PRESSES.find((each) => text.startsWith(`${each}!`));
  return press ? { press, value: text.slice(press.length + 1) } : { press: "act", value: text };
}
