import { LRUCache } from "lru-cache";
import type { Content } from "../dialogue/content.ts";
import type { Draw } from "../dialogue/reply.ts";
import { drawPicture } from "./picture.ts";
import { createRasteriser } from "./rasteriser.ts";

/** About 80 kB each. */
const KEPT_PICTURES = 200;

/**
 * Draws pictures as PNG bytes off the main thread; the same picture is drawn once and kept. The thread starts with
 * the first picture and does not keep the process alive.
 */
export function createDraw(content: Content): Draw {
  const kept = new LRUCache<string, Promise<Uint8Array>>({ max: KEPT_PICTURES });
  const rasterise = createRasteriser();
  return (picture) => {
    const key = JSON.stringify(picture);
    const known = kept.get(key);
    if (known) return known;
    const drawing = rasterise(drawPicture(picture, content));
    kept.set(key, drawing);
    drawing.catch(() => kept.delete(key));
    return drawing;
  };
}
