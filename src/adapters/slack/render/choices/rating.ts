import type { types } from "@slack/bolt";
import type { Choice } from "../../../../dialogue/reply.ts";
import { encodeValue } from "../choice-value.ts";
import { LIMITS } from "../limits.ts";
import type { Piece, Surface } from "../piece.ts";

type Half = types.FeedbackButtons["positive_button"];

/** The two thumbs: Slack's own, which show by themselves what was chosen; where a surface has none, two buttons. */
export function ratingPiece(
  [positive, negative]: readonly Choice[],
  place: {
    readonly owner: string | null;
    readonly mark: string;
    readonly surface: Surface;
    readonly index: number;
    readonly first: number;
  },
): Piece {
  const { owner, mark, surface, index, first } = place;
  const half = (choice: Choice | undefined): Half => {
    const label = (choice?.label ?? "").slice(0, LIMITS.BUTTON_TEXT);
    return {
      text: { type: "plain_text", text: label, emoji: false },
      value: choice ? encodeValue(owner, choice.action) : "",
      accessibility_label: label,
    };
  };
  const thumbs: types.ContextActionsBlock = {
    type: "context_actions",
    block_id: `tl:${mark}:${index}`,
    elements: [
      {
        type: "feedback_buttons",
        action_id: `tl:alone:${first}`,
        positive_button: half(positive),
        negative_button: half(negative),
      },
    ],
  };
  const block = surface === "message" ? thumbs : asButtons(thumbs);
  return { block, text: "" };
}

/** Whether there are thumbs that `withPlainRating` would change. */
export function hasThumbs(blocks: readonly types.KnownBlock[]): boolean {
  return blocks.some(({ type }) => type === "context_actions");
}

/** The same blocks with two plain buttons for thumbs, for places that refuse those. */
export function withPlainRating(blocks: readonly types.KnownBlock[]): types.KnownBlock[] {
  return blocks.map((block) => (block.type === "context_actions" ? asButtons(block) : block));
}

function asButtons({ block_id, elements }: types.ContextActionsBlock): types.ActionsBlock {
  const halves = elements.flatMap((element) =>
    element.type === "feedback_buttons" ? [element.positive_button, element.negative_button] : [],
  );
  const first = Number(/\d+$/.exec(elements[0]?.action_id ?? "")?.[0] ?? 0);
  return {
    type: "actions",
    ...(block_id !== undefined && { block_id }),
    elements: halves.map((half, at) => ({
      type: "button",
      action_id: `tl:alone:${first + at}`,
      ...half,
    })),
  };
}
