import { OPTIONS } from "../src/advice/questions.ts";
import { loadContent } from "../src/knowledge/load.ts";
import { createDraw } from "../src/pictures/draw.ts";
import { type Row, rowOf } from "./row.ts";

/** Time from asking for a picture to its bytes, in the drawing thread once warm and from the cache, and its size. */
export async function run(): Promise<readonly Row[]> {
  const { content } = loadContent("locales");
  const draw = createDraw(content);
  const pictures = content.languages.flatMap(({ tag: language }) => [
    { kind: "comparison" as const, language },
    ...OPTIONS.data.flatMap((data) =>
      OPTIONS.similarity.flatMap((similarity) =>
        OPTIONS.compute.map((compute) => ({
          kind: "map" as const,
          language,
          answers: { data, similarity, compute },
        })),
      ),
    ),
  ]);
  const [first, ...others] = pictures;
  if (first) await draw(first);
  const fresh: number[] = [];
  const kept: number[] = [];
  const sizes: number[] = [];
  for (const picture of others) {
    const started = performance.now();
    const png = await draw(picture);
    fresh.push(performance.now() - started);
    sizes.push(png.length / 1_000);
    const again = performance.now();
    await draw(picture);
    kept.push(performance.now() - again);
  }
  return [
    rowOf("a picture drawn anew", fresh, "ms", "in its own thread, once warm; at most 150 wanted"),
    rowOf("the same picture again", kept, "ms", "from the cache"),
    rowOf("size of a picture", sizes, "kB", "PNG, 1,200 pixels wide; at most 150 wanted"),
  ];
}
