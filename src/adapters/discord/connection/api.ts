import type { APIInteractionResponse, APIMessage, REST } from "discord.js";
import { FLAGS } from "../render/limits.ts";
import type { Body } from "../render/message.ts";

/** A file as it is uploaded. */
export type Upload = { readonly name: string; readonly data: Buffer; readonly contentType: string };

/** A message to post: idempotent by its nonce, a reply where `replyTo` is given. */
export type Post = {
  readonly body: Body;
  readonly files: readonly Upload[];
  readonly nonce: string;
  readonly replyTo: string | null;
};

/** Text alone, for what must be said when everything else was refused. */
export type PlainPost = {
  readonly content: string;
  readonly nonce: string;
  readonly replyTo: string | null;
};

/** The calls of Discord's API that the adapter makes. Each throws what the client throws; see `faults.ts`. */
export type Api = ReturnType<typeof createApi>;

type Client = Pick<REST, "get" | "post" | "put" | "patch" | "delete">;

/**
 * @param rest for calls in the bot's name
 * @param open for answers to interactions, which need no token and have no share in the global rate limit:
 * https://docs.discord.com/developers/topics/rate-limits#global-rate-limit
 */
export function createApi(rest: Client, open: Client) {
  return {
    async post(channel: string, { body, files, nonce, replyTo }: Post): Promise<string> {
      const sent = await rest.post(`/channels/${channel}/messages`, {
        body: { ...body, nonce, enforce_nonce: true, ...reference(channel, replyTo) },
        files: [...files],
      });
      return (sent as { id: string }).id;
    },
    async postPlain(channel: string, { content, nonce, replyTo }: PlainPost): Promise<string> {
      const sent = await rest.post(`/channels/${channel}/messages`, {
        body: {
          content,
          nonce,
          enforce_nonce: true,
          allowed_mentions: { parse: [] },
          ...reference(channel, replyTo),
        },
      });
      return (sent as { id: string }).id;
    },
    async edit(channel: string, id: string, body: Body, files: readonly Upload[]): Promise<void> {
      await rest.patch(`/channels/${channel}/messages/${id}`, {
        body: editable(body),
        files: [...files],
      });
    },
    async remove(channel: string, id: string): Promise<void> {
      await rest.delete(`/channels/${channel}/messages/${id}`);
    },
    async openThread(channel: string, id: string, name: string): Promise<string> {
      const thread = await rest.post(`/channels/${channel}/messages/${id}/threads`, {
        body: { name, auto_archive_duration: 1440 },
      });
      return (thread as { id: string }).id;
    },
    async messagesAfter(channel: string, after: string): Promise<readonly APIMessage[]> {
      const query = new URLSearchParams({ after, limit: "50" });
      return (await rest.get(`/channels/${channel}/messages`, { query })) as APIMessage[];
    },
    async directChannel(user: string): Promise<string> {
      const channel = await rest.post("/users/@me/channels", { body: { recipient_id: user } });
      return (channel as { id: string }).id;
    },
    async channel(id: string): Promise<unknown> {
      return await rest.get(`/channels/${id}`);
    },
    async callback(
      id: string,
      token: string,
      response: APIInteractionResponse,
      files: readonly Upload[],
    ): Promise<void> {
      await open.post(`/interactions/${id}/${token}/callback`, {
        auth: false,
        body: response,
        files: [...files],
      });
    },
    async editOriginal(
      application: string,
      token: string,
      body: Body,
      files: readonly Upload[],
    ): Promise<void> {
      await open.patch(`/webhooks/${application}/${token}/messages/@original`, {
        auth: false,
        body: editable(body),
        files: [...files],
      });
    },
    async removeOriginal(application: string, token: string): Promise<void> {
      await open.delete(`/webhooks/${application}/${token}/messages/@original`, { auth: false });
    },
    async followUp(
      application: string,
      token: string,
      body: Body,
      files: readonly Upload[],
    ): Promise<void> {
      await open.post(`/webhooks/${application}/${token}`, {
        auth: false,
        body,
        files: [...files],
      });
    },
    async get(path: `/${string}`): Promise<unknown> {
      return await rest.get(path);
    },
    async put(path: `/${string}`, body: unknown): Promise<unknown> {
      return await rest.put(path, { body });
    },
  };
}

function reference(channel: string, replyTo: string | null) {
  if (replyTo === null) return {};
  return {
    message_reference: { channel_id: channel, message_id: replyTo, fail_if_not_exists: false },
  };
}

/** Privacy is settled when a message is made; the flag is refused in an edit. */
function editable(body: Body): Body {
  return { ...body, flags: body.flags & ~FLAGS.ephemeral };
}
