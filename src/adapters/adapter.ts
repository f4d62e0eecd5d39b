import type { IncomingMessage, ServerResponse } from "node:http";
import type { Picture, Reply } from "../core/reply.ts";
import type { Turn } from "../core/turn.ts";
import type { Address, Delivery, Settled } from "../store/store.ts";

/**
 * Runs a turn to its end. With an address the reply goes through the outbox and null comes back; without one the reply
 * is returned for the caller to give as the acknowledgement (the first one's again when the turn is repeated).
 * Never throws: a fault becomes the polite `failed` reply.
 */
export type Converse = (turn: Turn, address: Address | null) => Promise<Reply | null>;

/** Structured log without people's words, names or tokens. */
export type Log = {
  info(fields: Readonly<Record<string, unknown>>, message: string): void;
  warn(fields: Readonly<Record<string, unknown>>, message: string): void;
  error(fields: Readonly<Record<string, unknown>>, message: string): void;
};

/** Draws a picture as PNG bytes; cached by its content. */
export type Draw = (picture: Picture) => Promise<Uint8Array>;

/** A path of the HTTP server that a platform calls. The handler reads the raw body itself. */
export type Route = {
  readonly path: string;
  readonly handle: (request: IncomingMessage, response: ServerResponse) => Promise<void> | void;
};

/** One platform. `start` connects and may be called again after `stop`; `stop` drains and is safe to call twice. */
export type Adapter = {
  readonly name: string;
  readonly routes: readonly Route[];
  start(): Promise<void>;
  stop(): Promise<void>;
  /** Whether messages can be received and sent now. */
  isReady(): boolean;
  /** Whether each connection of a platform that has several is ready, by its number. */
  shards?(): ReadonlyMap<number, boolean>;
  /** Posts one reply of the outbox. Never throws. */
  deliver(delivery: Delivery): Promise<Settled>;
};
