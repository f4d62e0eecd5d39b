import { afterEach, beforeEach, expect, test } from "vitest";
import { startPage, TOKEN } from "./rig.ts";

let page: Awaited<ReturnType<typeof startPage>>;
let passed: number;
beforeEach(async () => {
  passed = 0;
  page = await startPage(() => Date.now() + passed);
});
afterEach(() => page.stop());

const BEARER = { authorization: `Bearer ${TOKEN}` };
const get = (path: string, headers: Readonly<Record<string, string>> = {}) =>
  fetch(`${page.url}${path}`, { headers, redirect: "manual" });
const signIn = (token: string) =>
  fetch(`${page.url}/admin/login`, {
    method: "POST",
    body: new URLSearchParams({ token }),
    redirect: "manual",
  });
const textOf = async (path: string) => (await get(path, BEARER)).text();

test("without the token nothing is shown but the question for it", async () => {
  for (const path of ["/admin", "/admin/draft?group=en1"]) {
    const text = await (await get(path)).text();
    expect(text).toContain('name="token"');
    expect(text).not.toMatch(/bread|peft|LoRA|1\.2\.3/);
  }
});

test("the token opens a session of eight hours that no script can read", async () => {
  const answer = await signIn(TOKEN);
  const cookie = answer.headers.get("set-cookie") ?? "";
  expect([answer.status, answer.headers.get("location")]).toEqual([303, "/admin?lang=en"]);
  for (const rule of ["HttpOnly", "SameSite=Strict", "Path=/admin"]) expect(cookie).toContain(rule);
  const headers = { cookie: cookie.split(";")[0] ?? "" };
  expect(await (await get("/admin", headers)).text()).toContain("bread");
  passed = 8 * 60 * 60_000 + 1;
  expect(await (await get("/admin", headers)).text()).toContain('name="token"');
});

test("a made-up session is none", async () => {
  const until = Date.now() + 60_000;
  for (const session of ["", "x", `${until}.`, `${until}.AAAA`, `${until}`]) {
    const headers = { cookie: `tl_advise_admin=${session}` };
    expect(await (await get("/admin", headers)).text()).toContain('name="token"');
  }
});

test("wrong tokens are refused, and after ten of them even the right one for a minute", async () => {
  for (let times = 0; times < 10; times += 1) expect((await signIn("wrong")).status).toBe(403);
  expect((await signIn(TOKEN)).status).toBe(429);
  passed = 60_001;
  expect((await signIn(TOKEN)).status).toBe(303);
});

test("the headers allow no script, no frame, no other host and no copy", async () => {
  const { headers } = await get("/admin", BEARER);
  const policy = headers.get("content-security-policy") ?? "";
  expect(policy).toMatch(
    /^default-src 'none'; style-src 'sha256-[\w+/=]+'; form-action 'self'; frame-ancestors 'none'/,
  );
  expect(headers.get("cache-control")).toBe("no-store");
  expect(headers.get("x-content-type-options")).toBe("nosniff");
  expect(headers.get("referrer-policy")).toBe("no-referrer");
});

test("what people typed is shown as text", async () => {
  const text = await textOf("/admin");
  expect(text).toContain("how do I bake &lt;b&gt;bread&lt;/b&gt; with LoRA?");
  expect(text).toContain("&lt;script&gt;alert(1)&lt;/script&gt;");
  expect(text).not.toContain("<script");
});

test("nobody is named: neither who asked nor who judged nor who changed a setting", async () => {
  for (const path of ["/admin", "/admin?lang=ja", "/admin/draft?group=en1"])
    expect(await textOf(path)).not.toMatch(/\bU[1-4]\b|USECRET|UADMIN/);
});

test("use, settings and their changes are shown", async () => {
  const text = await textOf("/admin");
  expect(text).toMatch(/<td>slack<\/td><td>ja<\/td><td>42<\/td><td>2<\/td>/);
  expect(text).toContain("<td>slack:T1/C9</td><td>Mentions only</td><td>on</td>");
  expect(text).toContain("<td>-</td><td>on</td>");
});

test("the page speaks the browser's language, or the one that is asked for", async () => {
  const inJapanese = await (
    await get("/admin", { ...BEARER, "accept-language": "ja-JP,en;q=0.5" })
  ).text();
  expect(inJapanese).toContain('<html lang="ja">');
  expect(inJapanese).toContain("答えられなかった質問");
  expect(await textOf("/admin?lang=en")).toContain("Questions without an answer");
});

test("only reading is allowed", async () => {
  for (const [path, method] of [
    ["/admin", "POST"],
    ["/admin/login", "GET"],
    ["/admin/logout", "GET"],
  ] as const)
    expect((await fetch(`${page.url}${path}`, { method, headers: BEARER })).status).toBe(405);
});
