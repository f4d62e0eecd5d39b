import {
  App,
  type Receiver as BoltReceiver,
  HTTPReceiver,
  LogLevel,
  SocketModeReceiver,
  webApi,
} from "@slack/bolt";
import { LRUCache } from "lru-cache";
import { withTimeout } from "../../lib/timeout.ts";
import { yieldToIO } from "../../lib/yield-to-io.ts";
import type { Adapter } from "../adapter.ts";
import { type Client, createAccess } from "./connection/access.ts";
import { boltLogger } from "./connection/bolt-log.ts";
import { createHandlers, type Handlers } from "./connection/handlers.ts";
import { installPages } from "./connection/install-pages.ts";
import { createInstallations, type Installations } from "./connection/installations.ts";
import { botScopes, EVENT_TYPES, type EventType } from "./connection/listeners.ts";
import { createPeople } from "./connection/people.ts";
import { createReceiver } from "./connection/receiver.ts";
import { type Receiver, routesTo } from "./connection/routes.ts";
import { type Kept, keepConnected } from "./connection/socket-mode.ts";
import { acknowledgeWhenHandled } from "./connection/socket-receiver.ts";
import { createTransport } from "./connection/transport.ts";
import type { SlackContext } from "./context.ts";
import { createDeliver } from "./delivery/deliver.ts";
import type { SlackOptions } from "./ports.ts";

/** Slack refreshes a connection about hourly; while one is away the other hears what is not sent twice. */
const SOCKETS = 2;
/** A process that is asked to end has about 10 s. */
const DRAIN_MS = 6_000;
const CALL_TIMEOUT_MS = 15_000;
/** How much of a kind one process remembers, beside what the store knows. */
const REMEMBERED = 10_000;
/** Slack waits 3 s for the answer to an event, and then sends it again: what takes longer counts as not handled. */
const EVENT_ANSWER_MS = 2_500;
const EVENTS_PATH = "/slack/events";
const ANY_EVENT = new RegExp(`^(?:${EVENT_TYPES.join("|")})$`);
const INSTALL_PATH = "/slack/install";
const OAUTH_PATHS = [INSTALL_PATH, "/slack/oauth_redirect"] as const;

type Running = {
  readonly handlers: Handlers;
  readonly http: Receiver | null;
  readonly sockets: readonly Kept[];
};

/** The Slack adapter. `config` has a bot token or OAuth, and an app token (Socket Mode) or a signing secret (HTTP). */
export function createSlackAdapter(options: SlackOptions): Adapter {
  const { config, log, now, wallClock = now } = options;
  const installations = openInstallations(options);
  const installer = openInstaller(options, installations);
  const access = createAccess(config.botToken, installations, (token) =>
    createSlackClient(options, token),
  );
  const slack: SlackContext = {
    options,
    call: access.call,
    self: access.self,
    person: createPeople(access.call, now, log),
    sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    removed: new LRUCache({ max: REMEMBERED }),
    refused: { thumbs: false },
    pictures: new LRUCache({ max: REMEMBERED }),
    sessions: new LRUCache({ max: REMEMBERED }),
    stopped: new LRUCache({ max: REMEMBERED }),
    directs: new LRUCache({ max: REMEMBERED }),
  };
  let running: Running | null = null;

  async function uninstall(team: string): Promise<void> {
    access.forget(team);
    await installations?.remove(team);
    await options.uninstalled?.(team);
    log.info({}, "slack: a workspace removed the app");
  }

  return {
    name: "slack",
    routes: [
      ...routesTo(config.appToken === null ? [EVENTS_PATH] : [], () => running?.http ?? null),
      ...routesTo(installer ? OAUTH_PATHS : [], () => installer),
    ],
    async start() {
      if (running) return;
      await access.check();
      const handlers = createHandlers(slack, uninstall);
      const http =
        config.appToken === null
          ? createReceiver({ signingSecret: config.signingSecret ?? "", log, now: wallClock })
          : null;
      const receivers = openSockets(options);
      const openApp = (receiver: BoltReceiver) =>
        new App({
          receiver,
          authorize: (source) => access.authorize(source),
          ignoreSelf: false,
          convoStore: false,
          logger: boltLogger(log, LogLevel.WARN),
        });
      if (http) {
        hearEvents(openApp(http.events), handlers);
        hearActs(openApp(http.acts), handlers);
      }
      for (const receiver of receivers) {
        const app = openApp(acknowledgeWhenHandled(receiver));
        hearEvents(app, handlers);
        hearActs(app, handlers);
      }
      const sockets = receivers.map((receiver) => keepConnected(socketOf(receiver), log));
      try {
        await Promise.all(sockets.map((socket) => socket.open()));
      } catch (error) {
        await Promise.allSettled(sockets.map((socket) => socket.close()));
        throw new Error(
          "Slack's Socket Mode did not connect. Check SLACK_APP_TOKEN (xapp-…) and its scope connections:write.",
          { cause: error },
        );
      }
      running = { handlers, http, sockets };
    },
    async stop() {
      if (!running) return;
      const { handlers, sockets } = running;
      await handlers.settled(DRAIN_MS);
      running = null;
      await Promise.allSettled(sockets.map((socket) => socket.close()));
    },
    isReady: () =>
      running !== null &&
      (running.sockets.length === 0 || running.sockets.some((socket) => socket.isOpen())),
    deliver: createDeliver(slack),
  };
}

/** A client of the Web API. The outbox and `patiently` wait and try again, so that it does not by itself. */
export function createSlackClient(
  { config, log }: Pick<SlackOptions, "config" | "log">,
  token: string,
): Client {
  return new webApi.WebClient(token, {
    ...apiUrlOf(config.apiUrl),
    logger: boltLogger(log, LogLevel.WARN),
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    fetch: createTransport(CALL_TIMEOUT_MS),
  });
}

function apiUrlOf(apiUrl: string | null): { slackApiUrl?: string } {
  return apiUrl === null ? {} : { slackApiUrl: apiUrl };
}

function openInstallations({ config, vault, now }: SlackOptions): Installations | null {
  const [first, ...others] = config.oauth?.encryptionKeys ?? [];
  return vault && first ? createInstallations(vault, [first, ...others], now) : null;
}

/** Serves the two pages of an installation. Bolt allows it no place beside an `authorize` of our own, so it stands alone. */
function openInstaller(
  { config, log, content }: SlackOptions,
  installations: Installations | null,
): HTTPReceiver | null {
  const { oauth } = config;
  if (!oauth || !installations) return null;
  return new HTTPReceiver({
    signingSecret: "",
    signatureVerification: false,
    endpoints: [],
    logger: boltLogger(log, LogLevel.WARN),
    clientId: oauth.clientId,
    clientSecret: oauth.clientSecret,
    stateSecret: oauth.stateSecret,
    scopes: [...botScopes()],
    installationStore: installations,
    installerOptions: {
      clientOptions: apiUrlOf(config.apiUrl),
      directInstall: true,
      callbackOptions: installPages(content, INSTALL_PATH),
    },
  });
}

function openSockets({ config, log }: SlackOptions): readonly SocketModeReceiver[] {
  const { appToken } = config;
  if (appToken === null) return [];
  return Array.from(
    { length: SOCKETS },
    () =>
      new SocketModeReceiver({
        appToken,
        autoReconnectEnabled: false,
        logger: boltLogger(log, LogLevel.WARN),
        // What was not handled is not acknowledged, whatever the reason.
        processEventErrorHandler: async () => false,
        installerOptions: {
          clientOptions: { ...apiUrlOf(config.apiUrl), retryConfig: { retries: 2 } },
        },
      }),
  );
}

function socketOf({ client }: SocketModeReceiver) {
  return {
    connect: () => client.start(),
    disconnect: () => client.disconnect(),
    onLost: (listener: () => void) => void client.on("disconnected", listener),
  };
}

/**
 * An event counts as handled when what came of it is saved. Bolt asks every listener about all that comes, so that events have
 * one together. @throws when it is not, so that Slack sends the event again.
 */
function hearEvents(app: App, handlers: Handlers): void {
  app.event(ANY_EVENT, async ({ body }) => {
    const handled = handlers.event(body.event.type as EventType, body);
    if ((await withTimeout(handled, EVENT_ANSWER_MS)) !== true)
      throw new Error("The event was not handled in time, and is expected again.");
    // What people wait for leaves before what Slack waits for.
    await yieldToIO();
  });
}

const ANYTHING = /(?:)/;

/** Presses and shortcuts are acknowledged before their work, commands and forms with its result; so is what is not known. */
function hearActs(app: App, handlers: Handlers): void {
  app.command(ANYTHING, ({ body, ack }) => handlers.command(body, (message) => ack(message)));
  app.action(ANYTHING, async ({ body, ack }) => {
    await ack();
    await handlers.press(body);
  });
  app.shortcut(ANYTHING, async ({ body, ack }) => {
    await ack();
    await handlers.shortcut(body);
  });
  app.view(ANYTHING, ({ body, ack }) =>
    handlers.form(body, (view) => (view ? ack({ response_action: "update", view }) : ack())),
  );
}
