import type { types } from "@slack/bolt";
import { isBadPayload } from "../connection/errors.ts";
import type { SlackContext } from "../context.ts";
import { textAt } from "../events/payload.ts";
import { shapeOf } from "../events/payload-shape.ts";
import { smallPrint } from "../render/blocks.ts";
import { hasThumbs, withPlainRating } from "../render/choices/rating.ts";
import type { Body } from "../render/render.ts";

/** A body as arguments of a call; blocks are left out where there are none. */
export function messageOf(body: Body): Readonly<Record<string, unknown>> {
  return body.blocks.length > 0 ? { text: body.text, blocks: body.blocks } : { text: body.text };
}

/** Slack shows an uploaded picture a moment after it has taken it: pauses before further tries, in ms. */
const PROCESSING_MS = [400, 1_000, 2_500] as const;

/**
 * Sends a body. Where Slack refuses its blocks, plain buttons stand in for its thumbs, from then on in this process; a picture that Slack may still be processing is tried again, then told by its
 * alternative text, and at last all of it is sent as text. What was refused is logged by its shape, so that it can be mended
 * without having been read. @throws what `send` throws for other reasons.
 */
export async function sendBody<T>(
  slack: SlackContext,
  about: string,
  body: Body,
  send: (body: Body) => Promise<T>,
): Promise<T> {
  const attempt = async (tried: Body): Promise<{ readonly sent: T } | null> => {
    try {
      return { sent: await send(tried) };
    } catch (error) {
      if (!isBadPayload(error) || tried.blocks.length === 0) throw error;
      const refused = shapeOf(messageOf(tried));
      slack.options.log.error({ error: String(error), about, refused }, "slack: blocks refused");
      return null;
    }
  };
  const shown = slack.refused.thumbs ? plainly(body) : body;
  const outcome =
    (await attempt(shown)) ??
    (await attemptPlainly(slack, shown, attempt)) ??
    (body.blocks.some(isPicture) ? await attemptPictures(slack, body, attempt) : null);
  return outcome ? outcome.sent : await send({ text: body.text, blocks: [] });
}

function plainly(body: Body): Body {
  return { ...body, blocks: withPlainRating(body.blocks) };
}

async function attemptPlainly<T>(
  slack: SlackContext,
  body: Body,
  attempt: (body: Body) => Promise<T | null>,
): Promise<T | null> {
  if (!hasThumbs(body.blocks)) return null;
  const outcome = await attempt(plainly(body));
  if (outcome !== null) slack.refused.thumbs = true;
  return outcome;
}

async function attemptPictures<T>(
  slack: SlackContext,
  body: Body,
  attempt: (body: Body) => Promise<T | null>,
): Promise<T | null> {
  for (const pauseMs of PROCESSING_MS) {
    await slack.sleep(pauseMs);
    const outcome = await attempt(body);
    if (outcome !== null) return outcome;
  }
  forgetPictures(slack, body);
  return await attempt({ text: body.text, blocks: body.blocks.flatMap(inWords) });
}

function isPicture(block: types.KnownBlock): block is types.ImageBlock {
  return block.type === "image";
}

function inWords(block: types.KnownBlock): readonly types.KnownBlock[] {
  return isPicture(block) ? smallPrint(block.alt_text).map((piece) => piece.block) : [block];
}

/** A picture that Slack does not show is uploaded anew the next time. */
function forgetPictures(slack: SlackContext, { blocks }: Body): void {
  const shown = blocks.filter(isPicture).map((block) => textAt(block, "slack_file", "id"));
  for (const [key, id] of slack.pictures) if (shown.includes(id)) slack.pictures.delete(key);
}
