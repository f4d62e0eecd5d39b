import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { PassThrough, Readable } from "node:stream";
import { text } from "node:stream/consumers";
import fc from "fast-check";
import { expect, test } from "vitest";
import { runJsonLines } from "../../../src/adapters/terminal/ask.ts";
import { parseLine } from "../../../src/adapters/terminal/json-lines.ts";
import { createStore } from "../../../src/store/open.ts";
import { type Act, parseTranscripts } from "../../conversations/transcript.ts";
import { deps } from "../../support/dependencies.ts";

type Answer = Record<string, unknown> & {
  readonly choices: readonly { readonly label: string; readonly press: string }[];
};

async function run(...lines: readonly (object | string)[]): Promise<readonly Answer[]> {
  const store = await createStore("memory:", { now: Date.now });
  const input = Readable.from(
    lines.map((line) => `${typeof line === "string" ? line : JSON.stringify(line)}\n`),
  );
  const output = new PassThrough();
  const written = text(output);
  await runJsonLines(deps, store, input, output);
  output.end();
  await store.close();
  return (await written)
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
}

/** Plays a transcript line by line: what is pressed is a press of the answer before. */
async function play(acts: readonly Act[]): Promise<readonly Answer[]> {
  const store = await createStore("memory:", { now: Date.now });
  const input = new PassThrough();
  const output = new PassThrough();
  const running = runJsonLines(deps, store, input, output);
  const written = createInterface({ input: output })[Symbol.asyncIterator]();
  const answers: Answer[] = [];
  for (const { said, pressed } of acts) {
    const choice = answers.at(-1)?.choices.find(({ label }) => label.startsWith(said));
    const line = pressed ? { press: choice?.press } : { text: said };
    input.write(`${JSON.stringify({ id: String(answers.length), ...line })}\n`);
    answers.push(JSON.parse((await written.next()).value ?? "null"));
  }
  input.end();
  await running;
  await store.close();
  return answers;
}

const FOLDER = join(import.meta.dirname, "../../conversations");
const transcripts = readdirSync(FOLDER)
  .filter((name) => name.endsWith(".txt"))
  .flatMap((name) => parseTranscripts(readFileSync(join(FOLDER, name), "utf8")));

test.each(transcripts)("every transcript can be played: $title", async ({ acts }) => {
  const answers = await play(acts);
  expect(answers.map(({ about }) => about)).toEqual(acts.map(({ expected }) => expected.about));
  for (const [at, { expected }] of acts.entries()) {
    if (expected.language) expect(answers[at]?.language).toBe(expected.language);
    if (expected.asks)
      expect(answers[at]?.flow).toMatchObject({
        asks: expected.asks === "-" ? null : expected.asks,
      });
  }
});

test("a question gets its topic, language, candidates and text", async () => {
  const [answer] = await run({ id: "1", conversation: "c", locale: "ja-JP", text: "LoRAって何?" });
  expect(answer).toMatchObject({
    id: "1",
    conversation: "c",
    about: "topic:peft_lora",
    topic: "peft_lora",
    language: "ja",
    advice: null,
  });
  expect(answer?.candidates).toHaveLength(3);
  expect(answer?.text).toContain("LoRA");
});

test("a conversation keeps its answers from line to line, and conversations do not mix", async () => {
  const answers = await run(
    { id: "1", conversation: "a", text: "help me choose" },
    { id: "2", conversation: "b", text: "help me choose" },
    { id: "3", conversation: "a", text: "500" },
    { id: "4", conversation: "b", text: "50000" },
  );
  expect(answers.map((answer) => answer.id)).toEqual(["1", "2", "3", "4"]);
  expect(answers[2]).toMatchObject({
    answers: { data: "small", examples: 500 },
    flow: { active: true, asks: "similarity" },
  });
  expect(answers[3]).toMatchObject({ answers: { data: "medium", examples: 50_000 } });
});

test("a choice is taken by its press", async () => {
  const [first] = await run({ id: "1", text: "help me choose" });
  const [, answer] = await run(
    { id: "1", text: "help me choose" },
    { id: "2", press: first?.choices[1]?.press },
  );
  expect(answer).toMatchObject({ about: "ask:similarity", answers: { data: "small" } });
});

test("advise takes every fact, and null for unknown", async () => {
  const [full, unknown, llm] = await run(
    {
      id: "1",
      advise: {
        data: "small",
        examples: 500,
        similarity: "close",
        compute: "limited",
        modality: "image",
        backbone: "cnn",
        parameters: null,
        facts_change: false,
        shift: false,
      },
    },
    { id: "2", advise: {} },
    {
      id: "3",
      advise: {
        data: "medium",
        similarity: "close",
        compute: "ample",
        backbone: "llm",
        parameters: 7e9,
      },
    },
  );
  expect(full).toMatchObject({
    about: "advise:feature_extraction",
    advice: {
      strategy: "feature_extraction",
      confidence: "medium",
      runnerUp: "partial_fine_tuning",
    },
  });
  expect(unknown).toMatchObject({
    unknown: ["data", "similarity", "compute"],
    about: "advise:feature_extraction",
  });
  expect(llm).toMatchObject({ advice: { strategy: "peft_lora" } });
});

test.each<[object, object]>([
  [{ task: "detection", examples: 300 }, { strategy: "full_fine_tuning" }],
  [{ hours: 12, compute: "limited", card_gb: 8 }, { strategy: "peft_lora" }],
  [{ task: "image_style", no_gpu: true }, { strategy: "as_is" }],
  [{ modality: "tabular", examples: 50_000 }, { strategy: "boosted_trees" }],
  [{ labels: "normal_only", modality: "image" }, { strategy: "feature_extraction" }],
  [{ examples: 0, modality: "text" }, { strategy: "as_is" }],
  [
    { raw: true, modality: "text", similarity: "far", compute: "ample", examples: 500 },
    { strategy: "continue_pretraining" },
  ],
  [{ task: "recommendation", multi_label: false }, { strategy: "other_method" }],
  [
    { task: "anomaly", modality: "image", rare: 500, examples: 9_000, compute: "ample" },
    { strategy: "full_fine_tuning" },
  ],
  [{}, { confidence: "low", because: "all_open" }],
])("advise %j gives %j", async (advise, advice) => {
  const [answer] = await run({ id: "1", advise });
  expect(answer).toMatchObject({ advice });
});

test("a line that is not a turn gets an error, and the stream goes on", async () => {
  const answers = await run(
    "{ broken",
    "[1, 2]",
    { id: "a" },
    { id: "b", text: 5 },
    { id: "c", text: "hi", press: "tl1/start" },
    { id: "d", advise: { data: "huge" } },
    { id: "e", locale: 3, text: "hi" },
    { id: "f", text: "hello" },
  );
  expect(answers.map(({ id, error }) => [id, typeof error])).toEqual([
    [null, "string"],
    [null, "string"],
    ["a", "string"],
    ["b", "string"],
    ["c", "string"],
    ["d", "string"],
    ["e", "string"],
    ["f", "undefined"],
  ]);
});

test("an unknown press is answered kindly", async () => {
  const [answer] = await run({ id: "1", press: "v0/old/button" });
  expect(answer).toMatchObject({ about: "old_choice" });
});

test.each([
  ["a megabyte of text", "fine-tuning ".repeat(90_000)],
  ["control characters", "what\u0000 is\u0007 LoRA\u001b[31m?"],
  ["unpaired surrogates", "\ud83d LoRA \udc4d ってなに"],
  ["right-to-left marks", "\u202ewhat is LoRA?\u202c"],
  ["nothing", ""],
  ["blank", "   \n\t "],
  ["only emoji", "🎉🎉🎉"],
  ["zalgo", `w${"\u0301".repeat(5_000)}hat`],
  ["a long run of digits", "9".repeat(100_000)],
  ["many brackets", "(".repeat(50_000)],
])("%s gets a harmless reply in time", async (_, hostile) => {
  const started = performance.now();
  const [answer] = await run({ id: "1", text: hostile });
  expect(answer?.about).not.toBe("failed");
  expect(performance.now() - started).toBeLessThan(1_000);
});

test("10,000 hostile lines never throw", () => {
  const hostile = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.json(),
    fc
      .record({
        id: fc.anything(),
        text: fc.anything(),
        press: fc.anything(),
        advise: fc.anything(),
        locale: fc.anything(),
      })
      .map((value) => JSON.stringify(value) ?? ""),
  );
  fc.assert(
    fc.property(hostile, (line) => {
      expect(["turn", "fault"]).toContain(parseLine(line).kind);
    }),
    { numRuns: 10_000 },
  );
});
