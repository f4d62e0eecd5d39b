import type { App } from "@slack/bolt";
import { withTimeout } from "../../../lib/timeout.ts";
import { yieldToIO } from "../../../lib/yield-to-io.ts";
import type { Handlers } from "./handlers.ts";
import { EVENT_TYPES, type EventType } from "./listeners.ts";

/** Slack waits 3 s for the answer to an event, and then sends it again: what takes longer counts as not handled. */
const EVENT_ANSWER_MS = 2_500;
const ANY_EVENT = new RegExp(`^(?:${EVENT_TYPES.join("|")})$`);
const ANYTHING = /(?:)/;

/**
 * An event counts as handled when what came of it is saved. Bolt asks every listener about all that comes, so that events have
 * one together. @throws when it is not, so that Slack sends the event again.
 */
export function hearEvents(app: App, handlers: Handlers): void {
  app.event(ANY_EVENT, async ({ body }) => {
    const handled = handlers.event(body.event.type as EventType, body);
    if ((await withTimeout(handled, EVENT_ANSWER_MS)) !== true)
      throw new Error("The event was not handled in time, and is expected again.");
    // What people wait for leaves before what Slack waits for.
    await yieldToIO();
  });
}

/** Presses and shortcuts are acknowledged before their work, commands and forms with its result; so is what is not known. */
export function hearActs(app: App, handlers: Handlers): void {
  app.command(ANYTHING, ({ body, ack }) => handlers.command(body, (message) => ack(message)));
  app.action(ANYTHING, async ({ body, ack }) => {
    await ack();
    await handlers.press(body);
  });
  app.shortcut(ANYTHING, async ({ body, ack }) => {
    await ack();
    await handlers.shortcut(body);
  });
  app.view(ANYTHING, ({ body, ack }) =>
    handlers.form(body, (view) => (view ? ack({ response_action: "update", view }) : ack())),
  );
}
