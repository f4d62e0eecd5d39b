import type { Server } from "node:http";
import { type WebSocket, WebSocketServer } from "ws";
import { newId } from "./workspace.ts";

/** What came back for an envelope: the acknowledgement's body and how long it took. */
export type Acknowledged = { readonly payload: unknown; readonly ms: number };

/** Slack's end of Socket Mode. */
export type SocketEnd = {
  readonly connections: () => number;
  /** How many connections there have been. */
  readonly opened: () => number;
  /** Sends an envelope to one connection (chosen in turn) and waits for its acknowledgement, at most 3 s. @throws when none comes */
  send(
    type: "events_api" | "interactive" | "slash_commands",
    payload: unknown,
    retry?: number,
  ): Promise<Acknowledged>;
  /** Asks the first connection to reconnect, as Slack does about hourly. */
  refresh(): void;
  /** Cuts the first connection without a word. */
  cut(): void;
  close(): Promise<void>;
};

export function createSocketEnd(server: Server): SocketEnd {
  const end = new WebSocketServer({ server, path: "/socket" });
  const open = new Set<WebSocket>();
  const waiting = new Map<string, (payload: unknown) => void>();
  const broken = new Map<WebSocket, Set<() => void>>();
  let next = 0;
  let opened = 0;

  end.on("connection", (socket) => {
    open.add(socket);
    opened += 1;
    socket.on("close", () => {
      open.delete(socket);
      for (const tell of broken.get(socket) ?? []) tell();
      broken.delete(socket);
    });
    socket.on("message", (data) => {
      const { envelope_id, payload } = JSON.parse(String(data)) as {
        envelope_id: string;
        payload: unknown;
      };
      waiting.get(envelope_id)?.(payload);
      waiting.delete(envelope_id);
    });
    socket.send(JSON.stringify({ type: "hello", num_connections: open.size }));
  });

  return {
    connections: () => open.size,
    opened: () => opened,
    async send(type, payload, retry = 0) {
      const sockets = [...open];
      const socket = sockets[next % sockets.length];
      next += 1;
      if (!socket) throw new Error("no connection is open");
      const envelope_id = newId("E");
      const begun = performance.now();
      const answer = new Promise<unknown>((resolve, reject) => {
        const timer = setTimeout(() => reject(new Error("operation_timeout")), 3_000);
        const tell = () => reject(new Error("the connection is gone"));
        broken.set(socket, (broken.get(socket) ?? new Set()).add(tell));
        waiting.set(envelope_id, (body) => {
          clearTimeout(timer);
          broken.get(socket)?.delete(tell);
          resolve(body);
        });
      });
      socket.send(
        JSON.stringify({
          type,
          envelope_id,
          payload,
          accepts_response_payload: type !== "events_api",
          retry_attempt: retry,
        }),
      );
      const body = await answer;
      return { payload: body, ms: performance.now() - begun };
    },
    refresh() {
      [...open][0]?.send(JSON.stringify({ type: "disconnect", reason: "refresh_requested" }));
    },
    cut() {
      [...open][0]?.terminate();
    },
    async close() {
      for (const socket of open) socket.terminate();
      await new Promise((resolve) => end.close(resolve));
    },
  };
}
