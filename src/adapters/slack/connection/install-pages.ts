import type { IncomingMessage, ServerResponse } from "node:http";
import type { HTTPReceiverOptions } from "@slack/bolt";
import type { Content } from "../../../dialogue/content.ts";
import { at } from "../events/payload.ts";

type CallbackOptions = NonNullable<
  NonNullable<HTTPReceiverOptions["installerOptions"]>["callbackOptions"]
>;

/** What can end an installation: the person declined, the link was old or not theirs, or something failed. */
const ENDS: Readonly<Record<string, { readonly status: number; readonly words: string }>> = {
  slack_oauth_installer_authorization_error: { status: 200, words: "declined" },
  slack_oauth_missing_state: { status: 400, words: "outdated" },
  slack_oauth_invalid_state: { status: 400, words: "outdated" },
  slack_oauth_missing_code: { status: 400, words: "outdated" },
};
const FAILED = { status: 500, words: "failed" };

/** The page after an installation that did not come about: what happened, in the browser's language, and how to begin again. */
export function installPages(content: Content, installPath: string): CallbackOptions {
  return {
    failure(error, _options, request, response) {
      const { status, words } = ENDS[String(at(error, "code"))] ?? FAILED;
      const language = browserLanguage(content, request as IncomingMessage);
      const say = (key: string) => escapeHtml(content.say(language, `platform:install.${key}`));
      const page = `<!doctype html>
<html lang="${language}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${say(`${words}.heading`)}</title>
<style>body{font:1rem/1.6 system-ui,sans-serif;max-width:32rem;margin:15vh auto;padding:0 1rem}</style>
<h1>${say(`${words}.heading`)}</h1>
<p>${say(`${words}.body`)}</p>
<p><a href="${installPath}">${say("again")}</a></p>
</html>
`;
      (response as ServerResponse)
        .writeHead(status, { "content-type": "text/html; charset=utf-8" })
        .end(page);
    },
  };
}

/** The first language of the browser's list that the bot speaks. */
function browserLanguage({ languages, fallback }: Content, { headers }: IncomingMessage): string {
  const wished = (headers["accept-language"] ?? "")
    .split(",")
    .map((each) => each.trim().slice(0, 2).toLowerCase());
  return wished.find((tag) => languages.some((known) => known.tag === tag)) ?? fallback;
}

function escapeHtml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
