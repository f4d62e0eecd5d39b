import type { types } from "@slack/bolt";
import { LIMITS } from "../limits.ts";

/** One entry of a menu; `group` null: under no heading. */
export type MenuEntry = {
  readonly label: string;
  readonly description: string | null;
  readonly group: string | null;
  readonly value: string;
};

/** Whether Slack takes the entry's value; its label and description are cut instead. */
export function fitsMenu({ value }: MenuEntry): boolean {
  return value.length <= LIMITS.OPTION_VALUE;
}

/** A menu under a name; `quiet`, where it has room for all, is the three dots without one. */
export function menuElement(
  entries: readonly MenuEntry[],
  name: string,
  quiet: boolean,
): types.StaticSelect | types.Overflow {
  if (quiet && entries.length <= LIMITS.OVERFLOW_OPTIONS)
    return { type: "overflow", options: entries.map(option) };
  const placeholder = plain(name, LIMITS.PLACEHOLDER);
  const shown = entries.slice(0, LIMITS.SELECT_OPTIONS);
  const groups = [...new Set(shown.map(({ group }) => group))];
  if (groups.includes(null))
    return { type: "static_select", placeholder, options: shown.map(option) };
  return {
    type: "static_select",
    placeholder,
    option_groups: groups.map((group) => ({
      label: plain(group ?? "", LIMITS.OPTION_TEXT),
      options: shown.filter((entry) => entry.group === group).map(option),
    })),
  };
}

function option({ label, description, value }: MenuEntry): types.PlainTextOption {
  return {
    text: plain(label, LIMITS.OPTION_TEXT),
    ...(description !== null && { description: plain(description, LIMITS.OPTION_DESCRIPTION) }),
    value,
  };
}

function plain(text: string, max: number): types.PlainTextElement {
  return { type: "plain_text", text: text.slice(0, max), emoji: false };
}
