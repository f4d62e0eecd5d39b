import type { types } from "@slack/bolt";
import type { Action } from "../../core/action.ts";
import type { Reply } from "../../core/reply.ts";
import type { Extra } from "./buttons.ts";
import { TEAM } from "./choice-value.ts";
import type { Desk } from "./desk.ts";
import { escapeMrkdwn } from "./markdown.ts";
import type { PictureFile, Piece } from "./pieces.ts";
import type { Place } from "./place.ts";
import { type Body, render, renderView } from "./render.ts";
import { shareableAction } from "./share.ts";

/** A reply for everyone in a conversation, with the buttons of the one who asked. */
export function publicBodies(
  desk: Desk,
  reply: Reply,
  place: Place,
  mark: string,
  pictureFile: PictureFile,
): readonly Body[] {
  return render(reply, {
    owner: reply.shared ? TEAM : place.forAll ? null : place.user,
    mark,
    surface: "message",
    extras: formExtra(desk, reply),
    pictureFile,
    files: "apart",
    lead: place.shared ? sharedBy(desk, reply, place.user) : null,
  });
}

/** A reply that only its asker sees, with a button that posts it for everyone where that makes sense. */
export function privateBodies(
  desk: Desk,
  reply: Reply,
  place: Pick<Place, "user" | "direct">,
  mark: string,
  pictureFile: PictureFile,
): readonly Body[] {
  const share = place.direct ? [] : shareExtra(desk, reply);
  return render(reply, {
    owner: reply.shared ? TEAM : place.user,
    mark,
    surface: "message",
    extras: [...formExtra(desk, reply), ...share],
    pictureFile,
    files: "inline",
    lead: null,
  });
}

/** A reply as the blocks of a modal. */
export function viewBlocks(reply: Reply, owner: string, mark: string): types.KnownBlock[] {
  return renderView(reply, {
    owner,
    mark,
    surface: "view",
    extras: [],
    pictureFile: () => null,
    files: "inline",
    lead: null,
  });
}

/** A question of the flow offers the form with all three at once. */
function formExtra(desk: Desk, reply: Reply): readonly Extra[] {
  if (!reply.about.startsWith("ask:")) return [];
  const label = desk.options.content.say(reply.language, "platform:form.open");
  const answered = reply.choices.map((choice) => choice.action).find(carriesAnswers);
  return [{ press: "form", label, action: { kind: "facts", answers: answered?.answers ?? {} } }];
}

function carriesAnswers(action: Action): action is Extract<Action, { kind: "answer" }> {
  return action.kind === "answer";
}

function shareExtra(desk: Desk, reply: Reply): readonly Extra[] {
  const action = shareableAction(reply);
  if (!action) return [];
  return [
    {
      press: "post",
      label: desk.options.content.say(reply.language, "platform:post_to_channel"),
      action,
    },
  ];
}

function sharedBy(desk: Desk, reply: Reply, user: string): Piece {
  const said = desk.options.content.say(reply.language, "platform:shared_by", { person: "\u0000" });
  const [before = "", after = ""] = said.split("\u0000").map(escapeMrkdwn);
  return {
    block: { type: "context", elements: [{ type: "mrkdwn", text: `${before}<@${user}>${after}` }] },
    text: said.replace("\u0000", "@…"),
  };
}
