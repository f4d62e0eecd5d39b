import { expect, test } from "vitest";
import { allAnswers } from "../../src/advice/enumerate.ts";
import { recommend } from "../../src/advice/recommend.ts";
import { STRATEGIES } from "../../src/advice/strategies.ts";
import { loadContent } from "../../src/knowledge/load.ts";
import { createDraw } from "../../src/pictures/draw.ts";
import { mapCells } from "../../src/pictures/map-cells.ts";
import { missingGlyphs, textWidth } from "../../src/pictures/measure.ts";
import { drawPicture } from "../../src/pictures/picture.ts";
import { SAMPLES } from "./samples.ts";

const { content } = loadContent("locales");
const draw = createDraw(content);
const TAGS = content.languages.map(({ tag }) => tag);

test("the person's place on the map has the strategy of the advice", () => {
  const some = [...allAnswers()].filter((_, index) => index % 199 === 0);
  const wrong = some.filter((answers) => {
    const yours = mapCells(answers).find(({ mark }) => mark === "yours");
    return yours && yours.strategy !== recommend(answers).strategy;
  });
  expect(wrong).toEqual([]);
});

test("a map has 36 places and marks one of them", () => {
  const places = mapCells({ data: "tiny", similarity: "far", compute: "ample" });
  expect(places).toHaveLength(36);
  expect(places.filter(({ mark }) => mark !== null)).toEqual([
    {
      data: "tiny",
      similarity: "far",
      compute: "ample",
      strategy: "feature_extraction",
      mark: "yours",
    },
  ]);
});

test("an open answer marks the places that are still possible", () => {
  const places = mapCells({ data: "tiny", similarity: "unknown", compute: "ample" });
  expect(places.filter(({ mark }) => mark === "possible")).toHaveLength(2);
});

test.each(TAGS)("every text of the pictures has its glyphs in the bundled fonts (%s)", (tag) => {
  const svgs = Object.values(SAMPLES).map((picture) => drawPicture(picture(tag), content));
  const names = STRATEGIES.map((id) => content.say(tag, `pictures:short.${id}`));
  expect(missingGlyphs([...svgs, ...names].join(""))).toEqual([]);
});

test("a character outside the bundled fonts is noticed", () => {
  expect(missingGlyphs("A龘")).toEqual(["龘"]);
});

test.each(TAGS)("no short name of a strategy is wider than its cell in one word (%s)", (tag) => {
  const words = STRATEGIES.flatMap((id) => content.say(tag, `pictures:short.${id}`).split(" "));
  expect(Math.max(...words.map((word) => textWidth(word, 26, "bold")))).toBeLessThan(154);
});

test.each(Object.keys(SAMPLES))("%s is a light PNG, 1,200 pixels wide", async (name) => {
  for (const tag of TAGS) {
    const png = Buffer.from(await draw(SAMPLES[name]!(tag)));
    expect(png.readUInt32BE(16)).toBe(1_200);
    expect(png.length).toBeLessThan(150_000);
  }
});

test("a picture is drawn once", () => {
  const picture = SAMPLES.map_empty!("en");
  expect(draw(picture)).toBe(draw({ ...picture }));
});
