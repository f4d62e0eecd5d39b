import type { Server } from "node:http";
import { type WebSocket, WebSocketServer } from "ws";
import { APPLICATION, BOT, GUILD, guildOf, TOKEN, userOf, type World } from "./world.ts";

type Payload = {
  readonly op: number;
  readonly d?: unknown;
  readonly s?: number;
  readonly t?: string;
};
type Session = {
  readonly id: string;
  readonly intents: number;
  readonly shard: readonly [number, number];
  readonly sent: Payload[];
  socket: WebSocket | null;
};

const PRIVILEGED = { members: 1 << 1, presences: 1 << 8, messageContent: 1 << 15 };

/** The gateway: close codes, heartbeats, RESUME, MESSAGE_CONTENT. https://docs.discord.com/developers/events/gateway */
export function createGateway(http: Server, world: World, allowedIntents: () => number) {
  const sockets = new WebSocketServer({ server: http });
  const sessions = new Map<string, Session>();
  const counts = { identify: 0, resume: 0, heartbeat: 0 };

  sockets.on("connection", (socket) => {
    let isIdentified = false;
    socket.send(JSON.stringify({ op: 10, d: { heartbeat_interval: 200 } }));
    socket.on("message", (raw) => {
      const { op, d } = JSON.parse(String(raw)) as { op: number; d: Record<string, unknown> };
      if (op === 1) {
        counts.heartbeat += 1;
        socket.send(JSON.stringify({ op: 11 }));
      } else if (op === 2) {
        if (isIdentified) return socket.close(4005);
        isIdentified = true;
        identify(socket, d);
      } else if (op === 6) {
        isIdentified = true;
        resume(socket, d);
      } else if (op !== 3) socket.close(isIdentified ? 4001 : 4003);
    });
    socket.on("close", () => {
      for (const session of sessions.values()) if (session.socket === socket) session.socket = null;
    });
  });

  function identify(socket: WebSocket, d: Record<string, unknown>): void {
    counts.identify += 1;
    const intents = Number(d.intents);
    const asked = intents & (PRIVILEGED.members | PRIVILEGED.presences | PRIVILEGED.messageContent);
    const refusal = d.token !== TOKEN ? 4004 : (asked & ~allowedIntents()) !== 0 ? 4014 : null;
    if (refusal !== null) {
      socket.close(refusal);
      return;
    }
    const shard = (d.shard ?? [0, 1]) as [number, number];
    const id = `session${sessions.size}`;
    const session: Session = { id, intents, shard, sent: [], socket };
    sessions.set(id, session);
    send(session, "READY", {
      v: 10,
      user: { ...userOf(BOT), bot: true },
      guilds: holdsGuild(session) ? [{ id: GUILD, unavailable: true }] : [],
      session_id: id,
      resume_gateway_url: `ws://127.0.0.1:${(http.address() as { port: number }).port}/gateway`,
      shard,
      application: { id: APPLICATION, flags: 0 },
    });
    if (holdsGuild(session)) send(session, "GUILD_CREATE", guildOf(world, GUILD));
  }

  function resume(socket: WebSocket, d: Record<string, unknown>): void {
    counts.resume += 1;
    const session = sessions.get(String(d.session_id));
    if (!session) {
      socket.send(JSON.stringify({ op: 9, d: false }));
      return;
    }
    session.socket = socket;
    for (const payload of session.sent.filter(({ s = 0 }) => s > Number(d.seq) - replayed))
      socket.send(JSON.stringify(payload));
    send(session, "RESUMED", {});
  }

  let replayed = 0;

  function send(session: Session, t: string, d: unknown): void {
    const payload = { op: 0, t, d, s: session.sent.length + 1 };
    session.sent.push(payload);
    session.socket?.send(JSON.stringify(payload));
  }

  const holdsGuild = ({ shard: [id, count] }: Session) =>
    Number((BigInt(GUILD) >> 22n) % BigInt(count)) === id;

  /** Whether a session gets the event, and what of it: the text is blanked where the intent is missing. */
  function seen(session: Session, t: string, d: Record<string, unknown>): unknown {
    const isDirect = d.guild_id === undefined;
    if (isDirect ? session.shard[0] !== 0 : !holdsGuild(session)) return null;
    if (t.startsWith("GUILD_MEMBER") && (session.intents & PRIVILEGED.members) === 0) return null;
    if (t !== "MESSAGE_CREATE" && t !== "MESSAGE_UPDATE") return d;
    const mentions = (d.mentions ?? []) as readonly { id: string }[];
    const author = d.author as { id: string };
    const readable =
      (session.intents & PRIVILEGED.messageContent) !== 0 ||
      isDirect ||
      author.id === BOT ||
      mentions.some(({ id }) => id === BOT);
    return readable ? d : { ...d, content: "", attachments: [], embeds: [], components: [] };
  }

  return {
    counts,
    sessions: () => sessions.size,
    dispatch(t: string, d: Record<string, unknown>): void {
      for (const session of sessions.values()) {
        const payload = seen(session, t, d);
        if (payload !== null) send(session, t, payload);
      }
    },
    /** Closes all connections; `replay` so many events are sent again on RESUME although they had arrived. */
    drop(code: number, replay = 0): void {
      replayed = replay;
      for (const client of sockets.clients) client.close(code);
    },
    /** Forgets the sessions, so that RESUME is refused. */
    invalidate(): void {
      sessions.clear();
    },
    async close(): Promise<void> {
      for (const client of sockets.clients) client.terminate();
      await new Promise((resolve) => sockets.close(resolve));
    },
  };
}
export type Gateway = ReturnType<typeof createGateway>;
