import { expect, test } from "vitest";
import { allAnswers } from "../../../src/advice/enumerate.ts";
import type { Answers } from "../../../src/advice/questions.ts";
import { recommend } from "../../../src/advice/recommend.ts";
import { ladder } from "../../../src/advice/training/ladder.ts";

test("a full fine-tuning is reached from a frozen sample, block by block", () => {
  expect(ladder({ strategy: "lp_ft" }, {}).map(({ id, place }) => [id, place])).toEqual([
    ["frozen_sample", "start"],
    ["frozen_all", "step"],
    ["last_block", "step"],
    ["two_stages", "advised"],
    ["all_layers", "beyond"],
  ]);
});

test("a language model starts with a prompt", () => {
  expect(ladder({ strategy: "peft_lora" }, { backbone: "llm" }).map(({ id }) => id)).toEqual([
    "prompt",
    "lora_sample",
    "lora",
    "all_layers",
  ]);
});

test("on a far task the step beyond everything is a control from scratch", () => {
  expect(ladder({ strategy: "full_fine_tuning" }, { similarity: "far" }).at(-1)).toEqual({
    id: "scratch_control",
    strategy: "from_scratch",
    place: "beyond",
  });
});

test("every ladder has one advised step, of the advised strategy, and one beyond", () => {
  const broken = [...allAnswers()].filter((answers) => {
    const advice = recommend(answers);
    const [beyond, advised, ...before] = ladder(advice, answers).toReversed();
    return (
      beyond?.place !== "beyond" ||
      advised?.place !== "advised" ||
      advised.strategy !== advice.strategy ||
      before.some(({ place }) => place === "advised" || place === "beyond")
    );
  });
  expect(broken).toEqual([]);
});

test("a kind of task with words of its own has its first experiment instead", () => {
  const answers: Answers = { task: "detection", examples: 300 };
  expect(ladder(recommend(answers), answers)).toEqual([
    { id: "detection", strategy: "full_fine_tuning", place: "start" },
  ]);
});
