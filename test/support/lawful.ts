import { isDeepStrictEqual } from "node:util";
import type { Action } from "../../src/dialogue/action.ts";
import { decodeAction, encodeAction } from "../../src/dialogue/action-codec.ts";
import type { Turn } from "../../src/dialogue/turn.ts";
import type { Address } from "../../src/store/address.ts";

type Check = (value: unknown) => boolean;

export const isText: Check = (value) => typeof value === "string" && value !== "";
export const isTextOrNull: Check = (value) => value === null || isText(value);
export const isSwitch: Check = (value) => typeof value === "boolean";

/** What a turn has, and nothing beside it. */
const TURN: Readonly<Record<keyof Omit<Turn, "member">, Check>> = {
  id: isText,
  key: isText,
  input: isInput,
  locale: (value) => value === null || typeof value === "string",
  preferred: isTextOrNull,
  customary: isTextOrNull,
  addressed: isSwitch,
  unprompted: isSwitch,
  admin: isSwitch,
};

/** The fields in which a value differs from its shape: wrong ones, missing ones and ones too many. */
export function faultsOf(
  value: unknown,
  shape: Readonly<Record<string, Check>>,
): readonly string[] {
  if (typeof value !== "object" || value === null) return ["no object"];
  const fields = value as Readonly<Record<string, unknown>>;
  const names = new Set([...Object.keys(fields), ...Object.keys(shape)]);
  return [...names].filter((name) => !shape[name]?.(fields[name]));
}

/** The fields in which a turn from outside is not what the core expects. */
export function turnFaults(turn: unknown): readonly string[] {
  return faultsOf(turn, TURN);
}

/** The fields of an address that the outbox could not keep. */
export function addressFaults({ platform, place }: Address): readonly string[] {
  const wrong = Object.entries(place).filter(
    ([, value]) => value !== null && typeof value !== "string" && typeof value !== "boolean",
  );
  return [...(isText(platform) ? [] : ["platform"]), ...wrong.map(([name]) => name)];
}

/** What a person did: words, or an action that the core knows or none. */
export function isInput(value: unknown): boolean {
  const { kind, text, action, ...others } = value as Readonly<Record<string, unknown>>;
  if (Object.keys(others).length > 0) return false;
  if (kind === "text") return typeof text === "string" && action === undefined;
  return kind === "action" && text === undefined && (action === null || isAction(action as Action));
}

/** An action that the core knows is the same after its way over the wire. */
export function isAction(action: Action): boolean {
  return isDeepStrictEqual(decodeAction(encodeAction(action)), action);
}
