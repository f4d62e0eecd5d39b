import { isBadPayload } from "../connection/errors.ts";
import type { SlackContext } from "../context.ts";
import { shapeOf } from "../events/payload-shape.ts";
import type { Body } from "../render/render.ts";

/** A body as arguments of a call; blocks are left out where there are none. */
export function messageOf(body: Body): Readonly<Record<string, unknown>> {
  return body.blocks.length > 0 ? { text: body.text, blocks: body.blocks } : { text: body.text };
}

/**
 * Sends a body; where Slack refuses its blocks, sends it without pictures, and then as text. What was refused is logged by
 * its shape, so that it can be mended without having been read. @throws what `send` throws for other reasons.
 */
export async function sendBody<T>(
  slack: SlackContext,
  about: string,
  body: Body,
  send: (body: Body) => Promise<T>,
): Promise<T> {
  try {
    return await send(body);
  } catch (error) {
    if (!isBadPayload(error) || body.blocks.length === 0) throw error;
    slack.options.log.error(
      { error: String(error), about, refused: shapeOf(messageOf(body)) },
      "slack: blocks refused, sent in a simpler form",
    );
    const withoutPictures = body.blocks.filter((block) => block.type !== "image");
    if (withoutPictures.length === body.blocks.length)
      return await send({ text: body.text, blocks: [] });
    slack.pictures.clear();
    return await sendBody(slack, about, { text: body.text, blocks: withoutPictures }, send);
  }
}
