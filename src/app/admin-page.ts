import { hash } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Route } from "../adapters/adapter.ts";
import { readBody } from "../adapters/shared/request-body.ts";
import type { AdminOptions } from "../admin/admin-options.ts";
import { type Html, html } from "../admin/page/html.ts";
import { layout, STYLE } from "../admin/page/layout.ts";
import { type Health, readPage } from "../admin/page/read.ts";
import { createGate, SESSION_MS } from "../admin/page/session.ts";
import { draftBody, pageBody, sayOnPage, type Words } from "../admin/page/view.ts";
import type { Content } from "../dialogue/content.ts";
import type { Store } from "../store/store.ts";

export type AdminPageOptions = {
  readonly token: string;
  readonly store: Store;
  readonly content: Content;
  readonly cluster: AdminOptions["cluster"];
  readonly health: () => Health;
  /** Milliseconds since 1970. */
  readonly now: () => number;
};

const COOKIE = "tl_advise_admin";

/** Nothing is loaded from anywhere, nothing runs, nobody frames it, and nothing of it is kept. */
const HEADERS = {
  "content-type": "text/html; charset=utf-8",
  "content-security-policy": `default-src 'none'; style-src 'sha256-${hash("sha256", STYLE, "base64")}'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'`,
  "cache-control": "no-store",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  "x-robots-tag": "noindex",
} as const;

/** The admin page's paths. It shows and changes nothing; everything but the sign-in asks for the token. */
export function adminRoutes(options: AdminPageOptions): readonly Route[] {
  const { content, store, now } = options;
  const gate = createGate(options.token, now);

  type Visit = {
    readonly request: IncomingMessage;
    readonly response: ServerResponse;
    readonly url: URL;
    readonly words: Words;
  };

  function visit(request: IncomingMessage, response: ServerResponse): Visit {
    const url = new URL(request.url ?? "/", "http://local");
    const tags = content.languages.map(({ tag }) => tag);
    const accepted = (request.headers["accept-language"] ?? "")
      .split(",")
      .map((each) => each.trim().slice(0, 2).toLowerCase());
    const wanted = [url.searchParams.get("lang") ?? "", ...accepted];
    const language = wanted.find((tag) => tags.includes(tag)) ?? content.fallback;
    return { request, response, url, words: { content, language } };
  }

  function isIn({ headers }: IncomingMessage): boolean {
    const bearer = /^Bearer (\S+)$/.exec(headers.authorization ?? "")?.[1];
    if (bearer !== undefined) return gate.prove(bearer) === "right";
    const cookies = (headers.cookie ?? "").split(";").map((each) => each.trim());
    const session = cookies.find((each) => each.startsWith(`${COOKIE}=`));
    return session !== undefined && gate.isOpen(session.slice(COOKIE.length + 1));
  }

  function show(
    { response, url, words }: Visit,
    status: number,
    title: string,
    body: Html,
    isOpen = true,
  ): void {
    const { language } = words;
    const group = url.searchParams.get("group");
    const path = group ? `${url.pathname}?group=${encodeURIComponent(group)}` : url.pathname;
    const logout = isOpen ? sayOnPage(words)("logout") : null;
    const text = layout({ language, languages: content.languages, path, title, logout, body });
    response.writeHead(status, HEADERS).end(text);
  }

  function askForToken(guest: Visit, status: number, fault: "wrong" | "too_many" | null): void {
    const say = sayOnPage(guest.words);
    const body = html`${fault && html`<p role="alert">${say(`login.${fault}`)}</p>`}
<form method="post" action="/admin/login?lang=${guest.words.language}"><input name="username" autocomplete="username" value="admin" hidden><label>${say("login.label")}
<input type="password" name="token" autocomplete="current-password" required></label>
<button>${say("login.button")}</button></form>`;
    show({ ...guest, url: new URL("/admin", guest.url) }, status, say("login.title"), body, false);
  }

  /** A page for those who are signed in. */
  const inside = (path: string, page: (guest: Visit) => Promise<void>): Route => ({
    path,
    async handle(request, response) {
      const guest = visit(request, response);
      if (request.method !== "GET") return refuse(response, "GET");
      // 200, not 401: it is the page that asks, and no signature that failed.
      if (!isIn(request)) return askForToken(guest, 200, null);
      await page(guest);
    },
  });

  const login: Route = {
    path: "/admin/login",
    async handle(request, response) {
      const guest = visit(request, response);
      if (request.method !== "POST") return refuse(response, "POST");
      const body = await readBody(request);
      const given = new URLSearchParams(body?.toString() ?? "").get("token") ?? "";
      const proved = gate.prove(given);
      if (proved !== "right") return askForToken(guest, proved === "wrong" ? 403 : 429, proved);
      const cookie = `${COOKIE}=${gate.open()}; Path=/admin; HttpOnly; SameSite=Strict; Max-Age=${SESSION_MS / 1000}${secure(request)}`;
      response.writeHead(303, {
        ...HEADERS,
        "set-cookie": cookie,
        location: `/admin?lang=${guest.words.language}`,
      });
      response.end();
    },
  };

  const logout: Route = {
    path: "/admin/logout",
    handle(request, response) {
      if (request.method !== "POST") return refuse(response, "POST");
      const cookie = `${COOKIE}=; Path=/admin; HttpOnly; SameSite=Strict; Max-Age=0`;
      response.writeHead(303, { ...HEADERS, "set-cookie": cookie, location: "/admin" }).end();
    },
  };

  return [
    inside("/admin", async (guest) => {
      const view = await readPage(store, options.cluster, options.health(), now());
      show(guest, 200, sayOnPage(guest.words)("title"), pageBody(guest.words, view));
    }),
    inside("/admin/draft", async (guest) => {
      const { clusters } = await readPage(store, options.cluster, options.health(), now());
      const group = guest.url.searchParams.get("group") ?? "";
      const found = clusters.find(({ id }) => id === group) ?? null;
      const title = sayOnPage(guest.words)("draft.title", { group });
      show(guest, found ? 200 : 404, title, draftBody(guest.words, found));
    }),
    login,
    logout,
  ];
}

function refuse(response: ServerResponse, allowed: string): void {
  response.writeHead(405, { ...HEADERS, allow: allowed }).end();
}

/** Behind a proxy with TLS the cookie never travels without. */
function secure({ headers }: IncomingMessage): string {
  return headers["x-forwarded-proto"] === "https" ? "; Secure" : "";
}
