import { expect, test } from "vitest";
import { pictureName } from "../../../src/adapters/discord/render/picture-name.ts";
import type { Picture } from "../../../src/dialogue/reply.ts";

const MAP: Picture = {
  kind: "map",
  language: "ja",
  answers: { data: "small", compute: "limited" },
};

test.each<[Picture, string]>([
  [{ kind: "comparison", language: "ja" }, "comparison.ja.png"],
  [{ kind: "map", language: "en", answers: {} }, "map.en.png"],
  [MAP, "map.ja.q-201.png"],
])("the name of %j tells what is drawn", (picture, name) => {
  expect(pictureName(picture)).toBe(name);
});
