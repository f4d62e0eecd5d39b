import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { Desk } from "./desk.ts";
import { onHomeOpened } from "./home-events.ts";
import { onJoin } from "./joins.ts";
import type { EventType } from "./listeners.ts";
import { onMessage } from "./messages.ts";
import { listAt, textAt } from "./payload.ts";
import { readPress } from "./press.ts";
import { onPress } from "./presses.ts";
import { type CloseForm, onForm, onGlobalShortcut, onMessageShortcut } from "./shortcuts.ts";
import { type Acknowledge, onCommand } from "./slash.ts";

/** Something that Slack sent, to be handled to its end. Never throws. */
export type Handlers = {
  event(type: EventType, body: unknown): Promise<void>;
  command(body: unknown, acknowledge: Acknowledge): Promise<void>;
  press(body: unknown): Promise<void>;
  messageShortcut(body: unknown): Promise<void>;
  globalShortcut(body: unknown): Promise<void>;
  form(body: unknown, close: CloseForm): Promise<void>;
  /** Waits until all that was begun is done, at most `withinMs`. */
  settled(withinMs: number): Promise<void>;
};

/** `uninstall` drops a workspace's tokens. */
export function createHandlers(desk: Desk, uninstall: (team: string) => Promise<void>): Handlers {
  const running = new Set<Promise<void>>();

  function run(
    what: string,
    work: () => Promise<void>,
    failed?: (id: string) => Promise<void>,
  ): Promise<void> {
    const done = work()
      .catch(async (error: unknown) => {
        const id = randomUUID().slice(0, 8);
        desk.options.log.error({ id, what, error: String(error) }, "slack: not handled");
        await failed?.(id);
      })
      .catch((error: unknown) =>
        desk.options.log.error({ what, error: String(error) }, "slack: fault not told"),
      )
      .finally(() => running.delete(done));
    running.add(done);
    return done;
  }

  const events: Readonly<Record<EventType, (body: unknown) => Promise<void>>> = {
    app_mention: (body) => onMessage(desk, body),
    message: (body) => onMessage(desk, body),
    app_home_opened: (body) => onHomeOpened(desk, body),
    member_joined_channel: (body) => onJoin(desk, body),
    team_join: (body) => onJoin(desk, body),
    tokens_revoked: async (body) => {
      if (listAt(body, "event", "tokens", "bot").length > 0)
        await uninstall(textAt(body, "team_id") ?? "-");
    },
    app_uninstalled: (body) => uninstall(textAt(body, "team_id") ?? "-"),
  };

  return {
    event: (type, body) => run(type, () => events[type](body)),
    command: (body, acknowledge) =>
      run(
        "command",
        () => onCommand(desk, body, acknowledge),
        (id) => acknowledge({ response_type: "ephemeral", text: apology(desk, id) }),
      ),
    press: (body) =>
      run("press", async () => {
        const pressed = readPress(body);
        if (pressed) await onPress(desk, pressed);
      }),
    messageShortcut: (body) => run("message shortcut", () => onMessageShortcut(desk, body)),
    globalShortcut: (body) => run("global shortcut", () => onGlobalShortcut(desk, body)),
    form: (body, close) => run("form", () => onForm(desk, body, close)),
    async settled(withinMs) {
      const late = sleep(withinMs, "late", { ref: false });
      while (running.size > 0) {
        if ((await Promise.race([Promise.all(running), late])) === "late") return;
      }
    },
  };
}

function apology({ options: { content } }: Desk, id: string): string {
  return content.say(content.fallback, "ui:failed", { id });
}
