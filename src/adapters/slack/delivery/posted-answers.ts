import type { SlackContext } from "../context.ts";
import { messageId } from "../events/ids.ts";
import { at, listAt, textAt } from "../events/payload.ts";
import { retryCall } from "./retry.ts";

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

type ReplyTarget = {
  readonly team: string;
  readonly channel: string;
  readonly thread: string | null;
  readonly question: string | null;
};

/** Our answers that came after the question, oldest first. @throws SlackFault */
export async function findAnswers(
  slack: SlackContext,
  target: ReplyTarget,
): Promise<readonly FoundAnswer[]> {
  const [method, start] = target.thread
    ? (["conversations.replies", { ts: target.thread }] as const)
    : (["conversations.history", {}] as const);
  const found: FoundAnswer[] = [];
  let cursor: string | null = null;
  do {
    const page: Readonly<Record<string, unknown>> = await slack.call(target.team, method, {
      channel: target.channel,
      ...start,
      ...(target.question ? { oldest: target.question } : {}),
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
  slack: SlackContext,
  target: ReplyTarget & { readonly question: string },
): Promise<readonly FoundAnswer[]> {
  const turn = messageId(target.team, target.channel, target.question);
  const known = await slack.options.answerTo?.(turn).catch((error: unknown) => {
    slack.options.log.warn({ error: String(error) }, "slack: answer not known to the store");
    return null;
  });
  if (known) {
    return known
      .split(",")
      .map((ts, part) => ({ ts, part, delivery: "", question: target.question }));
  }
  const found = await findAnswers(slack, target);
  return found.filter((answer) => answer.question === target.question);
}

/** Deletes the answers to a question that is gone, and keeps those on their way from being posted. */
export async function removeAnswers(
  slack: SlackContext,
  target: ReplyTarget & { readonly question: string },
): Promise<void> {
  slack.removed.set(`${target.team}/${target.channel}/${target.question}`, true);
  for (const answer of await retryCall(() => answersTo(slack, target), slack.sleep)) {
    await retryCall(
      () => slack.call(target.team, "chat.delete", { channel: target.channel, ts: answer.ts }),
      slack.sleep,
    );
  }
}
