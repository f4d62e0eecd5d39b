import { button, buttonsOf, startRig } from "../adapters/slack/rig.ts";
import { keep } from "../fakes/slack/methods.ts";
import { command, press } from "../fakes/slack/payloads.ts";
import type { Json, Message } from "../fakes/slack/workspace.ts";
import { type Driver, type Someone, startParts } from "./driver.ts";

/** The whole bot on the fake Slack, in channel C1. */
export async function startSlack() {
  const adapters: Parameters<typeof startParts>[1] = [
    { name: "slack", isReady: () => true, deliver: (delivery) => rig.adapter.deliver(delivery) },
  ];
  const { ports, records, stop, community, store } = await startParts(Date.now, adapters);
  const rig = await startRig({
    options: {
      ...ports,
      joined: ({ team, ...join }) => community.joined({ workspace: `slack:${team}`, ...join }),
    },
  });

  function introduce({ user, locale, admin }: Someone): void {
    rig.slack.workspace.locales.set(user, locale);
    if (admin) rig.slack.workspace.admins.add(user);
  }

  const begins = (each: { readonly label: string }, label: string) => each.label.startsWith(label);

  function find(label: string): Message {
    const found = rig.slack.workspace.messages.findLast((message) =>
      buttonsOf(message).some((each) => begins(each, label)),
    );
    if (!found) throw new Error(`No message has a button ${label}`);
    return found;
  }

  const driver: Driver = {
    records,
    async say(who, words) {
      introduce(who);
      const grant = { channel: "C1", user: who.user, ts: null, hidden: true };
      const answered = await rig.command(
        command(words.replace(/^\/tl-advise\s*/, ""), {
          trigger: rig.slack.trigger(),
          responseUrl: rig.slack.responseUrl(grant),
          user: who.user,
        }),
      );
      keep(rig.slack.workspace, answered.body as Json, "C1", who.user, "command");
    },
    async press(who, label) {
      introduce(who);
      const card = find(label);
      const { channel, ts, to } = card;
      const responseUrl = rig.slack.responseUrl({
        channel,
        user: who.user,
        ts,
        hidden: to !== null,
      });
      const extra = { user: who.user, trigger: rig.slack.trigger(), responseUrl };
      const before = records.length;
      const found = buttonsOf(card).find((each) => begins(each, label));
      await rig.interaction(press(button(card, found?.label ?? label), card, extra));
      await rig.until(() => {
        if (records.length === before) throw new Error("not answered yet");
      });
      await rig.adapter.stop();
      await rig.adapter.start();
    },
    async stop() {
      await rig.close();
      await stop();
    },
  };
  return { ...driver, rig, community, store };
}
