import { expect, test } from "vitest";
import { pictureName, readPictureName } from "../../../src/adapters/discord/render/picture-name.ts";
import type { Picture } from "../../../src/dialogue/reply.ts";

test.each<Picture>([
  { kind: "comparison", language: "ja" },
  { kind: "map", language: "en", answers: {} },
  {
    kind: "map",
    language: "ja",
    answers: {
      data: "small",
      examples: 500,
      compute: "unknown",
      modality: "image",
      backbone: "llm",
      parameters: 7e9,
      shift: true,
    },
  },
])("the name of %j tells what to draw", (picture) => {
  const name = pictureName(picture);
  expect(name).toMatch(/^[\w.-]+\.png$/);
  expect(readPictureName(name)).toEqual(picture);
});

test.each(["cat.png", "map.png", "map.ja.data-nonsense.png", "map.ja.exe", ""])(
  "%j is not ours",
  (name) => {
    expect(readPictureName(name)).toBeNull();
  },
);
