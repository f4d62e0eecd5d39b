import { type Answers, pendingQuestion } from "../../advice/questions.ts";
import { recommend } from "../../advice/recommend.ts";
import type { Action } from "../action.ts";
import { decodeAction } from "../action-codec.ts";
import { mergeAnswers } from "../answers.ts";
import { type Act, isSeeAct, say, type TurnContext } from "../dependencies.ts";
import { changedAnswers, describeAnswers } from "../describe.ts";
import type { Block, Outcome } from "../reply.ts";
import { strategyName } from "../responses/advice-card.ts";
import { partOf } from "../responses/advice-parts.ts";
import { remarkCard } from "../responses/feedback.ts";
import { aside } from "../responses/outcomes.ts";
import { clarifyCard, missCard, opener, topicChoice } from "../responses/topic-cards.ts";
import type { State } from "../state.ts";
import { readCommand } from "./command.ts";
import { proceed } from "./flow.ts";
import { handleAction } from "./handle-action.ts";
import { type Intent, isSurelyMeant, readFactList, understand } from "./intent.ts";
import { closeTeam, isInTeam, openTeam } from "./team.ts";
import { teamWord } from "./team-word.ts";

/** Answers what a person wrote. */
export function handleText(
  context: TurnContext,
  state: State,
  text: string,
  addressed: boolean,
): Outcome {
  const typed = typedChoice(state, text, isInTeam(context, state));
  if (typed) return handleAction(context, state, typed, []);
  const word = teamWord(context.deps.content, text);
  if (word === "open" && addressed) return startTeam(context, state);
  if (word === "done" && isInTeam(context, state)) return closeTeam(context, state);
  const command = readCommand(context, text);
  if (command?.kind === "action") return handleAction(context, state, command.action, []);
  if (command?.kind === "reply") return aside(context, state, command.about, command.card);
  if (command?.kind === "remark") return keepRemark(context, state, command.text);
  const words = command?.text ?? text;
  const listed = command && readFactList(context.deps, words, context.language);
  if (listed) return takeFacts(context, state, mergeAnswers(state.answers, listed), false);
  const intent = understand(context.deps, state, words, context.language);
  if (!addressed && (state.quiet || !isSurelyMeant(intent, state, sureness(context, words)))) {
    return { state, reply: null, effects: [] };
  }
  return act(context, { ...state, quiet: false }, intent, words);
}

/** A team's session belongs to a thread. */
function startTeam(context: TurnContext, state: State): Outcome {
  return context.member === undefined
    ? aside(context, state, "team:no_thread", opener(context, say(context, "team:no_thread")))
    : openTeam(context, state);
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
function keepRemark(context: TurnContext, state: State, text: string): Outcome {
  const about = lastAnswer(state) ?? "bot";
  return {
    ...aside(context, state, "feedback", remarkCard(context)),
    effects: [{ kind: "rate", about, helpful: false, reason: text }],
  };
}

function lastAnswer({ last, advised }: State): string | null {
  if (last?.kind === "topic" || last?.kind === "more") return `topic:${last.topic}`;
  return advised ? `advise:${recommend(advised).strategy}` : null;
}

function sureness(context: TurnContext, text: string): number {
  return context.deps.understanding.classify(text).topics[0]?.score ?? 0;
}

function act(context: TurnContext, state: State, intent: Intent, text: string): Outcome {
  switch (intent.kind) {
    case "act":
      return actOut(context, state, intent.act);
    case "language":
      return handleAction(context, state, { kind: "language", language: intent.language }, []);
    case "code":
      return handleAction(
        context,
        state,
        { kind: "detail", detail: "advice", code: intent.code },
        [],
      );
    case "topic":
      return answerTopic(context, state, intent);
    case "flow":
      return takeFacts(context, state, intent.facts, intent.reading.whatIf);
    case "ambiguous":
      return askAgain(context, state, ambiguity(context, intent.reading));
    case "clarify":
      return {
        ...aside(context, state, "clarify", clarifyCard(context, intent.topics)),
        effects: [{ kind: "miss", text, language: context.language, candidates: intent.topics }],
      };
    case "none":
      return {
        ...notUnderstood(context, state),
        effects: [{ kind: "miss", text, language: context.language, candidates: intent.topics }],
      };
  }
}

function actOut(context: TurnContext, state: State, name: Act): Outcome {
  if (isSeeAct(name))
    return state.advised === null
      ? notUnderstood(context, state)
      : handleAction(context, state, partOf(name, state.advised, state.original), []);
  const asked = state.asking ? pendingQuestion(state.answers) : null;
  switch (name) {
    case "greeting":
      return aside(context, state, "greeting", opener(context, say(context, "ui:greeting")));
    case "thanks":
      return aside(context, state, "thanks", opener(context, say(context, "ui:thanks")));
    case "help":
      return handleAction(context, state, { kind: "help" }, []);
    case "cancel":
      return handleAction(context, state, { kind: "cancel" }, []);
    case "restart":
      return proceed(context, { ...state, original: null }, {}, [
        paragraph(say(context, "flow:restarted")),
      ]);
    case "start":
      return handleAction(context, state, { kind: "start" }, []);
    case "back":
      return asked === null && state.advised === null
        ? aside(
            context,
            state,
            "not_understood",
            opener(context, say(context, "ui:nothing_to_go_back")),
          )
        : handleAction(context, state, { kind: "back", answers: state.answers }, []);
    case "skip":
    case "unknown":
      return asked === null
        ? notUnderstood(context, state)
        : handleAction(
            context,
            state,
            { kind: "answer", question: asked, option: "unknown", answers: state.answers },
            [paragraph(say(context, "flow:skipped"))],
          );
    case "why_ask":
      return asked === null
        ? actOut(context, state, "see_why_not")
        : handleAction(
            context,
            state,
            { kind: "why", question: asked, answers: state.answers },
            [],
          );
    case "advise_now":
      return asked === null
        ? handleAction(context, state, { kind: "start" }, [])
        : handleAction(context, state, { kind: "advise", answers: state.answers }, []);
    case "repeat":
      return state.last === null
        ? aside(
            context,
            state,
            "not_understood",
            opener(context, say(context, "ui:nothing_to_repeat")),
          )
        : handleAction(context, state, state.last, []);
    case "more":
      return more(context, state);
    case "yes":
      return state.last?.kind === "topic" || state.last === null
        ? handleAction(context, state, { kind: "start" }, [])
        : fillNothing(context, state);
    case "no":
    case "filler":
      return fillNothing(context, state);
    case "stop":
      return {
        state: { ...state, quiet: true, asking: false },
        reply: aside(context, { ...state, asking: false }, "cancelled", {
          blocks: [paragraph(say(context, "ui:quiet"))],
          choices: [],
        }).reply,
        effects: [],
      };
  }
}

function more(context: TurnContext, state: State): Outcome {
  const { last } = state;
  if (last?.kind === "topic")
    return handleAction(context, state, { kind: "more", topic: last.topic }, []);
  if (last?.kind === "detail" && last.detail === "advice") {
    return handleAction(context, state, { kind: "detail", detail: "flips", code: last.code }, []);
  }
  return aside(context, state, "help", opener(context, say(context, "ui:nothing_more")));
}

/** A reply that neither answers nor asks: the pending question stays, otherwise a short word is enough. */
function fillNothing(context: TurnContext, state: State): Outcome {
  return state.asking
    ? askAgain(context, state, say(context, "ui:acknowledged"))
    : aside(context, state, "not_understood", opener(context, say(context, "ui:acknowledged")));
}

function notUnderstood(context: TurnContext, state: State): Outcome {
  return state.asking
    ? askAgain(context, state, say(context, "flow:not_read"))
    : aside(context, state, "not_understood", missCard(context));
}

function askAgain(context: TurnContext, state: State, text: string): Outcome {
  return proceed(context, state, state.answers, [paragraph(text)]);
}

/** The answer; the facts that came with the question are kept, and other readings of it stay a choice away. */
function answerTopic(
  context: TurnContext,
  state: State,
  { topic, others, facts }: Extract<Intent, { kind: "topic" }>,
): Outcome {
  const outcome = handleAction(context, { ...state, answers: facts }, { kind: "topic", topic }, []);
  const { reply } = outcome;
  if (reply === null) return outcome;
  const kept = describeAnswers(context, changedAnswers(state.answers, facts));
  const notes = [
    ...(kept === "" ? [] : [paragraph(say(context, "flow:kept", { facts: kept }))]),
    ...(others.length === 0 || state.asking ? [] : [note(say(context, "ui:clarify.others"))]),
  ];
  const near = state.asking ? [] : others.map((id) => topicChoice(context, id));
  const choices = reply.choices.filter(
    ({ action }) => action.kind !== "topic" || !others.includes(action.topic),
  );
  return {
    ...outcome,
    reply: { ...reply, blocks: [...reply.blocks, ...notes], choices: [...near, ...choices] },
  };
}

function takeFacts(context: TurnContext, state: State, taken: Answers, supposes: boolean): Outcome {
  const changed = changedAnswers(state.answers, taken);
  const facts = describeAnswers(context, changed);
  const before = isInTeam(context, state) ? null : state.advised;
  const whatIf = before !== null && supposes;
  const corrects = Object.keys(changed).some(
    (key) => state.answers[key as keyof Answers] !== undefined,
  );
  const key = whatIf ? "flow:what_if" : corrects ? "flow:corrected" : "flow:noted";
  const opening: Block[] = facts === "" ? [] : [paragraph(say(context, key, { facts }))];
  if (facts === "" && !state.asking && before === null)
    opening.push(paragraph(say(context, "flow:started")));
  if (before !== null) opening.push(paragraph(comparison(context, before, taken)));
  const original = whatIf ? (state.original ?? before) : before === null ? null : state.original;
  return proceed(context, { ...state, original }, taken, opening);
}

function comparison(context: TurnContext, before: Answers, after: Answers): string {
  const was = recommend(before).strategy;
  const same = was === recommend(after).strategy;
  return say(context, same ? "card:same" : "card:before", { strategy: strategyName(context, was) });
}

function ambiguity(
  context: TurnContext,
  reading: Extract<Intent, { kind: "ambiguous" }>["reading"],
): string {
  const { ambiguous } = reading;
  if (ambiguous === null) return say(context, "flow:not_read");
  const labels = ambiguous.options.map((option) =>
    say(context, `flow:options.${ambiguous.question}.${option}.label`),
  );
  return say(context, "flow:ambiguous", { options: labels.join(say(context, "flow:or")) });
}

function note(text: string): Block {
  return { kind: "note", text };
}

function paragraph(text: string): Block {
  return { kind: "paragraph", text };
}
