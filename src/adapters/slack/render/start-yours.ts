import type { SlackContext } from "../context.ts";
import { type ReplyTarget, whisper } from "../delivery/respond.ts";
import { prose } from "./blocks.ts";
import { choicePieces } from "./choices/buttons.ts";
import { escapeMrkdwn } from "./markdown.ts";

/** Tells somebody privately that the card is another person's, with a button that starts their own. */
export async function startYours(
  slack: SlackContext,
  target: ReplyTarget,
  language: string,
): Promise<void> {
  const { content } = slack.options;
  const said = prose(content.say(language, "platform:start_yours"));
  const buttons = choicePieces(
    [
      {
        role: "control",
        label: content.say(language, "platform:start_button"),
        description: null,
        action: { kind: "start" },
        primary: true,
      },
    ],
    { owner: target.user, mark: "start-yours", surface: "message", extras: [] },
  );
  await whisper(slack, target, "start_yours", [
    { text: escapeMrkdwn(said.text), blocks: [said, ...buttons].map((piece) => piece.block) },
  ]);
}
