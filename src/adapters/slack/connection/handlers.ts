import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { SlackContext } from "../context.ts";
import { onContextChanged, onSessionStopped } from "../events/agent-events.ts";
import { onHomeOpened } from "../events/home-events.ts";
import { onJoin } from "../events/joins.ts";
import { onMessage } from "../events/messages.ts";
import { readPress } from "../events/parse-press.ts";
import { listAt, textAt } from "../events/payload.ts";
import { onPress } from "../events/presses.ts";
import {
  ADVISE_ON_MESSAGE,
  type CloseForm,
  OPEN_FORM,
  onForm,
  onGlobalShortcut,
  onMessageShortcut,
} from "../events/shortcuts.ts";
import { type Acknowledge, onCommand } from "../events/slash.ts";
import { SlackFault, waitAfter } from "./errors.ts";
import type { EventType } from "./listeners.ts";

/** Something that Slack sent, to be handled to its end. Never throws. */
export type Handlers = {
  /** Whether the event was handled; when not, it is worth another try. */
  event(type: EventType, body: unknown): Promise<boolean>;
  command(body: unknown, acknowledge: Acknowledge): Promise<void>;
  press(body: unknown): Promise<void>;
  shortcut(body: unknown): Promise<void>;
  form(body: unknown, close: CloseForm): Promise<void>;
  /** Waits until all that was begun is done, at most `withinMs`. */
  settled(withinMs: number): Promise<void>;
};

/** `uninstall` drops a workspace's tokens. */
export function createHandlers(
  slack: SlackContext,
  uninstall: (team: string) => Promise<void>,
): Handlers {
  const running = new Set<Promise<boolean>>();

  /** Tells whether the work is done, or will never be. */
  async function attempt(
    what: string,
    work: () => Promise<void>,
    failed: (id: string) => Promise<void>,
  ): Promise<boolean> {
    try {
      await work();
      return true;
    } catch (error) {
      const id = randomUUID().slice(0, 8);
      slack.options.log.error({ id, what, error: String(error) }, "slack: not handled");
      await failed(id).catch((second: unknown) =>
        slack.options.log.error({ id, what, error: String(second) }, "slack: fault not told"),
      );
      return error instanceof SlackFault && waitAfter(error, 1) === null;
    }
  }

  async function run(
    what: string,
    work: () => Promise<void>,
    failed: (id: string) => Promise<void> = async () => undefined,
  ): Promise<boolean> {
    const done = attempt(what, work, failed);
    running.add(done);
    try {
      return await done;
    } finally {
      running.delete(done);
    }
  }

  const events: Readonly<Record<EventType, (body: unknown) => Promise<void>>> = {
    app_mention: (body) => onMessage(slack, body),
    message: (body) => onMessage(slack, body),
    agent_session_stopped: (body) => onSessionStopped(slack, body),
    app_context_changed: (body) => onContextChanged(slack, body),
    app_home_opened: (body) => onHomeOpened(slack, body),
    member_joined_channel: (body) => onJoin(slack, body),
    team_join: (body) => onJoin(slack, body),
    tokens_revoked: async (body) => {
      if (listAt(body, "event", "tokens", "bot").length > 0)
        await uninstall(textAt(body, "team_id") ?? "-");
    },
    app_uninstalled: (body) => uninstall(textAt(body, "team_id") ?? "-"),
  };

  const shortcuts = new Map([
    [ADVISE_ON_MESSAGE, onMessageShortcut],
    [OPEN_FORM, onGlobalShortcut],
  ]);

  return {
    event: (type, body) => run(type, () => events[type](body)),
    async command(body, acknowledge) {
      await run(
        "command",
        () => onCommand(slack, body, acknowledge),
        (id) => acknowledge({ response_type: "ephemeral", text: apology(slack, id) }),
      );
    },
    async press(body) {
      await run("press", async () => {
        const pressed = readPress(body);
        if (pressed) await onPress(slack, pressed);
      });
    },
    async shortcut(body) {
      const known = shortcuts.get(textAt(body, "callback_id") ?? "");
      await run("shortcut", async () => await known?.(slack, body));
    },
    async form(body, close) {
      await run("form", () => onForm(slack, body, close));
    },
    async settled(withinMs) {
      const late = sleep(withinMs, "late", { ref: false });
      while (running.size > 0) {
        if ((await Promise.race([Promise.all(running), late])) === "late") return;
      }
    },
  };
}

function apology({ options: { content } }: SlackContext, id: string): string {
  return content.say(content.fallback, "ui:failed", { id });
}
