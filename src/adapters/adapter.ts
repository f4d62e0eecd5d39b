import type { IncomingMessage, ServerResponse } from "node:http";
import type { Delivery, Settled } from "../store/store.ts";

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
