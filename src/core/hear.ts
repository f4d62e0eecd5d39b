import { type Answers, pendingQuestion } from "../advice/questions.ts";
import { recommend } from "../advice/recommend.ts";
import type { Action } from "./action.ts";
import { strategyName } from "./advice-card.ts";
import { aside } from "./answering.ts";
import { mergeAnswers } from "./answers.ts";
import { readCommand } from "./command.ts";
import { changedAnswers, describeAnswers } from "./describe.ts";
import { remarkCard } from "./feedback.ts";
import { proceed } from "./flow.ts";
import { type Intent, isSurelyMeant, readFactList, understand } from "./intent.ts";
import { type Act, isSeeAct, type Scene, say } from "./kit.ts";
import { partOf } from "./parts.ts";
import { perform } from "./perform.ts";
import type { Block, Outcome } from "./reply.ts";
import type { State } from "./state.ts";
import { closeTeam, isInTeam, openTeam } from "./team.ts";
import { teamWord } from "./team-word.ts";
import { clarifyCard, missCard, opener, topicChoice } from "./topic-reply.ts";
import { decodeAction } from "./wire.ts";

/** Answers what a person wrote. */
export function hear(scene: Scene, state: State, text: string, addressed: boolean): Outcome {
  const typed = typedChoice(state, text, isInTeam(scene, state));
  if (typed) return perform(scene, state, typed, []);
  const word = teamWord(scene.kit.content, text);
  if (word === "open" && addressed) return startTeam(scene, state);
  if (word === "done" && isInTeam(scene, state)) return closeTeam(scene, state);
  const command = readCommand(scene, text);
  if (command?.kind === "action") return perform(scene, state, command.action, []);
  if (command?.kind === "reply") return aside(scene, state, command.about, command.card);
  if (command?.kind === "remark") return keepRemark(scene, state, command.text);
  const words = command?.text ?? text;
  const listed = command && readFactList(scene.kit, words, scene.language);
  if (listed) return takeFacts(scene, state, mergeAnswers(state.answers, listed), false);
  const intent = understand(scene.kit, state, words, scene.language);
  if (!addressed && (state.quiet || !isSurelyMeant(intent, state, sureness(scene, words)))) {
    return { state, reply: null, effects: [] };
  }
  return act(scene, { ...state, quiet: false }, intent, words);
}

/** A team's session belongs to a thread. */
function startTeam(scene: Scene, state: State): Outcome {
  return scene.member === undefined
    ? aside(scene, state, "team:no_thread", opener(scene, say(scene, "team:no_thread")))
    : openTeam(scene, state);
}

/**
 * The choice that is typed by its label, or by its number beside a reply that asks nothing; a question reads numbers
 * itself, but in a team the question that is shown need not be the speaker's own.
 */
function typedChoice({ offered, asking }: State, text: string, inTeam: boolean): Action | null {
  const words = plainWords(text);
  const found = offered.find(
    ({ label, number }) =>
      plainWords(label) === words ||
      ((inTeam || !asking) && number !== null && String(number) === words),
  );
  return found ? decodeAction(found.wire) : null;
}

function plainWords(text: string): string {
  return text.slice(0, 100).normalize("NFKC").trim().toLowerCase();
}

/** What a person found missing in the last answer. */
function keepRemark(scene: Scene, state: State, text: string): Outcome {
  const about = lastAnswer(state) ?? "bot";
  return {
    ...aside(scene, state, "feedback", remarkCard(scene)),
    effects: [{ kind: "rate", about, helpful: false, reason: text }],
  };
}

function lastAnswer({ last, advised }: State): string | null {
  if (last?.kind === "topic" || last?.kind === "more") return `topic:${last.topic}`;
  return advised ? `advise:${recommend(advised).strategy}` : null;
}

function sureness(scene: Scene, text: string): number {
  return scene.kit.understanding.classify(text).topics[0]?.score ?? 0;
}

function act(scene: Scene, state: State, intent: Intent, text: string): Outcome {
  switch (intent.kind) {
    case "act":
      return actOut(scene, state, intent.act);
    case "language":
      return perform(scene, state, { kind: "language", language: intent.language }, []);
    case "code":
      return perform(scene, state, { kind: "detail", detail: "advice", code: intent.code }, []);
    case "topic":
      return answerTopic(scene, state, intent);
    case "flow":
      return takeFacts(scene, state, intent.facts, intent.reading.whatIf);
    case "ambiguous":
      return askAgain(scene, state, ambiguity(scene, intent.reading));
    case "clarify":
      return {
        ...aside(scene, state, "clarify", clarifyCard(scene, intent.topics)),
        effects: [{ kind: "miss", text, language: scene.language, candidates: intent.topics }],
      };
    case "none":
      return {
        ...notUnderstood(scene, state),
        effects: [{ kind: "miss", text, language: scene.language, candidates: intent.topics }],
      };
  }
}

function actOut(scene: Scene, state: State, name: Act): Outcome {
  if (isSeeAct(name))
    return state.advised === null
      ? notUnderstood(scene, state)
      : perform(scene, state, partOf(name, state.advised, state.original), []);
  const asked = state.asking ? pendingQuestion(state.answers) : null;
  switch (name) {
    case "greeting":
      return aside(scene, state, "greeting", opener(scene, say(scene, "ui:greeting")));
    case "thanks":
      return aside(scene, state, "thanks", opener(scene, say(scene, "ui:thanks")));
    case "help":
      return perform(scene, state, { kind: "help" }, []);
    case "cancel":
      return perform(scene, state, { kind: "cancel" }, []);
    case "restart":
      return proceed(scene, { ...state, original: null }, {}, [
        paragraph(say(scene, "flow:restarted")),
      ]);
    case "start":
      return perform(scene, state, { kind: "start" }, []);
    case "back":
      return asked === null && state.advised === null
        ? aside(scene, state, "not_understood", opener(scene, say(scene, "ui:nothing_to_go_back")))
        : perform(scene, state, { kind: "back", answers: state.answers }, []);
    case "skip":
    case "unknown":
      return asked === null
        ? notUnderstood(scene, state)
        : perform(
            scene,
            state,
            { kind: "answer", question: asked, option: "unknown", answers: state.answers },
            [paragraph(say(scene, "flow:skipped"))],
          );
    case "why_ask":
      return asked === null
        ? actOut(scene, state, "see_why_not")
        : perform(scene, state, { kind: "why", question: asked, answers: state.answers }, []);
    case "advise_now":
      return asked === null
        ? perform(scene, state, { kind: "start" }, [])
        : perform(scene, state, { kind: "advise", answers: state.answers }, []);
    case "repeat":
      return state.last === null
        ? aside(scene, state, "not_understood", opener(scene, say(scene, "ui:nothing_to_repeat")))
        : perform(scene, state, state.last, []);
    case "more":
      return more(scene, state);
    case "yes":
      return state.last?.kind === "topic" || state.last === null
        ? perform(scene, state, { kind: "start" }, [])
        : fillNothing(scene, state);
    case "no":
    case "filler":
      return fillNothing(scene, state);
    case "stop":
      return {
        state: { ...state, quiet: true, asking: false },
        reply: aside(scene, { ...state, asking: false }, "cancelled", {
          blocks: [paragraph(say(scene, "ui:quiet"))],
          choices: [],
        }).reply,
        effects: [],
      };
  }
}

function more(scene: Scene, state: State): Outcome {
  const { last } = state;
  if (last?.kind === "topic") return perform(scene, state, { kind: "more", topic: last.topic }, []);
  if (last?.kind === "detail" && last.detail === "advice") {
    return perform(scene, state, { kind: "detail", detail: "flips", code: last.code }, []);
  }
  return aside(scene, state, "help", opener(scene, say(scene, "ui:nothing_more")));
}

/** A reply that neither answers nor asks: the pending question stays, otherwise a short word is enough. */
function fillNothing(scene: Scene, state: State): Outcome {
  return state.asking
    ? askAgain(scene, state, say(scene, "ui:acknowledged"))
    : aside(scene, state, "not_understood", opener(scene, say(scene, "ui:acknowledged")));
}

function notUnderstood(scene: Scene, state: State): Outcome {
  return state.asking
    ? askAgain(scene, state, say(scene, "flow:not_read"))
    : aside(scene, state, "not_understood", missCard(scene));
}

function askAgain(scene: Scene, state: State, text: string): Outcome {
  return proceed(scene, state, state.answers, [paragraph(text)]);
}

/** The answer; the facts that came with the question are kept, and other readings of it stay a choice away. */
function answerTopic(
  scene: Scene,
  state: State,
  { topic, others, facts }: Extract<Intent, { kind: "topic" }>,
): Outcome {
  const outcome = perform(scene, { ...state, answers: facts }, { kind: "topic", topic }, []);
  const { reply } = outcome;
  if (reply === null) return outcome;
  const kept = describeAnswers(scene, changedAnswers(state.answers, facts));
  const notes = [
    ...(kept === "" ? [] : [paragraph(say(scene, "flow:kept", { facts: kept }))]),
    ...(others.length === 0 || state.asking ? [] : [note(say(scene, "ui:clarify.others"))]),
  ];
  const near = state.asking ? [] : others.map((id) => topicChoice(scene, id));
  const choices = reply.choices.filter(
    ({ action }) => action.kind !== "topic" || !others.includes(action.topic),
  );
  return {
    ...outcome,
    reply: { ...reply, blocks: [...reply.blocks, ...notes], choices: [...near, ...choices] },
  };
}

function takeFacts(scene: Scene, state: State, taken: Answers, supposes: boolean): Outcome {
  const changed = changedAnswers(state.answers, taken);
  const facts = describeAnswers(scene, changed);
  const before = isInTeam(scene, state) ? null : state.advised;
  const whatIf = before !== null && supposes;
  const corrects = Object.keys(changed).some(
    (key) => state.answers[key as keyof Answers] !== undefined,
  );
  const key = whatIf ? "flow:what_if" : corrects ? "flow:corrected" : "flow:noted";
  const opening: Block[] = facts === "" ? [] : [paragraph(say(scene, key, { facts }))];
  if (facts === "" && !state.asking && before === null)
    opening.push(paragraph(say(scene, "flow:started")));
  if (before !== null) opening.push(paragraph(comparison(scene, before, taken)));
  const original = whatIf ? (state.original ?? before) : before === null ? null : state.original;
  return proceed(scene, { ...state, original }, taken, opening);
}

function comparison(scene: Scene, before: Answers, after: Answers): string {
  const was = recommend(before).strategy;
  const same = was === recommend(after).strategy;
  return say(scene, same ? "card:same" : "card:before", { strategy: strategyName(scene, was) });
}

function ambiguity(
  scene: Scene,
  reading: Extract<Intent, { kind: "ambiguous" }>["reading"],
): string {
  const { ambiguous } = reading;
  if (ambiguous === null) return say(scene, "flow:not_read");
  const labels = ambiguous.options.map((option) =>
    say(scene, `flow:options.${ambiguous.question}.${option}.label`),
  );
  return say(scene, "flow:ambiguous", { options: labels.join(say(scene, "flow:or")) });
}

function note(text: string): Block {
  return { kind: "note", text };
}

function paragraph(text: string): Block {
  return { kind: "paragraph", text };
}
