import { decodeMenuValue, PRESSES, type Press } from "../render/choice-value.ts";
import { at, listAt, textAt } from "./payload.ts";

/** A modal or Home tab in which something was pressed. */
export type PressedView = {
  readonly id: string;
  readonly kind: "modal" | "home";
};

/** A press of one of our buttons. `thread` is the thread that the card stands in; `view` null: in a message. */
export type Pressed = {
  readonly press: Press;
  readonly value: string;
  /** Which rendering of the card was pressed. */
  readonly mark: string;
  readonly at: string;
  readonly team: string;
  readonly user: string;
  readonly channel: string | null;
  readonly message: string | null;
  readonly thread: string | null;
  readonly hidden: boolean;
  readonly direct: boolean;
  readonly view: PressedView | null;
  readonly responseUrl: string | null;
  readonly triggerId: string | null;
};

/**
 * A `block_actions` payload → the press, or null for anything else. What no version of ours made is a press of a choice that
 * cannot be read, so that it is explained; a button that opens an address does so by itself. Never throws.
 */
export function readPress(body: unknown): Pressed | null {
  const [action] = listAt(body, "actions");
  if (!action || textAt(action, "url")) return null;
  const press = PRESSES.find((kind) => textAt(action, "action_id")?.startsWith(`tl:${kind}:`));
  const user = textAt(body, "user", "id");
  const team = textAt(body, "team", "id") ?? textAt(body, "user", "team_id");
  const chosen = textAt(action, "selected_option", "value");
  const entry = chosen === null ? null : decodeMenuValue(chosen);
  const value = entry?.value ?? textAt(action, "value");
  if (!user || !team) return null;
  const channel = textAt(body, "channel", "id") ?? textAt(body, "container", "channel_id");
  return {
    press: entry?.press ?? press ?? "act",
    value: (press && value) ?? "",
    mark: textAt(action, "block_id") ?? "-",
    at: textAt(action, "action_ts") ?? "0",
    team,
    user,
    channel,
    message: textAt(body, "container", "message_ts") ?? textAt(body, "message", "ts"),
    thread: textAt(body, "container", "thread_ts") ?? textAt(body, "message", "thread_ts"),
    hidden: at(body, "container", "is_ephemeral") === true,
    direct: channel?.startsWith("D") ?? false,
    view: readView(body),
    responseUrl: textAt(body, "response_url"),
    triggerId: textAt(body, "trigger_id"),
  };
}

function readView(body: unknown): PressedView | null {
  const id = textAt(body, "view", "id");
  if (!id) return null;
  const kind = textAt(body, "view", "type") === "home" ? "home" : "modal";
  return { id, kind };
}
