import type { Desk } from "./desk.ts";
import { messageId } from "./ids.ts";
import { patiently } from "./patience.ts";
import { at, listAt, textAt } from "./payload.ts";

/** Kept with each answer, so that it can be found again: https://docs.slack.dev/messaging/message-metadata */
export const EVENT_TYPE = "tl_advise_answer";

/** What an answer says of itself. `part` counts the messages of one reply from 0. */
export type AnswerMark = {
  readonly delivery: string;
  readonly question: string;
  readonly part: number;
};

/** One of our answers in a conversation. */
export type FoundAnswer = AnswerMark & { readonly ts: string };

type Spot = {
  readonly team: string;
  readonly channel: string;
  readonly thread: string | null;
  readonly question: string | null;
};

/** Our answers that came after the question, oldest first. @throws SlackFault */
export async function findAnswers(desk: Desk, spot: Spot): Promise<readonly FoundAnswer[]> {
  const [method, start] = spot.thread
    ? (["conversations.replies", { ts: spot.thread }] as const)
    : (["conversations.history", {}] as const);
  const found: FoundAnswer[] = [];
  let cursor: string | null = null;
  do {
    const page: Readonly<Record<string, unknown>> = await desk.call(spot.team, method, {
      channel: spot.channel,
      ...start,
      ...(spot.question ? { oldest: spot.question } : {}),
      ...(cursor ? { cursor } : {}),
      limit: 200,
      include_all_metadata: true,
    });
    found.push(...listAt(page, "messages").flatMap(readAnswer));
    cursor = textAt(page, "response_metadata", "next_cursor");
  } while (cursor);
  return found.toSorted((a, b) => a.part - b.part || Number(a.ts) - Number(b.ts));
}

function readAnswer(message: unknown): readonly FoundAnswer[] {
  if (textAt(message, "metadata", "event_type") !== EVENT_TYPE) return [];
  const payload = at(message, "metadata", "event_payload");
  const ts = textAt(message, "ts");
  const delivery = textAt(payload, "delivery");
  if (!ts || !delivery) return [];
  return [
    {
      ts,
      delivery,
      question: textAt(payload, "question") ?? "",
      part: Number(at(payload, "part") ?? 0),
    },
  ];
}

/** The messages that answer a question: as the store knows them, else as the conversation shows them. @throws SlackFault */
export async function answersTo(
  desk: Desk,
  spot: Spot & { readonly question: string },
): Promise<readonly FoundAnswer[]> {
  const turn = messageId(spot.team, spot.channel, spot.question);
  const known = await desk.options.answerTo?.(turn).catch((error: unknown) => {
    desk.options.log.warn({ error: String(error) }, "slack: answer not known to the store");
    return null;
  });
  if (known) {
    return known
      .split(",")
      .map((ts, part) => ({ ts, part, delivery: "", question: spot.question }));
  }
  const found = await findAnswers(desk, spot);
  return found.filter((answer) => answer.question === spot.question);
}

/** Deletes the answers to a question that is gone, and keeps those on their way from being posted. */
export async function removeAnswers(
  desk: Desk,
  spot: Spot & { readonly question: string },
): Promise<void> {
  desk.removed.add(`${spot.team}/${spot.channel}/${spot.question}`);
  if (desk.removed.size > 10_000) desk.removed.delete(desk.removed.values().next().value as string);
  for (const answer of await patiently(() => answersTo(desk, spot), desk.sleep)) {
    await patiently(
      () => desk.call(spot.team, "chat.delete", { channel: spot.channel, ts: answer.ts }),
      desk.sleep,
    );
  }
}
