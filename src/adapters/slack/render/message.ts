import type { types } from "@slack/bolt";
import type { Reply } from "../../../dialogue/reply.ts";
import { answersForForm } from "../../shared/form-offer.ts";
import type { SlackContext } from "../context.ts";
import type { Place } from "../events/conversation.ts";
import type { PictureFile } from "./blocks.ts";
import { TEAM } from "./choice-value.ts";
import type { Extra } from "./choices/buttons.ts";
import { escapeMrkdwn } from "./markdown.ts";
import type { Piece } from "./piece.ts";
import { type Body, render, renderView } from "./render.ts";

/** A reply for everyone in a conversation, with the buttons of the one who asked. */
export function publicBodies(
  slack: SlackContext,
  reply: Reply,
  place: Place,
  mark: string,
  pictureFile: PictureFile,
): readonly Body[] {
  return render(reply, {
    owner: place.forAll ? null : ownerOf(reply, place.user),
    mark,
    surface: "message",
    extras: formExtra(slack, reply),
    pictureFile,
    files: "apart",
    lead: place.shared ? sharedBy(slack, reply, place.user) : null,
  });
}

/** A reply that only its asker sees, with a button that posts it for everyone where that makes sense. */
export function privateBodies(
  slack: SlackContext,
  reply: Reply,
  place: Pick<Place, "user" | "direct">,
  mark: string,
  pictureFile: PictureFile,
): readonly Body[] {
  const share = place.direct ? [] : shareExtra(slack, reply);
  return render(reply, {
    owner: ownerOf(reply, place.user),
    mark,
    surface: "message",
    extras: [...formExtra(slack, reply), ...share],
    pictureFile,
    files: "apart",
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

function ownerOf({ pressers }: Reply, user: string): string | null {
  if (pressers === "anyone") return null;
  return pressers === "members" ? TEAM : user;
}

/** A question offers the form with all three at once. */
function formExtra(slack: SlackContext, reply: Reply): readonly Extra[] {
  const answers = answersForForm(reply);
  if (answers === null) return [];
  const label = slack.options.content.say(reply.language, "platform:form.open");
  return [{ press: "form", label, action: { kind: "facts", answers } }];
}

function shareExtra(slack: SlackContext, { shareable, language }: Reply): readonly Extra[] {
  if (!shareable) return [];
  const say = (key: string) => slack.options.content.say(language, key);
  const group = say("card:menu.groups.keep");
  return [{ press: "post", label: say("platform:post_to_channel"), action: shareable, group }];
}

function sharedBy(slack: SlackContext, reply: Reply, user: string): Piece {
  const said = slack.options.content.say(reply.language, "platform:shared_by", {
    person: "\u0000",
  });
  const [before = "", after = ""] = said.split("\u0000").map(escapeMrkdwn);
  return {
    block: { type: "context", elements: [{ type: "mrkdwn", text: `${before}<@${user}>${after}` }] },
    text: said.replace("\u0000", "@…"),
  };
}
