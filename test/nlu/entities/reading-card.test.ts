import { describe, expect, test } from "vitest";
import { QUESTIONS, type Question } from "../../../src/advice/questions.ts";
import { reading } from "../words.ts";

/** The compute level and the GB of the card that a message tells of, such as `moderate 24`; `-` where it tells none. */
function compute(text: string, asked: Question | null): string {
  const { compute, card_gb } = reading(text, asked).answers;
  return `${compute ?? "-"} ${card_gb ?? "-"}`;
}

test.each([
  ["T4", "moderate 16"],
  ["one RTX 3090", "moderate 24"],
  ["RTX 3090 Ti", "moderate 24"],
  ["an A100", "ample 40"],
  ["A100 80GB", "ample 80"],
  ["A100-80GB", "ample 80"],
  ["A100 (80 GB)", "ample 80"],
  ["H200", "ample 141"],
  ["V100 32GB", "moderate 32"],
  ["4060 Ti 16GB", "moderate 16"],
  ["24GB", "moderate 24"],
  ["12 gigs", "moderate 12"],
  ["8GB card", "limited 8"],
  ["16 GB GPU", "moderate 16"],
  ["24 GB VRAM", "moderate 24"],
  ["the GPU has 24GB of memory", "moderate 24"],
  ["16-24 GB VRAM", "moderate 16"],
  ["moderate, a 3090", "moderate 24"],
  ["a 3090 in my workstation", "moderate 24"],
  ["several A100s", "ample 40"],
  ["slurm cluster with V100s", "ample 16"],
  ["T4が1枚", "moderate 16"],
  ["3090が1枚", "moderate 24"],
  ["A100の80GB版", "ample 80"],
  ["A100（80GB）", "ample 80"],
  ["16GBのGPU", "moderate 16"],
  ["24ギガのやつ", "moderate 24"],
  ["VRAMは24ギガ", "moderate 24"],
  ["VRAM24GBのグラボ", "moderate 24"],
  ["GPUのメモリは24GBです", "moderate 24"],
  ["メモリ24GBのGPU", "moderate 24"],
  ["会社のサーバーにA6000が1枚", "ample 48"],
])("an answer to the compute question keeps the card: %s", (text, expected) => {
  expect(compute(text, "compute")).toBe(expected);
});

test.each([
  ["2 x 24GB", "ample 24"],
  ["two 24GB cards", "ample 24"],
  ["4 T4s", "ample 16"],
  ["A100x8", "ample 40"],
  ["8x A100 80GB", "ample 80"],
  ["16GB×4枚", "ample 16"],
  ["48GB total across two cards", "ample -"],
  ["an A100 and a T4", "ample 40"],
  ["T4 16GB and A100 40GB", "ample 40"],
  ["24GBのGPUが2枚", "ample 24"],
  ["80GBのA100が4枚", "ample 80"],
  ["A100 2枚で80GB", "ample 40"],
  ["2枚で48GB", "ample -"],
  ["T4とA100があります", "ample 40"],
  ["A100とT4があります", "ample 40"],
  ["16GBのT4と80GBのA100", "ample 80"],
])("several cards do not add up, the largest counts: %s", (text, expected) => {
  expect(compute(text, "compute")).toBe(expected);
});

test.each([
  ["no A100, just a T4", "moderate 16"],
  ["we don't have a 24GB GPU", "limited -"],
  ["not a 24GB GPU, only 8GB", "limited 8"],
  ["24GBのGPUは持ってなくて、8GBのグラボだけ", "limited 8"],
  ["sorry, I meant a 3060, not a 3090", "moderate 12"],
  ["we used to have an A100 but now just a T4", "moderate 16"],
  ["A100はないけどT4なら", "moderate 16"],
  ["4090じゃなくて3060です", "moderate 12"],
  ["前はA100があったけど今はT4だけ", "moderate 16"],
])("a card that is denied, over or taken back does not count: %s", (text, expected) => {
  expect(compute(text, "compute")).toBe(expected);
});

describe("what is no card's memory is not kept", () => {
  test.each([
    ["RTX 3060 with 64GB RAM", "moderate 12"],
    ["32GB RAM, RTX 3060 12GB", "moderate 12"],
    ["RAM 32GB GPU 12GB", "moderate 12"],
    ["512GB SSD and a 3060", "moderate 12"],
    ["no GPU, 64GB RAM", "limited -"],
    ["workstation with 64GB RAM", "moderate -"],
    ["512GB SSD", "- -"],
    ["RTX 3060、メモリ64GB", "moderate 12"],
    ["メモリ32GB、GPUは12GB", "moderate 12"],
    ["16GBのメモリ", "moderate -"],
    ["メモリ16GBのノート", "limited -"],
    ["1TBのディスクとRTX 3090", "moderate 24"],
  ])("memory of the computer, or a disk: %s", (text, expected) => {
    expect(compute(text, "compute")).toBe(expected);
  });

  test.each([
    ["24GB dataset on a T4", "moderate 16"],
    ["dataset of 24GB on a T4", "moderate 16"],
    ["dataset is 40GB, one T4", "moderate 16"],
    ["3GB of labelled images on a 3090", "moderate 24"],
    ["40GBのデータセットとT4が1枚", "moderate 16"],
    ["データは40GB、GPUはT4", "moderate 16"],
  ])("a data set: %s", (text, expected) => {
    expect(compute(text, "compute")).toBe(expected);
  });

  test.each([
    ["laptop with 16GB", "limited -"],
    ["RTX 4060 laptop", "limited -"],
    ["laptop with 6GB VRAM", "limited 6"],
    ["macbook m2 16GB", "limited -"],
    ["ノートPCのRTX 3060", "limited -"],
    ["ゲーミングノート、VRAM 8GB", "limited 8"],
    ["google colab free tier T4", "limited 16"],
    ["ColabのT4", "limited 16"],
  ])("a laptop's card is not what its name says, a free notebook's is: %s", (text, expected) => {
    expect(compute(text, "compute")).toBe(expected);
  });

  test.each([
    ["plenty of GPUs", "ample -"],
    ["moderate", "moderate -"],
    ["2", "moderate -"],
    ["one decent gpu", "moderate -"],
    ["tpu v2-8", "moderate -"],
    ["GPU1枚", "moderate -"],
    ["潤沢です", "ample -"],
  ])("no memory is told: %s", (text, expected) => {
    expect(compute(text, "compute")).toBe(expected);
  });
});

test.each([
  ["I have 500 photos, one RTX 3090", "moderate 24"],
  ["500 photos, 24GB GPU", "moderate 24"],
  ["500 images, 24GB dataset", "- -"],
  ["my disk has 500 GB left", "- -"],
  ["what if I had an A100", "ample 40"],
  ["what if I had one 8GB card", "limited 8"],
  ["写真500枚、RTX 3090が1枚", "moderate 24"],
  ["500枚の写真、16GBのGPU", "moderate 16"],
  ["もしA100があったら?", "ample 40"],
  ["もしVRAM8GBのグラボ1枚だったら?", "limited 8"],
])("unasked, too: %s", (text, expected) => {
  expect(compute(text, null)).toBe(expected);
});

test("a card never comes without the compute answer that it belongs to", () => {
  const texts = [
    "is a 3090 enough?",
    "A100",
    "T4です",
    "3090",
    "4090で写真500枚",
    "24GB",
    "3090 or 4090",
  ];
  const alone = texts.flatMap((text) =>
    [null, ...QUESTIONS].filter((asked) => compute(text, asked).match(/^- \d/)),
  );
  expect(alone).toEqual([]);
});
