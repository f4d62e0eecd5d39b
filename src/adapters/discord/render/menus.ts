import type { APIStringSelectComponent } from "discord.js";
import { encodeAction } from "../../../dialogue/action-codec.ts";
import { placementOf } from "../../../dialogue/placement.ts";
import type { Choice } from "../../../dialogue/reply.ts";
import { encodeCustomId, encodeEntry } from "../events/custom-id.ts";
import { LIMITS, shorten } from "./limits.ts";
import type { Row } from "./message.ts";

/** One entry of a menu. */
export type MenuEntry = {
  readonly label: string;
  readonly description: string | null;
  readonly group: string | null;
  readonly value: string;
};

/** A choice as an entry. */
export function entryOf(choice: Choice): MenuEntry {
  const { label, description, group = null, action } = choice;
  const kind = placementOf(choice) === "in_place" ? "update" : "reply";
  return { label, description, group, value: encodeEntry(kind, encodeAction(action)) };
}

/** The entry that posts a private message for all to see. */
export function shareEntry(wire: string, label: string): MenuEntry {
  return { label, description: null, group: null, value: encodeEntry("share", wire) };
}

/**
 * Entries → menus, each alone in its row. One has 25 entries: more are divided evenly at the headings of their groups, which then
 * name the menus.
 */
export function menuRows(
  entries: readonly MenuEntry[],
  options: { readonly owner: string | null; readonly name: string; readonly first: number },
): Row[] {
  const parts = divided(entries);
  return parts.map((part, at) => {
    const groups = [...new Set(part.flatMap(({ group }) => (group === null ? [] : [group])))];
    const own = groups.length > 0 ? `${groups.join(", ")} (${part.length})` : options.name;
    const menu: APIStringSelectComponent = {
      type: 3,
      custom_id: encodeCustomId({
        kind: "select",
        number: options.first + at,
        owner: options.owner,
      }),
      placeholder: shorten(parts.length > 1 ? own : options.name, LIMITS.placeholder),
      options: part.map(({ label, description, group, value }) => {
        const about = description ?? (parts.length > 1 ? group : null);
        return {
          label: shorten(label, LIMITS.selectText),
          value,
          ...(about !== null && { description: shorten(about, LIMITS.selectText) }),
        };
      }),
    };
    return { type: 1, components: [menu] };
  });
}

/** Groups stay together while they fit. */
function divided(entries: readonly MenuEntry[]): readonly (readonly MenuEntry[])[] {
  const parts: MenuEntry[][] = [];
  for (const [at, entry] of entries.entries()) {
    const last = parts.at(-1);
    const begins = entry.group !== entries[at - 1]?.group;
    const needed = begins ? entries.filter(({ group }) => group === entry.group).length : 1;
    const room = LIMITS.selectOptions - (last?.length ?? LIMITS.selectOptions);
    if (!last || room < Math.min(needed, LIMITS.selectOptions)) parts.push([entry]);
    else last.push(entry);
  }
  return parts;
}
