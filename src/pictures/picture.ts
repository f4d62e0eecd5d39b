import type { Content } from "../dialogue/content.ts";
import type { Picture } from "../dialogue/reply.ts";
import { drawComparison } from "./comparison.ts";
import { drawMap } from "./map.ts";

/** A picture as SVG, 1,200 pixels wide, in the bundled fonts. */
export function drawPicture(picture: Picture, content: Content): string {
  const words = { deps: { content }, language: picture.language };
  switch (picture.kind) {
    case "map":
      return drawMap(words, picture.answers);
    case "comparison":
      return drawComparison(words);
  }
}
