import { choicePieces } from "./buttons.ts";
import type { Desk } from "./desk.ts";
import { escapeMrkdwn } from "./markdown.ts";
import { prose } from "./pieces.ts";
import { type Spot, whisper } from "./respond.ts";

/** Tells somebody privately that the card is another person's, with a button that starts their own. */
export async function startYours(desk: Desk, spot: Spot, language: string): Promise<void> {
  const { content } = desk.options;
  const said = prose(content.say(language, "platform:start_yours"), "message");
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
    { owner: spot.user, mark: "start-yours", surface: "message", extras: [] },
  );
  await whisper(desk, spot, "start_yours", [
    { text: escapeMrkdwn(said.text), blocks: [said, ...buttons].map((piece) => piece.block) },
  ]);
}
