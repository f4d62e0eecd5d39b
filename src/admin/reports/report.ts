import { RATE_REASONS } from "../../dialogue/action.ts";
import type { Content } from "../../dialogue/content.ts";
import type { Block } from "../../dialogue/reply.ts";
import type { Card } from "../../dialogue/responses/card.ts";
import type { RatingCount, ReasonCount } from "../../store/records.ts";
import { heading, list, note, paragraph, type Say } from "../admin-reply.ts";
import type { Cluster } from "./unanswered.ts";

/** What a report tells. */
export type ReportView = {
  readonly clusters: readonly Cluster[];
  /** Judgements of answers and advice. */
  readonly ratings: readonly RatingCount[];
  readonly reasons: readonly ReasonCount[];
  /** Answers to "did it work?", by strategy. */
  readonly results: readonly RatingCount[];
  readonly advised: readonly { readonly strategy: string; readonly count: number }[];
};

const MOST_CLUSTERS = 10;
const MOST_LINES = 5;
const LONGEST_EXAMPLE = 80;

/** What people asked in vain, what did not help, and what came of the advice. */
export function reportCard(say: Say, content: Content, language: string, view: ReportView): Card {
  const name = namer(content, language);
  return {
    blocks: [
      heading(say("report.heading")),
      ...gapBlocks(say, name, view.clusters),
      ...lines(say, name, "judged", worst(view.ratings)),
      ...reasonBlocks(say, name, view.reasons),
      ...lines(say, name, "results", view.results),
      ...advisedBlocks(say, name, view.advised),
      note(say("report.here_alone")),
    ],
    choices: [],
  };
}

function gapBlocks(
  say: Say,
  name: (about: string) => string,
  clusters: readonly Cluster[],
): readonly Block[] {
  if (clusters.length === 0) return [paragraph(say("report.no_gaps"))];
  const count = clusters.reduce((sum, each) => sum + each.count, 0);
  const hasWords = clusters.some(({ questions }) => questions.length > 0);
  return [
    paragraph(say("report.gaps", { count })),
    {
      kind: "table",
      header: ["cluster", "count", "example", "near"].map((id) => say(`report.columns.${id}`)),
      rows: clusters
        .slice(0, MOST_CLUSTERS)
        .map((each) => [
          each.id,
          String(each.count),
          each.questions[0]?.slice(0, LONGEST_EXAMPLE) ?? say("report.no_text"),
          each.nearest.map((topic) => name(`topic:${topic}`)).join(", ") || say("report.no_near"),
        ]),
    },
    ...(hasWords ? [] : [note(say("report.keep_hint"))]),
  ];
}

/** Those that were found unhelpful, most of them first. */
function worst(ratings: readonly RatingCount[]): readonly RatingCount[] {
  return ratings
    .filter(({ unhelpful }) => unhelpful > 0)
    .toSorted((a, b) => b.unhelpful - a.unhelpful || a.helpful - b.helpful)
    .slice(0, MOST_LINES);
}

function lines(
  say: Say,
  name: (about: string) => string,
  key: "judged" | "results",
  counts: readonly RatingCount[],
): readonly Block[] {
  if (counts.length === 0) return [];
  const items = counts.map((count) =>
    say(`report.${key}_line`, { ...count, about: name(count.about) }),
  );
  return [paragraph(say(`report.${key}`)), list(items)];
}

/** Typed remarks are left to the operator: they may name people. */
function reasonBlocks(
  say: Say,
  name: (about: string) => string,
  reasons: readonly ReasonCount[],
): readonly Block[] {
  const items = reasons
    .filter(({ reason }) => RATE_REASONS.some((id) => id === reason))
    .slice(0, MOST_LINES)
    .map(({ about, reason, count }) =>
      say("report.reasons_line", {
        about: name(about),
        reason: say(`feedback.reasons.${reason}`),
        count,
      }),
    );
  return items.length === 0 ? [] : [paragraph(say("report.reasons")), list(items)];
}

function advisedBlocks(
  say: Say,
  name: (about: string) => string,
  advised: ReportView["advised"],
): readonly Block[] {
  if (advised.length === 0) return [];
  const counts = advised
    .map(({ strategy, count }) =>
      say("report.advised_item", { about: name(`advise:${strategy}`), count }),
    )
    .join(", ");
  return [paragraph(say("report.advised", { counts }))];
}

/** `topic:peft_lora` and `advise:lp_ft` as people call them; what has no name stays as it is. */
export function namer(content: Content, language: string): (about: string) => string {
  return (about) => {
    const [kind = "", id = ""] = about.split(":");
    if (kind === "topic" && content.topics.includes(id)) return content.topic(language, id).title;
    const key = `advice:strategies.${id}.name`;
    return content.has(language, key) ? content.say(language, key) : about;
  };
}
