import { expect, test } from "vitest";
import { withoutMarkup } from "../../src/nlu/markup.ts";
import { deps } from "../support/dependencies.ts";

const { content } = deps;
const LANGUAGES = content.languages.map(({ tag }) => tag);
/** Visible characters of an answer with its next step. */
const LONGEST: Readonly<Record<string, number>> = { en: 480, ja: 270 };
/** Words that the style guide bans, each with a sample that must be found. */
const BANNED: Readonly<Record<string, readonly (readonly [RegExp, string])[]>> = {
  en: [
    [/\bdear\b/i, "from cheap to dear"],
    [/\ba far task\b/i, "for a far task"],
    [/\brelease the (last|block|layers?)\b/i, "release the last block"],
    [/\bcalmer start\b/i, "the calmer start"],
    [/\bcare for\b/i, "care for quality"],
    [/\bshall\b/i, "one model shall serve"],
    [/\brather say nothing\b/i, "I would rather say nothing"],
  ],
  ja: [
    [/こちらの勝ち/, "こちらの勝ちです"],
    [/新しい頭/, "新しい頭を付けます"],
    [/乱数の種/, "乱数の種"],
    [/パラメーター/, "パラメーターの数"],
    [/トランスフォーマー/, "トランスフォーマー"],
    [/助言|アドバイス/, "この助言は"],
    [/解凍/, "層を解凍します"],
    [/当てずっぽう/, "当てずっぽう"],
    [/課題/, "遠い課題"],
  ],
};
const TOPIC_ASPECTS = ["what", "how", "risk", "example"] as const;
const FIRST_TOPICS = [
  "transfer_learning",
  "fine_tuning",
  "difference",
  "feature_extraction",
  "which_to_choose",
  "comparison_table",
  "analogy",
  "examples",
  "start_small",
  "data_amount",
  "compute_cost",
  "task_similarity",
  "learning_rate",
  "overfitting",
  "regularization",
  "data_augmentation",
  "pretrained_model",
  "from_scratch",
  "negative_transfer",
  "domain_adaptation",
  "distillation",
  "evaluation",
  "batch_norm",
  "tools_code",
  "glossary",
];

const visible = (id: string, tag: string) => {
  const { answer, next } = content.entry(tag, id);
  return withoutMarkup(`${answer} ${next ?? ""}`.replace(/\s*\[@\w+\]/g, "")).trim();
};

test("there are at least 650 entries, the same in each language", () => {
  expect(content.entries.length).toBeGreaterThanOrEqual(650);
  for (const tag of LANGUAGES) {
    expect(() => content.entries.map((id) => content.entry(tag, id))).not.toThrow();
  }
});

test.each(LANGUAGES)("no answer in %s is too long", (tag) => {
  const limit = LONGEST[tag] ?? 480;
  const long = content.entries.filter((id) => visible(id, tag).length > limit);
  expect(long).toEqual([]);
});

test.each(LANGUAGES)("every title in %s fits a button", (tag) => {
  const long = content.entries.filter((id) => content.entry(tag, id).title.length > 36);
  expect(long).toEqual([]);
});

test("what a language says in numbers, the other says too", () => {
  const figures = (text: string) =>
    (text.replaceAll(",", "").match(/\d+(?:\.\d+)?(?:e-?\d+)?/g) ?? []).sort().join(" ");
  const differing = content.entries.filter((id) => {
    const cited = LANGUAGES.map((tag) => content.entry(tag, id).answer.match(/\[@\w+\]/g)?.length);
    return new Set(cited.map((count) => count ?? 0)).size > 1 && figures(visible(id, "en")) === "";
  });
  expect(differing.length).toBeLessThan(content.entries.length / 10);
});

test.each(LANGUAGES)(
  "a figure of an answer in %s has a source, or says that it is a rule of thumb",
  (tag) => {
    const allowed =
      tag === "ja"
        ? /目安|経験則|架空|例えば|たとえば|仮に/
        : /rule of thumb|invented|suppose|for example|for instance|say /i;
    const unsourced = content.entries.filter((id) => {
      const { answer } = content.entry(tag, id);
      const plain = answer.replace(/\[@\w+\]/g, "").replace(/`[^`]*`/g, "");
      return (
        /\d{2,}\s?%|\d+\.\d+\s?%/.test(plain) && !/\[@\w+\]/.test(answer) && !allowed.test(answer)
      );
    });
    expect(unsourced).toEqual([]);
  },
);

test.each(LANGUAGES)("no banned word in %s", (tag) => {
  const found = content.entries.flatMap((id) =>
    (BANNED[tag] ?? [])
      .filter(([word]) => word.test(visible(id, tag)))
      .map(([word]) => `${id}: ${word.source}`),
  );
  expect(found).toEqual([]);
});

test("the judge of banned words finds each of them", () => {
  for (const words of Object.values(BANNED)) {
    for (const [word, sample] of words) expect(sample).toMatch(word);
  }
});

test.each(FIRST_TOPICS)(
  "the topic %s tells what, how, risk and an example of its subject",
  (topic) => {
    const aspects = new Set<string>(
      content.subject("en", topic).entries.map((id) => content.entry("en", id).aspect),
    );
    expect(TOPIC_ASPECTS.filter((aspect) => !aspects.has(aspect))).toEqual([]);
    expect(aspects.has("why") || aspects.has("when")).toBe(true);
  },
);

/** Questions in natural words for the rows of the article that the bot grew from, with a subject that answers them. */
test.each([
  ["what is transfer learning", /^transfer_learning\./],
  ["転移学習って何?", /^transfer_learning\./],
  ["what does fine-tuning do to the weights", /^fine_tuning\./],
  [
    "what are the two basic patterns of transfer learning",
    /^(transfer_learning|feature_extraction|comparison_table|method_summary)\./,
  ],
  ["why does fine-tuning use a small learning rate", /^(fine_tuning|learning_rate)\./],
  ["what should a beginner watch out for", /^(beginner_first|common_mistakes)\./],
  ["初心者が気をつけることは?", /^(beginner_first|common_mistakes)\./],
  ["compare fine-tuning and transfer learning in a table", /^comparison_table\./],
  ["which three things decide the method", /^(which_to_choose|comparison_table)\./],
  ["explain it with a school club", /^analogy\./],
  ["部活に例えると?", /^analogy\./],
])("%s is answered by the right subject", (text, subject) => {
  const [best] = deps.understanding.classify(text).entries;
  expect(best?.id).toMatch(subject);
});
