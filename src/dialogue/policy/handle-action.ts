import { matchEarlier, matchRule } from "../../advice/match.ts";
import { recommend } from "../../advice/recommend.ts";
import { RULES_VERSION } from "../../advice/rules.ts";
import { type Action, WELCOME_CARDS } from "../action.ts";
import { type AdviceCode, decodeCode } from "../advice-code.ts";
import { withAnswer, withUnknowns } from "../answers.ts";
import { say, type TurnContext } from "../dependencies.ts";
import type { Block, Outcome } from "../reply.ts";
import type { Card } from "../responses/card.ts";
import { detailCard } from "../responses/details.ts";
import { entryCard } from "../responses/entry-card.ts";
import { feedbackChoices, ratedCard } from "../responses/feedback.ts";
import { aside, asideForAsker, remember, reply, shareable } from "../responses/outcomes.ts";
import { quizCard } from "../responses/quiz-card.ts";
import { helpCard, longCard, opener, shortCard, topicsCard } from "../responses/topic-cards.ts";
import { checkedCard, greetingCard, welcomeCard } from "../responses/welcome.ts";
import { strategyName } from "../responses/words/advice-words.ts";
import type { State } from "../state.ts";
import { advise, back, cancel, proceed, start, why } from "./flow.ts";
import { withOwnAnswers } from "./member.ts";
import { closeTeam, isInTeam } from "./team.ts";

/** Does what a choice says. `opening` is said first. Null is a choice of another version. */
export function handleAction(
  context: TurnContext,
  state: State,
  chosen: Action | null,
  opening: readonly Block[],
): Outcome {
  if (chosen === null)
    return aside(context, state, "old_choice", opener(context, say(context, "ui:old_choice")));
  const action = isInTeam(context, state) ? withOwnAnswers(chosen, state.answers) : chosen;
  switch (action.kind) {
    case "start":
      return start(context, state, opening);
    case "facts":
      return proceed(context, { ...state, original: null }, action.answers, opening);
    case "answer":
      return proceed(
        context,
        state,
        withAnswer(action.answers, action.question, action.option),
        opening,
      );
    case "back":
      return back(context, state, action.answers);
    case "why":
      return why(context, state, action.question, action.answers);
    case "advise":
      return proceed(context, state, withUnknowns(action.answers), opening);
    case "cancel":
      return isInTeam(context, state) ? closeTeam(context, state) : cancel(context, state);
    case "topic":
      return topic(context, state, action.topic, opening);
    case "more":
      return more(context, state, action.topic);
    case "entry":
      return entry(context, state, action.entry, [], opening);
    case "topics":
      return aside(context, remember(state, action), "help", topicsCard(context));
    case "help":
      return aside(context, remember(state, action), "help", helpCard(context));
    case "privacy": {
      const heading: Block = { kind: "heading", text: say(context, "ui:privacy.heading") };
      const card = opener(context, say(context, "ui:privacy.body"));
      return aside(context, state, "privacy", { ...card, blocks: [heading, ...card.blocks] });
    }
    case "language":
      return language(context, state, action.language);
    case "quiz":
      return asideForAsker(context, state, `quiz:${action.number}`, quizCard(context, action));
    case "detail":
    case "why_not":
    case "recipe":
      return detail(context, state, action);
    case "rate":
      return {
        ...reply(context, state, "thanks", ratedCard(context, action), "asker"),
        effects: [{ ...action, reason: action.reason ?? null }],
      };
    case "welcome":
      return welcome(context, state, action);
    case "check":
      return aside(context, state, "check", checkedCard(context, action.strategy));
    case "office":
      return aside(context, state, "office", opener(context, say(context, "community:not_here")));
  }
}

/** When the code was made under other rules: what those advised, where they are known, and that the rules have changed. */
function rulesNote(context: TurnContext, { answers, version }: AdviceCode): readonly Block[] {
  if (version === RULES_VERSION) return [];
  const earlier = context.deps.earlierRules.get(version);
  if (!earlier) return [{ kind: "note", text: say(context, "card:other_rules", { version }) }];
  const before = matchEarlier(answers, earlier).choose;
  const key = before === matchRule(answers).choose ? "card:rules_same" : "card:rules_changed";
  const strategy = strategyName(context, before);
  return [
    { kind: "paragraph", text: say(context, key, { version, now: RULES_VERSION, strategy }) },
  ];
}

function topic(context: TurnContext, state: State, id: string, opening: readonly Block[]): Outcome {
  if (!context.deps.content.topics.includes(id)) {
    return aside(context, state, "old_choice", opener(context, say(context, "ui:old_choice")));
  }
  const card = shortCard(context, id, !state.asking);
  const focus = context.deps.content.subjects.includes(id) ? { subject: id, entry: null } : null;
  const next = { ...remember(state, { kind: "topic", topic: id }), focus };
  const about = `topic:${id}`;
  const outcome = aside(context, next, about, {
    ...card,
    blocks: [...opening, ...card.blocks],
    choices: [...card.choices, ...judging(context, state, about)],
  });
  return shareable(outcome, { kind: "topic", topic: id });
}

/** The topic under which the answers on a subject are counted. */
export function groupOf({ deps, language }: TurnContext, subject: string): string {
  const { topic } = deps.content.subject(language, subject);
  return deps.content.topic(language, topic).within ?? topic;
}

/** The answer of an entry. `others`: entries that may have been meant instead. */
export function entry(
  context: TurnContext,
  state: State,
  id: string,
  others: readonly string[],
  opening: readonly Block[],
): Outcome {
  const { content } = context.deps;
  if (!content.entries.includes(id)) {
    return aside(context, state, "old_choice", opener(context, say(context, "ui:old_choice")));
  }
  const { subject } = content.entry(context.language, id);
  const card = entryCard(context, id, others, !state.asking);
  const about = `topic:${groupOf(context, subject)}`;
  const next = {
    ...remember(state, { kind: "entry", entry: id }),
    focus: { subject, entry: id },
  };
  const outcome = aside(context, next, about, {
    ...card,
    blocks: [...opening, ...card.blocks],
    choices: [...card.choices, ...judging(context, state, about)],
  });
  return shareable(outcome, { kind: "entry", entry: id });
}

function more(context: TurnContext, state: State, id: string): Outcome {
  if (!context.deps.content.topics.includes(id)) return topic(context, state, id, []);
  const about = `topic:${id}`;
  const card = longCard(context, id, !state.asking);
  const action = { kind: "more", topic: id } as const;
  const outcome = aside(context, remember(state, action), about, {
    ...card,
    choices: [...card.choices, ...judging(context, state, about)],
  });
  return shareable(outcome, action);
}

/** While a question waits, its own choices are enough. */
function judging(context: TurnContext, state: State, about: string): Card["choices"] {
  return state.asking ? [] : feedbackChoices(context, about);
}

/** The wish holds for this conversation and, saved as an effect, for the person everywhere. */
function language(context: TurnContext, state: State, tag: string): Outcome {
  const known = context.deps.content.languages.some((each) => each.tag === tag);
  if (!known) {
    const languages = context.deps.content.languages
      .map(({ name }) => name)
      .join(say(context, "flow:facts.join"));
    return aside(
      context,
      state,
      "help",
      opener(context, say(context, "ui:unknown_language", { languages })),
    );
  }
  const next = { ...state, chosenLanguage: tag };
  const spoken: TurnContext = { ...context, language: tag };
  const outcome = aside(
    spoken,
    next,
    `language:${tag}`,
    opener(spoken, say(spoken, "ui:language_set")),
  );
  return { ...outcome, effects: [{ kind: "prefer_language", language: tag }] };
}

/** A card of the 60-second path; without a number the one after the last that was shown. */
function welcome(
  context: TurnContext,
  state: State,
  { card, language }: Extract<Action, { kind: "welcome" }>,
): Outcome {
  const next = WELCOME_CARDS.find((id) => id === (card ?? state.welcomed + 1)) ?? 1;
  const shown: State = {
    ...state,
    welcomed: next,
    chosenLanguage: language ?? state.chosenLanguage,
  };
  const made = language === null ? welcomeCard(context, next) : greetingCard(context);
  return aside(context, shown, `welcome:${next}`, made);
}

function detail(
  context: TurnContext,
  state: State,
  action: Extract<Action, { kind: "detail" | "why_not" | "recipe" }>,
): Outcome {
  const decoded = decodeCode(action.code);
  if (decoded === null) {
    return aside(
      context,
      state,
      "not_understood",
      opener(context, say(context, "ui:bad_code", { code: action.code })),
    );
  }
  if (action.kind === "detail" && action.detail === "advice") {
    const outcome = advise(context, state, decoded.answers, rulesNote(context, decoded));
    return isInTeam(context, state)
      ? { ...outcome, state: { ...outcome.state, answers: state.answers } }
      : outcome;
  }
  const card = detailCard(context, action, decoded.answers);
  const { strategy } = recommend(decoded.answers);
  const about = `${action.kind === "detail" ? action.detail : action.kind}:${strategy}`;
  const shown = remember(state, action);
  if (action.kind === "detail" && action.detail === "change")
    return reply(context, shown, about, card);
  return shareable(aside(context, shown, about, card), action);
}
