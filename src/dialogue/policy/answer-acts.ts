import { recommend } from "../../advice/recommend.ts";
import { STRATEGIES, type Strategy } from "../../advice/strategies.ts";
import type { Ranking } from "../../nlu/retrieval/classify.ts";
import { codeOf } from "../advice-code.ts";
import { citations } from "../citing.ts";
import type { Aspect, Entry } from "../content.ts";
import { type AnswerAct, say, type TurnContext } from "../dependencies.ts";
import type { Block, Outcome } from "../reply.ts";
import { entriesCard } from "../responses/entry-card.ts";
import { aside } from "../responses/outcomes.ts";
import { opener } from "../responses/topic-cards.ts";
import { reasonBlocks, strategyName } from "../responses/words/advice-words.ts";
import { sentencesOf } from "../sentences.ts";
import type { State } from "../state.ts";
import { handleAction } from "./handle-action.ts";

/** From the lightest to the heaviest: what each asks of the machine. */
const BY_WEIGHT: readonly Strategy[] = [
  "prompting_rag",
  "feature_extraction",
  "peft_lora",
  "partial_fine_tuning",
  "lp_ft",
  "full_fine_tuning",
];

/** Does what a wish for the last answer asks, or null where there is no answer that it could be about. */
export function answerAct(
  context: TurnContext,
  state: State,
  act: AnswerAct,
  ranking: Ranking,
  miss: Extract<Outcome["effects"][number], { kind: "miss" }>,
): Outcome | null {
  if (isAboutAdvice(state)) return aboutAdvice(context, state, act, miss);
  const { focus } = state;
  return focus === null ? null : aboutEntry(context, state, act, ranking, miss);
}

/** Whether the last thing said was an advice or a part of one. */
export function isAboutAdvice({ advised, last, asking }: State): boolean {
  if (advised === null || asking) return false;
  return last?.kind === "detail" || last?.kind === "why_not" || last?.kind === "recipe";
}

function aboutAdvice(
  context: TurnContext,
  state: State,
  act: AnswerAct,
  miss: Extract<Outcome["effects"][number], { kind: "miss" }>,
): Outcome {
  const answers = state.advised ?? {};
  const advice = recommend(answers);
  const strategy = strategyName(context, advice.strategy);
  const code = codeOf(answers);
  const show = (about: string, blocks: readonly Block[]) =>
    aside(context, state, about, { blocks, choices: [] });
  switch (act) {
    case "see_why":
      return show(`why:${advice.strategy}`, [
        heading(say(context, "ui:follow.why_of", { strategy })),
        ...reasonBlocks(context, advice, answers),
      ]);
    case "how_sure":
      return show(`sure:${advice.strategy}`, [
        heading(say(context, "ui:follow.sure")),
        ...reasonBlocks(context, advice, answers).filter(({ kind }) => kind === "list"),
      ]);
    case "source":
      return show(`why:${advice.strategy}`, reasonBlocks(context, advice, answers));
    case "shorter":
    case "simpler":
      return show(`short:${advice.strategy}`, [
        heading(say(context, "ui:follow.short_advice", { strategy })),
        paragraph(say(context, `advice:strategies.${advice.strategy}.plain`)),
      ]);
    case "example":
      return handleAction(context, state, { kind: "topic", topic: "examples" }, []);
    case "cheaper":
    case "faster": {
      const lighter = lighterThan(advice.strategy);
      if (lighter === null)
        return show(`why:${advice.strategy}`, [
          paragraph(say(context, "ui:follow.cheapest", { strategy })),
        ]);
      return handleAction(context, state, { kind: "why_not", strategy: lighter, code }, []);
    }
    case "other_model":
      return handleAction(context, state, { kind: "entry", entry: "pretrained_model.choice" }, []);
    case "wrong":
      return {
        ...aside(
          context,
          state,
          "clarify",
          opener(context, say(context, "ui:follow.wrong_advice")),
        ),
        effects: [miss],
      };
  }
}

function lighterThan(strategy: Strategy): Strategy | null {
  const at = BY_WEIGHT.indexOf(strategy);
  const lighter = at > 0 ? BY_WEIGHT[at - 1] : undefined;
  return STRATEGIES.find((id) => id === lighter) ?? null;
}

function aboutEntry(
  context: TurnContext,
  state: State,
  act: AnswerAct,
  ranking: Ranking,
  miss: Extract<Outcome["effects"][number], { kind: "miss" }>,
): Outcome | null {
  const { content } = context.deps;
  const { focus } = state;
  if (focus === null || !content.subjects.includes(focus.subject)) return null;
  const subject = content.subject(context.language, focus.subject);
  const current = content.entry(context.language, focus.entry ?? subject.entries[0] ?? "");
  const open = (entry: string) => handleAction(context, state, { kind: "entry", entry }, []);
  const about = `topic:${subject.topic}`;
  switch (act) {
    case "simpler": {
      const simple = withAspect(context, subject.entries, "simple", ranking, current.id);
      if (simple !== null) return open(simple);
      const lead = say(context, "ui:follow.no_simpler", { subject: subject.name });
      return aside(context, state, about, {
        blocks: [paragraph(lead), points(current)],
        choices: [],
      });
    }
    case "shorter":
      return aside(context, state, about, {
        blocks: [
          heading(say(context, "ui:follow.in_short", { title: current.title })),
          points(current),
        ],
        choices: [],
      });
    case "example": {
      const example = withAspect(context, subject.entries, "example", ranking, current.id);
      if (example !== null) return open(example);
      const lead = say(context, "ui:follow.no_example", { subject: subject.name });
      return aside(context, state, about, entriesCard(context, lead, subject.entries.slice(0, 3)));
    }
    case "how_sure":
    case "source":
      return aside(context, state, about, {
        blocks: [
          heading(say(context, "ui:follow.sources_of", { title: current.title })),
          ...sourceBlocks(context, current),
        ],
        choices: [],
      });
    case "see_why": {
      const why = withAspect(context, subject.entries, "why", ranking, current.id);
      if (why !== null) return open(why);
      const lead = say(context, "ui:follow.not_covered", { subject: subject.name });
      const others = subject.entries.filter((id) => id !== current.id).slice(0, 3);
      return aside(context, state, "clarify", entriesCard(context, lead, others));
    }
    case "cheaper":
    case "faster":
      return open("compute_cost.choice");
    case "other_model":
      return open("pretrained_model.choice");
    case "wrong": {
      const lead = say(context, "ui:follow.wrong");
      const others = subject.entries.filter((id) => id !== current.id).slice(0, 3);
      return {
        ...aside(context, state, "clarify", entriesCard(context, lead, others)),
        effects: [miss],
      };
    }
  }
}

/** The likeliest of a subject's entries that tell an aspect, other than the one just shown; null when there is none. */
function withAspect(
  { deps, language }: TurnContext,
  entries: readonly string[],
  aspect: Aspect,
  ranking: Ranking,
  shown: string,
): string | null {
  const fitting = entries.filter(
    (id) => id !== shown && deps.content.entry(language, id).aspect === aspect,
  );
  const [subject = ""] = shown.split(".");
  const likely = ranking.within(subject).find(({ id }) => fitting.includes(id));
  return likely?.id ?? fitting[0] ?? null;
}

/** The sentences of an answer, a line each. */
function points({ answer, next }: Entry): Block {
  const items = [answer, next ?? ""].flatMap(sentencesOf);
  return { kind: "list", ordered: false, items: items.slice(0, 3) };
}

function sourceBlocks(context: TurnContext, { answer, next }: Entry): readonly Block[] {
  const keys = [...new Set(citations(`${answer} ${next ?? ""}`))];
  if (keys.length === 0) return [paragraph(say(context, "ui:follow.no_sources"))];
  const items = keys.flatMap((key) => {
    const source = context.deps.content.source(context.language, key);
    if (source === null) return [];
    const year = source.year === null ? "" : ` (${source.year})`;
    return [`${source.title}${year} [@${key}]`];
  });
  return [{ kind: "list", ordered: false, items }];
}

function heading(text: string): Block {
  return { kind: "heading", text };
}

function paragraph(text: string): Block {
  return { kind: "paragraph", text };
}
