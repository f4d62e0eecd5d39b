import type { App, Receiver as BoltReceiver, ReceiverEvent, SocketModeReceiver } from "@slack/bolt";

/**
 * Bolt's receiver of Socket Mode, but events are acknowledged once they are handled: what Slack was not told of comes again
 * after a crash. Bolt acknowledges them before their listeners run, which loses what a crash cuts off. Whatever else comes is
 * acknowledged by its listener.
 */
export function acknowledgeWhenHandled(receiver: SocketModeReceiver): BoltReceiver {
  return {
    // The receiver asks its app for this one method alone.
    init: (app) =>
      receiver.init({ processEvent: (event) => processEvent(app, event) } satisfies Pick<
        App,
        "processEvent"
      > as App),
    start: () => receiver.start(),
    stop: () => receiver.stop(),
  };
}

/** @throws what a listener throws; then nothing is acknowledged. */
async function processEvent(app: App, event: ReceiverEvent): Promise<void> {
  if (event.body.type !== "event_callback") return await app.processEvent(event);
  let isHandled = false;
  const ack = async () => {
    isHandled = true;
  };
  await app.processEvent({ ...event, ack });
  if (isHandled) await event.ack();
}
