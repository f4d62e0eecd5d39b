import { type Answers, pendingQuestion } from "../../advice/questions.ts";
import { recommend } from "../../advice/recommend.ts";
import type { Reading } from "../../nlu/entities/reader/reading.ts";
import type { Action } from "../action.ts";
import { decodeAction } from "../action-codec.ts";
import { codeOf } from "../advice-code.ts";
import { mergeAnswers } from "../answers.ts";
import {
  type Act,
  type CommandAct,
  isAnswerAct,
  isCommandAct,
  isSeeAct,
  say,
  type TurnContext,
} from "../dependencies.ts";
import { changedAnswers, describeAnswers } from "../describe.ts";
import type { Block, Outcome } from "../reply.ts";
import { partOf } from "../responses/advice-parts.ts";
import { button } from "../responses/card.ts";
import { changeCard } from "../responses/details/change-card.ts";
import { entriesCard } from "../responses/entry-card.ts";
import { remarkCard } from "../responses/feedback.ts";
import { aside, reply } from "../responses/outcomes.ts";
import { newQuiz } from "../responses/quiz-card.ts";
import { helpCard, missCard, opener } from "../responses/topic-cards.ts";
import { strategyName } from "../responses/words/advice-words.ts";
import type { State } from "../state.ts";
import { answerAct } from "./answer-acts.ts";
import { readCommand } from "./command.ts";
import { readFactList } from "./fact-list.ts";
import { proceed } from "./flow.ts";
import { entry, groupOf, handleAction } from "./handle-action.ts";
import { contentIntent, type Intent, isSurelyMeant, readSureness, understand } from "./intent.ts";
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
  if (listed) return takeFacts(context, state, mergeAnswers(state.answers, listed), null);
  if (words.trim() === "") return greet(context, state);
  const intent = understand(context.deps, state, words, context.language);
  if (
    !addressed &&
    (state.quiet || !isSurelyMeant(intent, state, readSureness(context.deps, words)))
  ) {
    return { state, reply: null, effects: [] };
  }
  return carryOut(context, { ...state, quiet: false }, intent, words);
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

/** A bare mention: a greeting and what the bot can do, or the question that waits. */
function greet(context: TurnContext, state: State): Outcome {
  if (state.asking) return askAgain(context, state, say(context, "ui:greeting"));
  const card = helpCard(context);
  const blocks = [paragraph(say(context, "ui:greeting")), ...card.blocks];
  return aside(context, state, "greeting", { ...card, blocks });
}

/** What a person found missing in the last answer. */
function keepRemark(context: TurnContext, state: State, text: string): Outcome {
  const about = lastAnswer(context, state) ?? "bot";
  return {
    ...aside(context, state, "feedback", remarkCard(context)),
    effects: [{ kind: "rate", about, helpful: false, reason: text }],
  };
}

function lastAnswer(context: TurnContext, { last, advised }: State): string | null {
  if (last?.kind === "topic" || last?.kind === "more") return `topic:${last.topic}`;
  if (last?.kind === "entry") return `topic:${groupOf(context, last.entry.split(".")[0] ?? "")}`;
  return advised ? `advise:${recommend(advised).strategy}` : null;
}

function carryOut(context: TurnContext, state: State, intent: Intent, text: string): Outcome {
  switch (intent.kind) {
    case "act":
      return isAboutAnswer(state, intent.act)
        ? aboutAnswer(context, state, intent.act, text)
        : actOut(context, state, intent.act);
    case "language":
      return handleAction(context, state, { kind: "language", language: intent.language }, []);
    case "code":
      return handleAction(
        context,
        state,
        { kind: "detail", detail: "advice", code: intent.code },
        [],
      );
    case "entry":
      return answerEntry(context, state, intent);
    case "uncovered": {
      const { subject, offers } = intent;
      const { name } = context.deps.content.subject(context.language, subject);
      const lead = say(context, "ui:follow.not_covered", { subject: name });
      return {
        ...aside(context, state, "clarify", entriesCard(context, lead, offers)),
        effects: [{ kind: "miss", text, language: context.language, candidates: offers }],
      };
    }
    case "why_not":
      return handleAction(
        context,
        state,
        { kind: "why_not", strategy: intent.strategy, code: codeOf(state.advised ?? {}) },
        [],
      );
    case "fit":
      return handleAction(
        context,
        state,
        { kind: "detail", detail: "cost", code: codeOf(intent.facts) },
        [],
      );
    case "flow":
      return takeFacts(context, state, intent.facts, intent.reading);
    case "ambiguous":
      return askAgain(context, state, ambiguity(context, intent.reading));
    case "denied":
      return whichFact(context, state);
    case "clarify":
      return {
        ...aside(
          context,
          state,
          "clarify",
          entriesCard(context, say(context, "ui:clarify.lead"), intent.entries),
        ),
        effects: [{ kind: "miss", text, language: context.language, candidates: intent.entries }],
      };
    case "none":
      return {
        ...notUnderstood(context, state),
        effects: [{ kind: "miss", text, language: context.language, candidates: intent.entries }],
      };
  }
}

/** Whether an act is about the answer before; the bare "why?" is, where no question waits. */
function isAboutAnswer(state: State, act: Act): boolean {
  return isAnswerAct(act) || (act === "why_ask" && !state.asking);
}

function aboutAnswer(context: TurnContext, state: State, act: Act, text: string): Outcome {
  const wish = isAnswerAct(act) ? act : "see_why";
  const { understanding } = context.deps;
  const ranking = understanding.classify(text);
  const candidates = ranking.entries.slice(0, 3).map(({ id }) => id);
  const miss = { kind: "miss", text, language: context.language, candidates } as const;
  const outcome = answerAct(context, state, wish, ranking, miss);
  if (outcome !== null) return outcome;
  if (wish === "wrong") {
    return {
      ...aside(context, state, "clarify", opener(context, say(context, "ui:follow.sorry"))),
      effects: [miss],
    };
  }
  const intent = contentIntent(context.deps, state, text, context.language);
  return intent.kind === "act"
    ? notUnderstood(context, state)
    : carryOut(context, state, intent, text);
}

/** Whether there is anything to cancel; else the words are a goodbye. */
function isRunning({ asking, advised, answers }: State): boolean {
  return asking || advised !== null || pendingQuestion(answers) !== "data";
}

/** Commands in a person's own words. What needs the store is done before the dialogue (see `requestOf`). */
function command(context: TurnContext, state: State, name: CommandAct): Outcome {
  switch (name) {
    case "tour":
      return handleAction(context, state, { kind: "welcome", card: null, language: null }, []);
    case "quiz":
      return handleAction(context, state, newQuiz(1), []);
    case "topics":
      return handleAction(context, state, { kind: "topics" }, []);
    case "give_feedback":
      return aside(
        context,
        state,
        "feedback",
        opener(context, say(context, "community:feedback.how")),
      );
    case "last_advice":
      return state.advised === null
        ? aside(context, state, "help", opener(context, say(context, "ui:follow.no_advice")))
        : handleAction(
            context,
            state,
            { kind: "detail", detail: "advice", code: codeOf(state.advised) },
            [],
          );
    case "privacy":
      return handleAction(context, state, { kind: "privacy" }, []);
    case "forget_me":
    case "settings_page":
    case "report":
    case "export_me":
      return handleAction(context, state, { kind: "office", request: [] }, []);
  }
}

function actOut(context: TurnContext, state: State, name: Act): Outcome {
  if (isCommandAct(name)) return command(context, state, name);
  if (isAnswerAct(name)) return notUnderstood(context, state);
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
      return isRunning(state)
        ? handleAction(context, state, { kind: "cancel" }, [])
        : aside(context, state, "thanks", opener(context, say(context, "ui:thanks")));
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
        ? notUnderstood(context, state)
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
      return state.last?.kind === "topic" || state.last?.kind === "entry"
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
  if (last?.kind === "entry") {
    const { content } = context.deps;
    const { subject } = content.entry(context.language, last.entry);
    const { topic } = content.subject(context.language, subject);
    return handleAction(context, state, { kind: "more", topic }, []);
  }
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
function answerEntry(
  context: TurnContext,
  state: State,
  { entry: id, others, facts }: Extract<Intent, { kind: "entry" }>,
): Outcome {
  const kept = describeAnswers(context, changedAnswers(state.answers, facts));
  const opening = kept === "" ? [] : [paragraph(say(context, "flow:kept", { facts: kept }))];
  const near = state.asking ? [] : others;
  return entry(context, { ...state, answers: facts }, id, near, opening);
}

/** Offers to change each of the facts that were told. */
function whichFact(context: TurnContext, state: State): Outcome {
  const card = changeCard(context, state.answers);
  const goOn = button(say(context, "flow:controls.go_on"), {
    kind: "facts",
    answers: state.answers,
  });
  const blocks = [...card.blocks, paragraph(say(context, "flow:denied"))];
  return reply(context, state, "clarify", { ...card, blocks, choices: [...card.choices, goOn] });
}

function takeFacts(
  context: TurnContext,
  state: State,
  taken: Answers,
  reading: Reading | null,
): Outcome {
  const supposes = reading?.whatIf ?? false;
  const changed = changedAnswers(state.answers, taken);
  const facts = describeAnswers(context, changed, reading?.guessed);
  const before = isInTeam(context, state) ? null : state.advised;
  const whatIf = before !== null && supposes;
  const corrects = Object.keys(changed).some(
    (key) => state.answers[key as keyof Answers] !== undefined,
  );
  const key = whatIf ? "flow:what_if" : corrects ? "flow:corrected" : "flow:noted";
  // The card's own line of facts says what was noted; a team's card has none.
  const isSure = (reading?.guessed ?? []).length === 0;
  const isShown = key === "flow:noted" && isSure && !isInTeam(context, state);
  const opening: Block[] = facts === "" || isShown ? [] : [paragraph(say(context, key, { facts }))];
  if (reading?.unknownCard)
    opening.push(
      paragraph(say(context, "flow:unknown_card", { card: reading.unknownCard.toUpperCase() })),
    );
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

function paragraph(text: string): Block {
  return { kind: "paragraph", text };
}
