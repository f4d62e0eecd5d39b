import { afterAll, beforeAll, expect, test } from "vitest";
import { CHROMIUM, openTab, type Tab } from "../../support/chromium.ts";
import { startPage, TOKEN } from "./rig.ts";

const NAME = "(needs chromium)";
let page: Awaited<ReturnType<typeof startPage>>;
let tab: Tab;
beforeAll(async () => {
  if (CHROMIUM === null) return;
  page = await startPage();
  tab = await openTab(CHROMIUM, "ja");
});
afterAll(async () => {
  await tab?.close();
  await page?.stop();
});

const heading = () => tab.value<string>("document.querySelector('h1').textContent");
const signIn = (token: string) =>
  tab.follow(`document.querySelector("[name=token]").value = ${JSON.stringify(token)};
    document.querySelector("main form").requestSubmit()`);

test.skipIf(CHROMIUM === null)(
  `a browser signs in, reads, drafts, changes the language and signs out ${NAME}`,
  async () => {
    await tab.open(`${page.url}/admin`);
    expect(await heading()).toBe("tl-advise：ログイン");
    await signIn("wrong");
    expect(await tab.value("document.querySelector('[role=alert]').textContent")).toBe(
      "トークンが違います。",
    );
    await signIn(TOKEN);
    expect(await heading()).toBe("tl-advise：次に直すところ");
    const sections = "[...document.querySelectorAll('section')].map(({ id }) => id)";
    expect(await tab.value(sections)).toEqual([
      "health",
      "gaps",
      "unhelpful",
      "use",
      "settings",
      "audit",
    ]);
    // The style is the one that the policy names: it is in force.
    expect(await tab.value("getComputedStyle(document.querySelector('nav')).display")).toBe("flex");
    await tab.follow("document.querySelector('a[href*=draft]').click()");
    expect(await tab.value("document.querySelectorAll('pre').length")).toBe(3);
    expect(await tab.value("document.body.textContent")).toContain("npm run gaps -- draft en1");
    await tab.follow("document.querySelector('nav a').click()");
    expect(await heading()).toBe("Draft of an entry for group en1");
    await tab.follow("document.querySelector('nav form').requestSubmit()");
    expect(await tab.value("document.querySelector('[name=token]') !== null")).toBe(true);
    expect(tab.complaints.filter((text) => !/403/.test(text))).toEqual([]);
    const hosts = new Set(tab.requests.map((url) => new URL(url).origin));
    expect([...hosts]).toEqual([page.url]);
  },
);
