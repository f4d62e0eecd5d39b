import { recommend } from "../advice/recommend.ts";
import { decodeCode } from "../dialogue/advice-code.ts";
import type { Content } from "../dialogue/content.ts";
import type { Dependencies } from "../dialogue/dependencies.ts";
import type { Choice, Outcome, Reply } from "../dialogue/reply.ts";
import { strategyName } from "../dialogue/responses/words/advice-words.ts";
import { NEW_STATE } from "../dialogue/state.ts";
import type { FollowUp } from "../store/records.ts";
import type { Store } from "../store/store.ts";
import type { AddressFor } from "./admin-options.ts";
import { heading, paragraph, request, type Say, sayIn } from "./admin-reply.ts";

/** An experiment takes days, a memory of it lasts weeks. */
export const LATER_DAYS = 14;
const DAY_MS = 24 * 60 * 60_000;
const AT_ONCE = 50;

/** Adds to an advice the offer to ask later, where there is a way to. */
export function offerLater(
  content: Content,
  outcome: Outcome,
  key: string,
  addressFor: AddressFor,
): Outcome {
  const { reply, effects } = outcome;
  const advised = effects.find((effect) => effect.kind === "advised");
  if (!reply || !advised || addressFor(key, "direct") === null) return outcome;
  const { language } = reply;
  const offer: Choice = {
    ...laterChoice(sayIn(content, language), "offer", advised.code, language),
    group: content.say(language, "card:menu.groups.keep"),
    description: content.say(language, "community:later.about"),
  };
  return { ...outcome, reply: { ...reply, choices: [...reply.choices, offer] } };
}

/** Plans the question whether the advice worked. False where it cannot be asked. */
export async function planLater(
  store: Pick<Store, "planFollowUp">,
  plan: {
    readonly key: string;
    readonly person: string;
    readonly code: string;
    readonly language: string;
  },
  addressFor: AddressFor,
  now: number,
): Promise<boolean> {
  const address = addressFor(plan.key, "direct");
  if (!address || !decodeCode(plan.code)) return false;
  const { key, person, code, language } = plan;
  const dueAt = now + LATER_DAYS * DAY_MS;
  await store.planFollowUp({ id: `${person}/${code}`, key, code, language, address, dueAt });
  return true;
}

/**
 * Queues what is due and returns how many. Safe to call again, and from several instances: each is asked once.
 * @throws the database's fault.
 */
export async function askDue(
  store: Pick<Store, "dueFollowUps" | "update" | "endFollowUp">,
  deps: Pick<Dependencies, "content">,
): Promise<number> {
  const due = await store.dueFollowUps(AT_ONCE);
  for (const followUp of due) {
    const reply = didItWork(deps, followUp);
    const { id, key, address, dueAt } = followUp;
    await store.update(key, `later:${id}/${dueAt}`, (state) => ({
      state: state ?? NEW_STATE,
      reply,
      effects: [],
      address,
    }));
    await store.endFollowUp(id);
  }
  return due.length;
}

function didItWork(
  { content }: Pick<Dependencies, "content">,
  { code, language }: FollowUp,
): Reply | null {
  const decoded = decodeCode(code);
  if (!decoded) return null;
  const say = sayIn(content, language);
  const { strategy } = recommend(decoded.answers);
  const name = strategyName({ deps: { content }, language }, strategy);
  const about = `result:${strategy}`;
  return {
    about: "later",
    language,
    blocks: [heading(say("later.heading")), paragraph(say("later.body", { strategy: name }))],
    choices: [
      control(say("later.worked"), { kind: "rate", about, helpful: true }),
      control(say("later.failed"), { kind: "rate", about, helpful: false }),
      { ...laterChoice(say, "again", code, language), role: "control" },
      control(say("later.open"), { kind: "detail", detail: "advice", code }),
    ],
    audience: "everyone",
  };
}

function laterChoice(say: Say, words: "offer" | "again", code: string, language: string): Choice {
  return request(say(`later.${words}`, { days: LATER_DAYS }), ["later", code, language], "extra");
}

function control(label: string, action: Choice["action"]): Choice {
  return { role: "control", label, description: null, action, primary: false };
}
