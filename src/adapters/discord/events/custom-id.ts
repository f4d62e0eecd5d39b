import { hash } from "node:crypto";
import type { APIInteraction } from "discord.js";
import { LIMITS } from "../render/limits.ts";

/**
 * What a component of ours does when it is used. `wire` is an action (see `core/wire.ts`); `owner` is the mark of the
 * person who may use it, `TEAM` for the members of a thread's team, or null where anybody may. `update` changes the message in place, `reply` posts a new one,
 * `form` opens all questions at once in a language, `select` carries its wires in the options, `share` does the action again for
 * all to see.
 */
export type CustomId =
  | { readonly kind: "update" | "reply"; readonly wire: string; readonly owner: string | null }
  | {
      readonly kind: "form";
      readonly wire: string;
      readonly language: string;
      readonly owner: string | null;
    }
  | { readonly kind: "select"; readonly number: number; readonly owner: string | null }
  | { readonly kind: "share"; readonly wire: string; readonly owner: string | null };

const SIGNS = { update: "~", reply: "^", share: "*" } as const;
const FORM = /^([^~^!]*)!([a-z]{2,3})!([\w-]*)$/;
const SELECT = /^discord\/select\/([0-9]{1,2})~([\w-]*)$/;
const WIRE = /^([^~^!*]*)([~^*])([\w-]*)$/;

/** The short mark of a person, 6 characters of base64url: enough to tell neighbours apart, nothing to read out. */
export function ownerMark(user: string): string {
  return hash("sha256", user, "base64url").slice(0, 6);
}

/** @throws when the text would be longer than Discord accepts, which the bound on wires rules out. */
export function encodeCustomId(id: CustomId): string {
  const text = encode(id);
  if (text.length > LIMITS.customId) {
    throw new Error(
      `A custom_id may have ${LIMITS.customId} characters, this has ${text.length}: ${text}`,
    );
  }
  return text;
}

function encode(id: CustomId): string {
  const owner = id.owner ?? "";
  switch (id.kind) {
    case "update":
    case "reply":
    case "share":
      return `${id.wire}${SIGNS[id.kind]}${owner}`;
    case "form":
      return `${id.wire}!${id.language}!${owner}`;
    case "select":
      return `discord/select/${id.number}~${owner}`;
  }
}

/** Any custom_id → what it does. Text that is not ours becomes an `update` whose wire the core cannot read. */
export function decodeCustomId(text: string): CustomId {
  const select = SELECT.exec(text);
  if (select) return { kind: "select", number: Number(select[1]), owner: select[2] || null };
  const [, facts, language, asker] = FORM.exec(text) ?? [];
  if (facts && language) return { kind: "form", wire: facts, language, owner: asker || null };
  const [, wire = text, sign, owner] = WIRE.exec(text) ?? [];
  const kind = sign === SIGNS.reply ? "reply" : sign === SIGNS.share ? "share" : "update";
  return { kind, wire, owner: owner || null };
}

/** The mark of all members of a thread's team; shorter than any person's. */
export const TEAM = "team";

/** Whether this person may use the component. */
export function mayUse(id: CustomId, user: string): boolean {
  return id.owner === null || id.owner === TEAM || id.owner === ownerMark(user);
}

/** A press of a button, or a choice from a menu. */
export type Press = Extract<APIInteraction, { type: 3 }>;

/** The value of a menu's entry: what it does stands in a sign behind its wire. */
export function encodeEntry(kind: keyof typeof SIGNS, wire: string): string {
  return `${wire}${SIGNS[kind]}`;
}

/** The reverse of `encodeEntry` for a menu of that owner; a bare wire, as earlier versions wrote it, is answered below. */
export function decodeEntry(
  value: string,
  owner: string | null,
): Exclude<CustomId, { kind: "select" }> {
  const [kind] = Object.entries(SIGNS).find(([, sign]) => value.endsWith(sign)) ?? [];
  if (kind !== "update" && kind !== "reply" && kind !== "share")
    return { kind: "reply", wire: value, owner };
  return { kind, wire: value.slice(0, -1), owner };
}
