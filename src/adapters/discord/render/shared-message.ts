import type { APIComponentInContainer, APIMessage } from "discord.js";
import { type Attachment, message, type Rendered, type Row } from "./message.ts";
import { readPictureName } from "./picture-name.ts";

/**
 * A private message → the same for all to see: its texts and pictures, with `row` in place of what the person could
 * press. Discord sends the components back with every press, so nothing has to be kept. Null when there is nothing to show.
 */
export function shared(
  { components = [] }: Pick<APIMessage, "components">,
  row: Row | null,
): Rendered | null {
  const files: Attachment[] = [];
  const shown: APIComponentInContainer[] = [];
  for (const container of components) {
    if (container.type !== 17) continue;
    for (const component of container.components) {
      if (component.type === 10) shown.push({ type: 10, content: component.content });
      if (component.type === 12) {
        for (const { media, description } of component.items) {
          // Discord may send an empty description, and takes none back.
          const alt = description || null;
          const file = pictureFile(media.url, alt);
          if (!file) continue;
          files.push(file);
          const items = [
            { media: { url: `attachment://${file.name}` }, ...(alt && { description: alt }) },
          ];
          shown.push({ type: 12, items });
        }
      }
    }
  }
  return shown.length > 0 ? message(row ? [...shown, row] : shown, files, false) : null;
}

/** The file of a picture by its address: its name tells what to draw. */
function pictureFile(url: string, alt: string | null): Attachment | null {
  const name = url.split(/[?#]/)[0]?.split("/").at(-1) ?? "";
  const picture = readPictureName(name);
  return picture && { name, alt, content: { kind: "picture", picture } };
}
