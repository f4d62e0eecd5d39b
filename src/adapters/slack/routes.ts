import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import type { Route } from "../adapter.ts";
import { isFromTheFuture } from "./guard.ts";

/** Something of Bolt's that answers HTTP requests; it throws for what it has no listener for. */
export type Receiver = { readonly requestListener: RequestListener };

/** Events come as JSON, what people do as forms. */
export function byContent(events: Receiver, acts: Receiver): Receiver {
  return {
    requestListener(request, response) {
      const isEvent = request.headers["content-type"]?.startsWith("application/json") ?? false;
      (isEvent ? events : acts).requestListener(request, response);
    },
  };
}

/** Paths that a receiver answers; while there is none (null) the caller is asked to come again later. */
export function routesTo(
  paths: readonly string[],
  receiver: () => Receiver | null,
  now: () => number,
): readonly Route[] {
  const handle = (request: IncomingMessage, response: ServerResponse): void => {
    if (isFromTheFuture(request, now())) return void response.writeHead(401).end();
    try {
      const found = receiver();
      if (found) found.requestListener(request, response);
      else response.writeHead(503).end();
    } catch {
      response.writeHead(404).end();
    }
  };
  return paths.map((path) => ({ path, handle }));
}
