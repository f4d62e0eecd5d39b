import type { Draw, Reply } from "../../../dialogue/reply.ts";
import type { Log } from "../../../lib/log.ts";
import type { Upload } from "../connection/api.ts";
import type { Attachment, Body } from "./message.ts";
import { type RenderOptions, render } from "./render.ts";

/** A message with its files ready to be sent. */
export type Ready = { readonly body: Body; readonly files: readonly Upload[] };

/** How a reply is made ready; `draw` null shows the alternative text of every picture. */
export type Prepare = (
  reply: Reply,
  options: Omit<RenderOptions, "content" | "pictures">,
) => Promise<readonly Ready[]>;

/** Renders replies and draws their pictures. A picture that cannot be drawn is told by its alternative text. */
export function createPrepare(
  content: RenderOptions["content"],
  draw: Draw | null,
  log: Log,
): Prepare {
  return async (reply, options) => {
    const plain = () => render(reply, { ...options, content, pictures: false });
    if (!draw || !reply.blocks.some(({ kind }) => kind === "picture")) return ready(plain(), null);
    try {
      return await ready(render(reply, { ...options, content, pictures: true }), draw);
    } catch (error) {
      log.error(
        { platform: "discord", about: reply.about, err: error },
        "a picture could not be drawn",
      );
      return ready(plain(), null);
    }
  };
}

async function ready(
  messages: readonly { readonly body: Body; readonly files: readonly Attachment[] }[],
  draw: Draw | null,
): Promise<readonly Ready[]> {
  return Promise.all(
    messages.map(async ({ body, files }) => ({
      body,
      files: await Promise.all(files.map((file) => load(file, draw))),
    })),
  );
}

/** @throws when a picture is to be drawn and cannot be. */
export async function load({ name, content }: Attachment, draw: Draw | null): Promise<Upload> {
  if (content.kind === "text")
    return { name, data: Buffer.from(content.text), contentType: content.mime };
  if (!draw) throw new Error(`Nothing draws the picture ${name}`);
  return { name, data: Buffer.from(await draw(content.picture)), contentType: "image/png" };
}
