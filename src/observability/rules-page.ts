import { gradeOf } from "../advice/confidence.ts";
import { RULES, RULES_VERSION, type Rule } from "../advice/rules.ts";
import type { Bounds, When } from "../advice/table/row.ts";
import { say, type WordingContext } from "../dialogue/dependencies.ts";
import { grouped } from "../dialogue/describe.ts";

/** How a way to choose fared on published comparisons: on how many it could be judged and agreed, and the points it lost on average. */
export type Measured = {
  readonly id: string;
  readonly source: string | null;
  readonly judged: number;
  readonly agreed: number;
  readonly regret: number;
};

/** The whole decision table and its agreement with published comparisons, as Markdown. */
export function rulesPage(
  words: WordingContext,
  measured: readonly Measured[],
  cases: number,
): string {
  const sources = new Map<string, number>();
  const cite = (keys: readonly string[]) =>
    keys.map((key) => {
      if (!sources.has(key)) sources.set(key, sources.size + 1);
      return `[${sources.get(key)}]`;
    });
  const rows = RULES.map((rule, index) => ruleRow(words, rule, index + 1, cite));
  const results = measured.map((each) => measuredRow(words, each, cite));
  return [
    say(words, "rules:lead", { version: RULES_VERSION }),
    table(
      HEADERS.table.map((name) => say(words, `rules:header.${name}`)),
      rows,
    ),
    say(words, "rules:unknown"),
    say(words, "rules:measured", { cases }),
    table(
      HEADERS.measured.map((name) => say(words, `rules:header.${name}`)),
      results,
    ),
    say(words, "rules:limits"),
    sourceList(words, sources),
  ].join("\n\n");
}

const HEADERS = {
  table: ["number", "when", "choose", "confidence", "runner_up", "sources"],
  measured: ["way", "judged", "agreement", "regret", "sources"],
} as const;

type Cite = (keys: readonly string[]) => readonly string[];

function ruleRow(words: WordingContext, rule: Rule, number: number, cite: Cite): readonly string[] {
  return [
    String(number),
    conditions(words, rule.when),
    `**${strategyName(words, rule.choose)}**`,
    say(words, `rules:confidence.${rule.outside ? "outside" : gradeOf(rule).level}`),
    strategyName(words, rule.runnerUp),
    cite(rule.evidence).join(" "),
  ];
}

function measuredRow(words: WordingContext, each: Measured, cite: Cite): readonly string[] {
  const share = ((100 * each.agreed) / each.judged).toFixed(1);
  return [
    say(words, `rules:way.${each.id}`),
    String(each.judged),
    `${share} %`,
    each.regret.toFixed(2),
    each.source ? cite([each.source]).join(" ") : "",
  ];
}

/** What a row asks for, in words; a row without conditions is for all the rest. */
function conditions(words: WordingContext, when: When): string {
  const parts = conditionParts(words, when);
  return parts.length > 0 ? parts.join(say(words, "flow:facts.join")) : say(words, "rules:rest");
}

function conditionParts(words: WordingContext, when: When): readonly string[] {
  const or = say(words, "flow:or");
  const anyOf = (name: string, options: readonly (string | null)[] = []) =>
    options.length > 0
      ? [
          options
            .map((option) =>
              option === null
                ? say(words, `rules:unread.${name}`)
                : say(
                    words,
                    name === "task" ? `advice:tasks.${option}` : `flow:facts.${name}.${option}`,
                  ),
            )
            .join(or),
        ]
      : [];
  return [
    ...anyOf("task", when.task),
    ...(when.labels ?? []).map((labels) => say(words, `rules:labels.${labels}`)),
    ...(when.raw ? [say(words, "rules:raw")] : []),
    ...(when.noGpu ? [say(words, "rules:no_gpu")] : []),
    ...(when.hasGpu ? [say(words, "rules:has_gpu")] : []),
    ...(when.smallCard ? [say(words, "rules:small_card")] : []),
    ...(when.rareBelow ? [say(words, "rules:rare", { below: when.rareBelow })] : []),
    ...(when.hours ? [countRange(words, "hours", when.hours)] : []),
    ...(when.any ? [when.any.map((each) => conditions(words, each)).join(or)] : []),
    ...(when.facts_change ? [say(words, "flow:facts.facts_change.true")] : []),
    ...(when.shift ? [say(words, "flow:facts.shift.true")] : []),
    ...anyOf("backbone", when.backbone),
    ...anyOf("modality", when.modality),
    ...(when.examples ? [countRange(words, "examples", when.examples)] : []),
    ...anyOf("data", when.data),
    ...anyOf("similarity", when.similarity),
    ...anyOf("compute", when.compute),
  ];
}

function strategyName(words: WordingContext, strategy: Rule["choose"]): string {
  return say(words, `advice:strategies.${strategy}.name`);
}

function sourceList(words: WordingContext, sources: ReadonlyMap<string, number>): string {
  const items = [...sources].map(([key, number]) => {
    const source = words.deps.content.source(words.language, key);
    const title = source?.title ?? key;
    return `[${number}] ${source?.url ? `[${title}](${source.url})` : title}`;
  });
  return `${say(words, "rules:sources")} ${items.join(" · ")}`;
}

function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  return [header, header.map(() => "---"), ...rows]
    .map((cells) => `| ${cells.join(" | ")} |`)
    .join("\n");
}

function countRange(
  words: WordingContext,
  name: "examples" | "hours",
  { from, below }: Bounds,
): string {
  if (below === null) return say(words, `rules:${name}_from`, { from: grouped(from) });
  if (from === 0) return say(words, `rules:${name}_below`, { below: grouped(below) });
  return say(words, `rules:${name}`, { from: grouped(from), to: grouped(below - 1) });
}
