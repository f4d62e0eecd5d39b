import type {
  APIActionRowComponent,
  APIComponentInContainer,
  APIComponentInMessageActionRow,
  APIContainerComponent,
} from "discord.js";
import type { Picture } from "../../../dialogue/reply.ts";
import { FLAGS } from "./limits.ts";

/** A row of buttons or one select menu. */
export type Row = APIActionRowComponent<APIComponentInMessageActionRow>;

/** A file that a message shows. Pictures are drawn when the message is sent. */
export type Attachment = {
  readonly name: string;
  readonly alt: string | null;
  readonly content:
    | { readonly kind: "picture"; readonly picture: Picture }
    | { readonly kind: "text"; readonly mime: string; readonly text: string };
};

/** One message as the API takes it: https://docs.discord.com/developers/resources/message#create-message */
export type Body = {
  readonly flags: number;
  readonly components: APIContainerComponent[];
  readonly allowed_mentions: { parse: [] };
  readonly attachments: { id: number; filename: string; description?: string }[];
};

/** A message and the files that go with it, in the order of `body.attachments`. */
export type Rendered = { readonly body: Body; readonly files: readonly Attachment[] };

/** A message of one container, with a colour at its edge (null: none). Nobody is ever notified by what it says. */
export function message(
  components: readonly APIComponentInContainer[],
  files: readonly Attachment[],
  isPrivate: boolean,
  accent: number | null = null,
): Rendered {
  return {
    body: {
      flags: FLAGS.componentsV2 | (isPrivate ? FLAGS.ephemeral : 0),
      components: [
        { type: 17, ...(accent !== null && { accent_color: accent }), components: [...components] },
      ],
      allowed_mentions: { parse: [] },
      attachments: files.map((file, id) => ({
        id,
        filename: file.name,
        ...(file.alt !== null && { description: file.alt }),
      })),
    },
    files,
  };
}
