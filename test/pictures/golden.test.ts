import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import pixelmatch from "pixelmatch";
import { PNG } from "pngjs";
import { expect, test } from "vitest";
import { loadContent } from "../../src/knowledge/load.ts";
import { drawPicture } from "../../src/pictures/picture.ts";
import { rasterise } from "../../src/pictures/rasterise.ts";
import { SAMPLES } from "./samples.ts";

const { content } = loadContent("locales");
const PICTURES = content.languages.flatMap(({ tag }) =>
  Object.entries(SAMPLES).map(([name, picture]) => [`${name}.${tag}`, picture(tag)] as const),
);

/** Share of pixels that may differ, so that another build of the renderer does not fail. */
const TOLERATED = 0.002;

/** GOLDEN=write draws the files anew; look at them before you commit. */
test.each(PICTURES)("%s looks like its golden picture", (name, picture) => {
  const drawn = rasterise(drawPicture(picture, content));
  const path = fileURLToPath(new URL(`golden/${name}.png`, import.meta.url));
  if (process.env.GOLDEN === "write") writeFileSync(path, drawn);
  expect(difference(drawn, readFileSync(path))).toBeLessThan(TOLERATED);
});

test("the comparison notices a moved place", () => {
  const [first, second] = ["limited", "ample"].map((compute) =>
    rasterise(drawPicture({ kind: "map", language: "en", answers: { compute } as never }, content)),
  );
  expect(difference(first!, second!)).toBeGreaterThan(TOLERATED);
});

function difference(one: Uint8Array, other: Uint8Array): number {
  const [drawn, golden] = [one, other].map((bytes) => PNG.sync.read(Buffer.from(bytes)));
  const { width, height } = golden!;
  if (drawn!.width !== width || drawn!.height !== height) return 1;
  return pixelmatch(drawn!.data, golden!.data, undefined, width, height) / (width * height);
}
