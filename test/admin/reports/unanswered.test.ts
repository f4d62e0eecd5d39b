import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { draftEntry, isSubjectPath } from "../../../src/admin/reports/entry-draft.ts";
import { cluster } from "../../../src/admin/reports/unanswered.ts";
import { composeVectorise } from "../../../src/app/services.ts";
import { loadContent } from "../../../src/knowledge/load.ts";
import type { Miss } from "../../../src/store/records.ts";

const vectorise = composeVectorise();

function miss(language: string, text: string | null, candidates: readonly string[] = []): Miss {
  return { workspace: "slack:T1", language, text, candidates, at: 0 };
}

const MISSES: readonly Miss[] = [
  miss("en", "how do I quantize my model to 4 bits?", ["peft_lora"]),
  miss("en", "can I quantize a model after training?", ["peft_lora", "compute_cost"]),
  miss("ja", "量子化のやり方を教えて", ["peft_lora"]),
  miss("en", "which ramen shop is open on sunday?"),
  miss("en", "what does quantizing a model to 4 bits cost?", ["compute_cost"]),
  miss("ja", "モデルの量子化のやり方は?", ["peft_lora"]),
];

test("questions that are alike are a group, each language has its own, the largest come first", () => {
  const groups = cluster(MISSES, vectorise);
  expect(groups.map(({ id, count }) => [id, count])).toEqual([
    ["en1", 3],
    ["ja1", 2],
    ["en2", 1],
  ]);
  expect(groups[0]?.nearest[0]).toBe("peft_lora");
  expect(groups[0]?.questions).toHaveLength(3);
});

/** Questions on subjects that no topic covers, as people ask them; those under "alone" share nothing. */
const SUBJECTS: Readonly<Record<string, readonly string[]>> = {
  quantization: [
    "how do I quantize my model to int8?",
    "does quantization hurt accuracy?",
    "can a 4-bit quantized model still be trained?",
    "what is post-training quantization",
    "量子化すると精度は落ちますか",
    "int8に量子化する手順を教えて",
    "4bit量子化したモデルは学習できる？",
    "モデルの量子化って何？",
  ],
  ONNX: [
    "how to export to ONNX?",
    "my ONNX export fails with an opset error",
    "is ONNX faster than torch for inference",
    "convert a keras model to onnx",
    "ONNXに変換したい",
    "ONNXエクスポートでエラーになります",
    "onnxruntimeの方が速いですか",
    "KerasモデルをONNXにするには",
  ],
  "federated learning": [
    "does this work with federated learning?",
    "federated learning across three hospitals, how",
    "can I fine-tune in a federated setting",
    "what is federated averaging",
    "連合学習でもできますか",
    "3つの病院で連合学習したい",
    "連合学習とは何ですか",
    "フェデレーテッドラーニングの始め方",
  ],
  "active learning": [
    "which samples should I label first? active learning?",
    "how does active learning pick examples",
    "is active learning worth it",
    "active learning loop with few labels",
    "能動学習は役に立ちますか",
    "アクティブラーニングでどれからラベル付けする？",
    "アクティブラーニングの手順",
    "ラベル付けの順番をアクティブラーニングで決めたい",
  ],
  "label noise": [
    "my labels are noisy, what now?",
    "how to handle label noise",
    "10% of labels are wrong, noisy labels",
    "robust loss for noisy labels",
    "ラベルノイズへの対処は？",
    "ラベルが1割まちがっている。ノイズ対策は？",
    "ノイズの多いラベルでも学習できる？",
    "ラベルノイズに強い損失関数",
  ],
  segmentation: [
    "can I use this for semantic segmentation?",
    "segmentation masks, which backbone",
    "fine-tuning a segmentation model like U-Net",
    "how many masks do I need for segmentation",
    "セグメンテーションにも使えますか",
    "U-Netのセグメンテーションモデルを調整したい",
    "セグメンテーションのマスクは何枚必要？",
    "セマンティックセグメンテーションの学習済みモデルは？",
  ],
  Docker: [
    "how do I deploy the model in docker?",
    "docker image for inference",
    "serving with docker and gpu",
    "Dockerで推論サーバーを動かすには",
    "Dockerイメージの作り方",
    "DockerでGPUを使う方法",
  ],
  alone: [
    "who won the game yesterday",
    "what's for lunch",
    "is the office open tomorrow",
    "my laptop does not boot",
    "明日は祝日ですか",
    "会議室の予約方法",
    "プリンターが動かない",
    "昨日の試合の結果は",
  ],
};

test("questions on one missing subject meet, and few others with them", () => {
  const subjects = new Map<string, string>();
  for (const [subject, questions] of Object.entries(SUBJECTS))
    for (const question of questions)
      subjects.set(question, subject === "alone" ? question : subject);
  const languageOf = (question: string) => (/[ぁ-んァ-ヶ一-龯]/.test(question) ? "ja" : "en");
  const shuffled = [...subjects.keys()].toSorted((a, b) =>
    a.split("").reverse().join("") < b.split("").reverse().join("") ? -1 : 1,
  );
  const groups = cluster(
    shuffled.map((question) => miss(languageOf(question), question)),
    vectorise,
  );
  const pairs = (questions: readonly string[]) =>
    questions.flatMap((one, at) => questions.slice(at + 1).map((other) => [one, other] as const));
  const isSame = ([one, other]: readonly [string, string]) =>
    subjects.get(one) === subjects.get(other);
  const together = groups.flatMap(({ questions }) => pairs(questions));
  const alike = pairs(shuffled).filter(
    ([one, other]) => languageOf(one) === languageOf(other) && isSame([one, other]),
  );
  expect(together.filter(isSame).length / together.length).toBeGreaterThan(0.9);
  expect(together.filter(isSame).length / alike.length).toBeGreaterThan(0.65);
});

test("the same questions give the same groups", () => {
  expect(cluster(MISSES, vectorise)).toEqual(cluster(MISSES, vectorise));
});

test("questions without their words are grouped by what came nearest", () => {
  const groups = cluster(
    [
      miss("en", null, ["peft_lora"]),
      miss("en", null, ["peft_lora", "evaluation"]),
      miss("en", null),
    ],
    vectorise,
  );
  expect(groups.map(({ count, questions, nearest }) => [count, questions, nearest[0]])).toEqual([
    [2, [], "peft_lora"],
    [1, [], undefined],
  ]);
});

test("five hundred questions with nothing in common are grouped within two seconds", () => {
  const word = (seed: number) => ((seed * 2_654_435_761) % 2 ** 32).toString(36);
  const many = Array.from({ length: 500 }, (_, index) =>
    miss("en", [1, 2, 3, 4, 5, 6].map((each) => word(index * 7 + each)).join(" ")),
  );
  const started = performance.now();
  expect(cluster(many, vectorise).length).toBeGreaterThan(250);
  expect(performance.now() - started).toBeLessThan(2_000);
});

test("a draft keeps the content from being loaded until both languages are written", () => {
  const [group] = cluster(MISSES, vectorise);
  const drafts = draftEntry(group!, ["en", "ja"]);
  expect(drafts.get("en")?.entries.what.asks).toHaveLength(3);
  const folder = mkdtempSync(join(tmpdir(), "locales-"));
  try {
    cpSync("locales", folder, { recursive: true });
    for (const [tag, topic] of drafts) {
      writeFileSync(join(folder, tag, "topics/serving/new_subject.json"), JSON.stringify(topic));
    }
    expect(() => loadContent(folder)).toThrow(
      /en\/topics\/serving\/new_subject.json \(name\).*ja\/topics\/serving\/new_subject.json \(entries.what\)/s,
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test.each([
  ["serving/quantization", true],
  ["quantization", false],
  ["../evil", false],
  ["serving/Quant", false],
  ["", false],
])("%j as the place of a subject: %s", (id, isRight) => {
  expect(isSubjectPath(id)).toBe(isRight);
});
