import { hash } from "node:crypto";
import type { Reply } from "../../../dialogue/reply.ts";
import { SlackFault } from "../connection/errors.ts";
import type { SlackContext } from "../context.ts";
import { textAt } from "../events/payload.ts";
import type { PictureFile } from "../render/blocks.ts";
import type { FileBlock } from "../render/render.ts";

type Upload = {
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly alt: string | null;
};

/** Where an uploaded file is shown; null: nowhere by itself, a block shows it. */
type Share = { readonly channel: string; readonly thread: string | null } | null;

/** Uploads the reply's pictures, each once per workspace; what cannot be uploaded is shown by its alternative text. */
export async function uploadPictures(
  slack: SlackContext,
  team: string,
  reply: Reply,
): Promise<PictureFile> {
  const { draw, log } = slack.options;
  for (const block of reply.blocks) {
    if (block.kind !== "picture" || !draw || slack.pictures.has(keyOf(team, block.picture)))
      continue;
    try {
      const bytes = Uint8Array.from(await draw(block.picture));
      const id = await upload(
        slack,
        team,
        { name: `${block.picture.kind}.png`, bytes, alt: block.alt },
        null,
      );
      slack.pictures.set(keyOf(team, block.picture), id);
    } catch (error) {
      log.warn(
        { error: String(error), about: reply.about },
        "slack: picture not uploaded, its text is shown",
      );
    }
  }
  return uploadedPictures(slack, team);
}

/** The pictures that are there already, for replies that cannot wait. */
export function uploadedPictures(slack: SlackContext, team: string): PictureFile {
  return (block) => slack.pictures.get(keyOf(team, block.picture)) ?? null;
}

/** Uploads a file of the reply into a conversation. @throws SlackFault */
export async function shareFile(
  slack: SlackContext,
  team: string,
  file: FileBlock,
  share: NonNullable<Share>,
): Promise<void> {
  const bytes = Uint8Array.from(new TextEncoder().encode(file.text));
  await upload(slack, team, { name: file.name, bytes, alt: null }, share);
}

/** https://docs.slack.dev/messaging/working-with-files#upload: three steps. */
async function upload(
  slack: SlackContext,
  team: string,
  file: Upload,
  share: Share,
): Promise<string> {
  const ticket = await slack.call(team, "files.getUploadURLExternal", {
    filename: file.name,
    length: file.bytes.byteLength,
    ...(file.alt ? { alt_txt: file.alt.slice(0, 1_000) } : {}),
  });
  const url = textAt(ticket, "upload_url");
  const id = textAt(ticket, "file_id");
  if (!url || !id)
    throw new SlackFault("files.getUploadURLExternal", { kind: "refused", code: "no_upload_url" });
  const sent = await fetch(url, {
    method: "POST",
    body: file.bytes,
    signal: AbortSignal.timeout(20_000),
  }).catch((error: unknown) => {
    throw new SlackFault("file upload", { kind: "network" }, error);
  });
  if (!sent.ok) throw new SlackFault("file upload", { kind: "server", status: sent.status });
  await slack.call(team, "files.completeUploadExternal", {
    files: [{ id, title: file.name }],
    ...(share ? { channel_id: share.channel } : {}),
    ...(share?.thread ? { thread_ts: share.thread } : {}),
  });
  return id;
}

function keyOf(team: string, picture: unknown): string {
  return `${team}/${hash("sha256", JSON.stringify(picture), "base64url")}`;
}
