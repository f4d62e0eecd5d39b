import { matchRule } from "../advice/match.ts";
import { recommend } from "../advice/recommend.ts";
import { RULES_VERSION } from "../advice/rules.ts";
import { type Action, WELCOME_CARDS } from "./action.ts";
import { strategyName } from "./advice-card.ts";
import { aside, asideForAsker, remember, reply } from "./answering.ts";
import { withAnswer, withUnknowns } from "./answers.ts";
import { type AdviceCode, decodeCode } from "./code.ts";
import { detailCard } from "./details.ts";
import { feedbackChoices, ratedCard } from "./feedback.ts";
import { advise, back, cancel, proceed, start, why } from "./flow.ts";
import { type Scene, say } from "./kit.ts";
import { withOwnAnswers } from "./member.ts";
import { quizCard } from "./quiz-card.ts";
import type { Block, Outcome } from "./reply.ts";
import { type Card, control } from "./selection.ts";
import type { State } from "./state.ts";
import { closeTeam, isInTeam } from "./team.ts";
import { helpCard, longCard, opener, shortCard, topicsCard } from "./topic-reply.ts";
import { checkedCard, greetingCard, welcomeCard } from "./welcome.ts";

/** Does what a choice says. `opening` is said first. Null is a choice of another version. */
export function perform(
  scene: Scene,
  state: State,
  chosen: Action | null,
  opening: readonly Block[],
): Outcome {
  if (chosen === null)
    return aside(scene, state, "old_choice", opener(scene, say(scene, "ui:old_choice")));
  const action = isInTeam(scene, state) ? withOwnAnswers(chosen, state.answers) : chosen;
  switch (action.kind) {
    case "start":
      return start(scene, state, opening);
    case "facts":
      return proceed(scene, { ...state, original: null }, action.answers, opening);
    case "answer":
      return proceed(
        scene,
        state,
        withAnswer(action.answers, action.question, action.option),
        opening,
      );
    case "back":
      return back(scene, state, action.answers);
    case "why":
      return why(scene, state, action.question, action.answers);
    case "advise":
      return proceed(scene, state, withUnknowns(action.answers), opening);
    case "cancel":
      return isInTeam(scene, state) ? closeTeam(scene, state) : cancel(scene, state);
    case "topic":
      return topic(scene, state, action.topic, opening);
    case "more":
      return more(scene, state, action.topic);
    case "topics":
      return aside(scene, remember(state, action), "help", topicsCard(scene));
    case "help":
      return aside(scene, remember(state, action), "help", helpCard(scene));
    case "privacy": {
      const heading: Block = { kind: "heading", text: say(scene, "ui:privacy.heading") };
      const card = opener(scene, say(scene, "ui:privacy.body"));
      return aside(scene, state, "privacy", { ...card, blocks: [heading, ...card.blocks] });
    }
    case "language":
      return language(scene, state, action.language);
    case "quiz":
      return asideForAsker(scene, state, `quiz:${action.number}`, quizCard(scene, action));
    case "detail":
    case "why_not":
    case "recipe":
      return detail(scene, state, action);
    case "rate":
      return {
        ...reply(scene, state, "thanks", ratedCard(scene, action), "asker"),
        effects: [{ ...action, reason: action.reason ?? null }],
      };
    case "welcome":
      return welcome(scene, state, action);
    case "check":
      return aside(scene, state, "check", checkedCard(scene, action.strategy));
    case "office":
      return aside(scene, state, "office", opener(scene, say(scene, "community:not_here")));
  }
}

/** When the code was made under other rules: what those advised, where they are known, and that the rules have changed. */
function rulesNote(scene: Scene, { answers, version }: AdviceCode): readonly Block[] {
  if (version === RULES_VERSION) return [];
  const earlier = scene.kit.earlierRules.get(version);
  if (!earlier) return [{ kind: "note", text: say(scene, "card:other_rules", { version }) }];
  const before = matchRule(answers, earlier).choose;
  const key = before === matchRule(answers).choose ? "card:rules_same" : "card:rules_changed";
  const strategy = strategyName(scene, before);
  return [{ kind: "paragraph", text: say(scene, key, { version, now: RULES_VERSION, strategy }) }];
}

function topic(scene: Scene, state: State, id: string, opening: readonly Block[]): Outcome {
  if (!scene.kit.content.topics.includes(id)) {
    return aside(scene, state, "old_choice", opener(scene, say(scene, "ui:old_choice")));
  }
  const card = shortCard(scene, id, !state.asking);
  const next = remember(state, { kind: "topic", topic: id });
  const about = `topic:${id}`;
  return aside(scene, next, about, {
    blocks: [...opening, ...card.blocks],
    choices: [...card.choices, ...judging(scene, state, about)],
  });
}

function more(scene: Scene, state: State, id: string): Outcome {
  if (!scene.kit.content.topics.includes(id)) return topic(scene, state, id, []);
  const about = `topic:${id}`;
  const card = longCard(scene, id, !state.asking);
  return aside(scene, remember(state, { kind: "more", topic: id }), about, {
    ...card,
    choices: [...card.choices, ...judging(scene, state, about)],
  });
}

/** While a question waits, its own choices are enough. */
function judging(scene: Scene, state: State, about: string): Card["choices"] {
  return state.asking ? [] : feedbackChoices(scene, about);
}

/** The wish holds for this conversation and, saved as an effect, for the person everywhere. */
function language(scene: Scene, state: State, tag: string): Outcome {
  const known = scene.kit.content.languages.some((each) => each.tag === tag);
  if (!known) {
    const languages = scene.kit.content.languages
      .map(({ name }) => name)
      .join(say(scene, "flow:facts.join"));
    return aside(
      scene,
      state,
      "help",
      opener(scene, say(scene, "ui:unknown_language", { languages })),
    );
  }
  const next = { ...state, chosenLanguage: tag };
  const spoken: Scene = { ...scene, language: tag };
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
  scene: Scene,
  state: State,
  { card, language }: Extract<Action, { kind: "welcome" }>,
): Outcome {
  const next = WELCOME_CARDS.find((id) => id === (card ?? state.welcomed + 1)) ?? 1;
  const shown: State = {
    ...state,
    welcomed: next,
    chosenLanguage: language ?? state.chosenLanguage,
  };
  const made = language === null ? welcomeCard(scene, next) : greetingCard(scene);
  return aside(scene, shown, `welcome:${next}`, made);
}

function detail(
  scene: Scene,
  state: State,
  action: Extract<Action, { kind: "detail" | "why_not" | "recipe" }>,
): Outcome {
  const decoded = decodeCode(action.code);
  if (decoded === null) {
    return aside(
      scene,
      state,
      "not_understood",
      opener(scene, say(scene, "ui:bad_code", { code: action.code })),
    );
  }
  if (action.kind === "detail" && action.detail === "advice") {
    const outcome = advise(scene, state, decoded.answers, rulesNote(scene, decoded));
    return isInTeam(scene, state)
      ? { ...outcome, state: { ...outcome.state, answers: state.answers } }
      : outcome;
  }
  const card = detailCard(scene, action, decoded.answers);
  const { strategy } = recommend(decoded.answers);
  const backTo = control(scene, "restart", { kind: "start" });
  const next = remember(state, action);
  return aside(
    scene,
    next,
    `${action.kind === "detail" ? action.detail : action.kind}:${strategy}`,
    {
      ...card,
      choices: [...card.choices, backTo],
    },
  );
}
