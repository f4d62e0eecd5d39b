import type { Choice } from "../../dialogue/reply.ts";
import type { Card } from "../../dialogue/responses/card.ts";
import type { Held } from "../../store/records.ts";
import { heading, list, paragraph, request, type Say } from "../admin-reply.ts";

/** All that is held on a person; `retentionDays` null where the operator's choice is not known here. */
export function privacyCard(say: Say, held: readonly Held[], retentionDays: string | null): Card {
  const count = (of: (each: Held) => number) => held.reduce((sum, each) => sum + of(each), 0);
  const texts = held.flatMap(({ misses }) => misses.flatMap(({ text }) => text ?? []));
  const language = held.flatMap((each) => each.language ?? [])[0];
  const items = [
    counted(
      say,
      "conversations",
      count(({ conversations, teams }) => conversations.length + teams.length),
    ),
    counted(
      say,
      "advices",
      count(({ advices }) => advices.length),
    ),
    counted(
      say,
      "ratings",
      count(({ ratings }) => ratings.length),
    ),
    counted(
      say,
      "misses",
      count(({ misses }) => misses.length),
      { texts: texts.length },
    ),
    counted(
      say,
      "follow_ups",
      count(({ followUps }) => followUps.length),
    ),
    language === undefined ? [] : [say("privacy.items.language", { language })],
  ].flat();
  const retention = retentionDays
    ? say("privacy.retention", { days: retentionDays })
    : say("privacy.retention_operator");
  return {
    blocks: [
      heading(say("privacy.heading")),
      paragraph(say("privacy.lead")),
      list(items.length > 0 ? items : [say("privacy.nothing")]),
      paragraph(retention),
    ],
    choices: [exportChoice(say), request(say("privacy.forget"), ["forget"])],
  };
}

/** A line of the list; none for what there is none of. */
function counted(
  say: Say,
  what: string,
  count: number,
  more: Readonly<Record<string, number>> = {},
): readonly string[] {
  return count === 0 ? [] : [say(`privacy.items.${what}`, { count, ...more })];
}

/** Everything as a JSON file. */
export function exportCard(say: Say, held: readonly Held[]): Card {
  return {
    blocks: [
      paragraph(say("privacy.exported")),
      {
        kind: "file",
        name: "tl-advise-export.json",
        mime: "application/json",
        text: `${JSON.stringify(held, null, 2)}\n`,
      },
    ],
    choices: [request(say("privacy.forget"), ["forget"])],
  };
}

/** The question before anything is erased. */
export function forgetCard(say: Say): Card {
  return {
    blocks: [paragraph(say("privacy.forget_ask"))],
    choices: [
      request(say("privacy.forget_yes"), ["forget", "yes"]),
      request(say("privacy.forget_no"), ["forget", "no"]),
      exportChoice(say),
    ],
  };
}

/** A reply of one sentence. */
export function sentence(text: string): Card {
  return { blocks: [paragraph(text)], choices: [] };
}

function exportChoice(say: Say): Choice {
  return request(say("privacy.export"), ["export"]);
}
