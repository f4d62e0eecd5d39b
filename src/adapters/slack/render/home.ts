import type { types } from "@slack/bolt";
import type { Content } from "../../../dialogue/content.ts";
import type { Choice } from "../../../dialogue/reply.ts";
import { pieces } from "./blocks.ts";
import { choicePieces } from "./choices/buttons.ts";

/** The Home tab: what the bot does, starting, the last advice (its code, or null), languages and privacy. */
export function homeView(
  content: Content,
  language: string,
  user: string,
  lastCode: string | null,
): types.HomeView {
  const say = (key: string) => content.say(language, key);
  const prose = (key: string) => pieces({ kind: "paragraph", text: say(key) }, "view", () => null);
  const heading = (key: string) => pieces({ kind: "heading", text: say(key) }, "view", () => null);
  const row = (mark: string, choices: readonly Choice[]) =>
    choicePieces(choices, {
      owner: user,
      mark,
      surface: "view",
      extras:
        mark === "home-start"
          ? [
              {
                press: "form",
                label: say("platform:form.open"),
                action: { kind: "facts", answers: {} },
              },
            ]
          : [],
    });
  const shown = [
    ...heading("platform:home.heading"),
    ...prose("platform:home.lead"),
    ...row("home-start", [
      control(say("platform:start_button"), { kind: "start" }, true),
      control(say("ui:controls.topics"), { kind: "topics" }, false),
      control(say("ui:controls.help"), { kind: "help" }, false),
    ]),
    ...prose("platform:home.ways"),
    ...heading("platform:home.last"),
    ...(lastCode
      ? row("home-last", [
          control(
            say("platform:home.open_last"),
            { kind: "detail", detail: "advice", code: lastCode },
            false,
          ),
        ])
      : prose("platform:home.no_last")),
    ...heading("platform:home.language"),
    ...row(
      "home-language",
      content.languages.map(({ tag, name }) =>
        control(name, { kind: "language", language: tag }, tag === language),
      ),
    ),
    ...heading("platform:home.privacy"),
    ...prose("ui:privacy.body"),
  ];
  return { type: "home", blocks: uniqueIds(shown.map((piece) => piece.block)) };
}

function control(label: string, action: Choice["action"], primary: boolean): Choice {
  return { role: "control", label, description: null, action, primary };
}

/** Action ids are unique in a view, while each row counts its own from 0. */
function uniqueIds(blocks: types.KnownBlock[]): types.KnownBlock[] {
  return blocks.map((block, row) => {
    if (block.type !== "actions") return block;
    const elements = block.elements.map((element) => ({
      ...element,
      action_id: `${element.action_id}:${row}`,
    }));
    return { ...block, elements };
  });
}
