import { afterEach, beforeEach, expect, test } from "vitest";
import { createInstallations } from "../../../src/adapters/slack/connection/installations.ts";
import { seal, unseal } from "../../../src/adapters/slack/connection/seal.ts";
import type { Vault } from "../../../src/adapters/slack/ports.ts";
import { event, mention } from "../../fakes/slack/payloads.ts";
import { type Rig, startRig } from "./rig.ts";

const oauth = {
  clientId: "1.2",
  clientSecret: "secret",
  stateSecret: "state",
  encryptionKeys: ["key one"],
};

function memoryVault() {
  const kept = new Map<string, string>();
  const vault: Vault = {
    save: async (name, sealed) => void kept.set(name, sealed),
    load: async (name) => kept.get(name) ?? null,
    remove: async (name) => void kept.delete(name),
  };
  return { kept, vault };
}

let rig: Rig;
let store: ReturnType<typeof memoryVault>;
const removed: string[] = [];
beforeEach(async () => {
  store = memoryVault();
  removed.length = 0;
  rig = await startRig({
    config: { botToken: null, oauth },
    options: { vault: store.vault, uninstalled: async (team) => void removed.push(team) },
  });
});
afterEach(() => rig.close());

/** Goes through the installation as a browser does. */
async function install(): Promise<Response> {
  const begun = await fetch(`${rig.url}/slack/install`, { redirect: "manual" });
  const asked = new URL(begun.headers.get("location") ?? "");
  const cookie = begun.headers.get("set-cookie")?.split(";")[0] ?? "";
  return await fetch(
    `${rig.url}/slack/oauth_redirect?code=c&state=${encodeURIComponent(asked.searchParams.get("state") ?? "")}`,
    { headers: { cookie } },
  );
}

test("a workspace installs the app, and is answered", async () => {
  expect((await install()).status).toBe(200);
  await rig.event(mention({ text: "difference" }));
  await rig.until(() => expect(rig.posts()).toHaveLength(1));
});

test("what comes from a workspace without the app is refused, and the log has no words of it", async () => {
  const { status } = await rig.event(mention({ text: "a private question" }));
  expect(status).toBe(401);
  expect(rig.turns).toEqual([]);
  expect(JSON.stringify(rig.logged)).not.toContain("private question");
});

test("the installation asks for the manifest's scopes", async () => {
  const begun = await fetch(`${rig.url}/slack/install`, { redirect: "manual" });
  expect(
    new URL(begun.headers.get("location") ?? "").searchParams.get("scope")?.split(","),
  ).toContain("app_mentions:read");
});

test("a callback with a state of somebody else is refused", async () => {
  const response = await fetch(`${rig.url}/slack/oauth_redirect?code=c&state=forged`);
  expect(response.status).toBeGreaterThanOrEqual(400);
  expect(store.kept.size).toBe(0);
});

test.each([
  ["ja,en;q=0.8", "インストールしませんでした"],
  ["de,en;q=0.8", "Nothing was installed"],
])("whoever declines sees a page that says so, in a browser for %s", async (languages, words) => {
  const declined = await fetch(`${rig.url}/slack/oauth_redirect?error=access_denied&state=s`, {
    headers: { "accept-language": languages },
  });
  expect(declined.status).toBe(200);
  const page = await declined.text();
  expect(page).toContain(words);
  expect(page).toContain('href="/slack/install"');
});

/** An event in a workspace of the organisation E1, which installed the app for all of its workspaces. */
function inOrganisation(text: string) {
  const asked = mention({ text });
  const [authorization] = asked.authorizations;
  return {
    ...asked,
    enterprise_id: "E1",
    authorizations: [{ ...authorization, enterprise_id: "E1", is_enterprise_install: true }],
  };
}

const ORGANISATION = {
  enterprise: { id: "E1", name: "Org" },
  isEnterpriseInstall: true,
  bot: { token: "xoxb-installed", scopes: [], id: "B0BOT", userId: "U0BOT" },
};

test("an organisation's installation serves its workspaces, after a restart without a new event, too", async () => {
  await createInstallations(store.vault, ["key one"], Date.now).storeInstallation(
    ORGANISATION as never,
  );
  await rig.event(inOrganisation("difference"));
  await rig.until(() => expect(rig.posts()).toHaveLength(1));
  const after = createInstallations(store.vault, ["key one"], Date.now);
  expect(await after.find("T0TEAM")).toMatchObject({ enterprise: { id: "E1" } });
});

test("a workspace's own installation leads over its organisation's", async () => {
  const installations = createInstallations(store.vault, ["key one"], Date.now);
  await installations.storeInstallation(ORGANISATION as never);
  await installations.storeInstallation({
    ...ORGANISATION,
    team: { id: "T1", name: "T" },
  } as never);
  await installations.belongs("T1", "E1");
  expect(await installations.find("T1")).toMatchObject({ team: { id: "T1" } });
});

test("when an organisation removes the app, its workspaces are not served any more", async () => {
  const installations = createInstallations(store.vault, ["key one"], Date.now);
  await installations.storeInstallation(ORGANISATION as never);
  await installations.belongs("T1", "E1");
  await installations.remove("E1");
  expect(await installations.find("T1")).toBeNull();
});

test("tokens are kept sealed", async () => {
  await install();
  expect([...store.kept.keys()]).toEqual(["slack:T0TEAM"]);
  expect([...store.kept.values()].join()).not.toContain("xoxb");
});

test.each([
  ["the app is removed", event("app_uninstalled", {})],
  ["its bot token is revoked", event("tokens_revoked", { tokens: { oauth: [], bot: ["U0BOT"] } })],
])("when %s, the workspace's tokens are gone", async (_, told) => {
  await install();
  await rig.event(told);
  await rig.until(() => expect(removed).toEqual(["T0TEAM"]));
  expect(store.kept.size).toBe(0);
});

test("when a person's token is revoked, the bot stays", async () => {
  await install();
  await rig.event(event("tokens_revoked", { tokens: { oauth: ["U1"], bot: [] } }));
  await rig.adapter.stop();
  expect(store.kept.size).toBe(1);
});

test("a workspace without an installation is not answered", async () => {
  await rig.event(mention({ text: "difference" }));
  await rig.adapter.stop();
  expect(rig.turns).toEqual([]);
});

test("with a new key in front, the old installations still open and new ones take the new key", async () => {
  const installation = {
    team: { id: "T1", name: "T" },
    bot: { token: "xoxb-1", scopes: [], id: "B", userId: "U" },
  };
  const { kept, vault } = memoryVault();
  await createInstallations(vault, ["old"], () => 0).storeInstallation(installation as never);
  const rotated = createInstallations(vault, ["new", "old"], () => 0);
  expect(await rotated.find("T1")).toMatchObject(installation);
  await rotated.storeInstallation(installation as never);
  expect(unseal([...kept.values()][0] ?? "", ["new"])).not.toBeNull();
});

test("an installation under a lost key says which variable to mend", async () => {
  const { kept, vault } = memoryVault();
  kept.set("slack:T1", seal("{}", "lost"));
  await expect(createInstallations(vault, ["other"], () => 0).find("T1")).rejects.toThrow(
    /TOKEN_ENCRYPTION_KEY/,
  );
});

test("sealed text that was altered does not open", () => {
  const sealed = seal("secret", "key");
  expect(unseal(sealed, ["key"])).toBe("secret");
  expect(unseal(`${sealed.slice(0, -2)}AA`, ["key"])).toBeNull();
  expect(unseal("v1.short", ["key"])).toBeNull();
  expect(seal("secret", "key")).not.toBe(sealed);
});
