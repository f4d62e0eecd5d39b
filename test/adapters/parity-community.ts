import { expect } from "vitest";
import type { Shown, Stage } from "./parity.ts";
import { about, ask, type Check, call, en } from "./parity-asking.ts";

async function callAll(stage: Stage, person: string, ...commands: readonly string[]) {
  const shown: Shown[] = [];
  for (const words of commands) shown.push(await call(stage, { words }, person));
  return shown.map(about);
}

/** What the bot does for a community. */
export const COMMUNITY = {
  "Helpful or not, with a reason": async (stage) => {
    const person = stage.platform.newPerson();
    const answer = await ask(stage, "what is LoRA?", person);
    const asked = await stage.press(person, answer, en("community:feedback.unhelpful"));
    const reason = en("community:feedback.reasons.too_long");
    return [about(asked), about(await stage.press(person, asked, reason))];
  },
  "Remark on an answer": async (stage) => {
    const person = stage.platform.newPerson();
    return await callAll(stage, person, "what is LoRA?", "feedback the example was too small");
  },
  "Team mode in a thread": async (stage) => {
    const { platform } = stage;
    const [one, other] = [platform.newPerson(), platform.newPerson()];
    const opened = await ask(stage, "team mode", one);
    const { target } = opened.question;
    const first = await stage.say(one, target, "500 photos, close", false);
    return [opened, first, await stage.say(other, target, "one RTX 3090", false)].map(about);
  },
  "Each member presses their own answers on a team's card": async (stage) => {
    const { platform } = stage;
    const [one, other] = [platform.newPerson(), platform.newPerson()];
    const opened = await ask(stage, "team mode", one);
    const first = await stage.press(one, opened, en("flow:options.data.small.label"));
    const second = await stage.press(other, first, en("flow:options.similarity.close.label"));
    const { words, message } = second.cards.at(-1)!;
    expect(message).toBe(opened.cards.at(-1)?.message);
    expect(words).toContain("people who answered: 2");
    return [opened, first, second].map(about);
  },
  "60-second path": async (stage) => {
    const person = stage.platform.newPerson();
    const card = await call(stage, { words: "tour" }, person);
    return [about(card), about(await stage.press(person, card, en("community:welcome.next")))];
  },
  Quiz: async (stage) => about(await call(stage, { words: "quiz" })),
  "What is kept: seen, taken along, erased": async (stage) =>
    await callAll(stage, stage.platform.newPerson(), "privacy", "export", "forget"),
  "Settings, by admins alone": async (stage) => {
    const { platform } = stage;
    const change = "settings mention_only off";
    return [
      await callAll(stage, platform.newPerson(), "settings", change),
      await callAll(stage, platform.newPerson(true), "settings", change),
    ];
  },
  "Report of what was not understood": async (stage) =>
    await callAll(stage, stage.platform.newPerson(true), "report"),
  "Newcomers are welcomed once, where an admin wishes it": async (stage) => {
    const { platform } = stage;
    const admin = platform.newPerson(true);
    const set = await callAll(stage, admin, "onboarding on");
    const person = platform.newPerson();
    const welcome = await stage.touch(() => platform.join(person));
    expect(welcome).toHaveLength(1);
    expect(welcome[0]?.labels.length).toBeGreaterThan(0);
    expect(await stage.silence(() => platform.join(person))).toBe(true);
    return [set, await callAll(stage, admin, "onboarding off")];
  },
  "Answers unasked, where an admin wishes it": async (stage) => {
    const { platform } = stage;
    const admin = platform.newPerson(true);
    const say = (text: string) =>
      platform.speak(platform.newPerson(), platform.channel, text, false);
    const set = await callAll(stage, admin, "unprompted on");
    const answer = await stage.act(() => say("What is the difference between LoRA and QLoRA?"));
    return [set, about(answer), await callAll(stage, admin, "unprompted off")];
  },
} as const satisfies Readonly<Record<string, Check>>;
