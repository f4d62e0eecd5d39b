import { encodeAnswers } from "../../../dialogue/answers-codec.ts";
import type { Picture } from "../../../dialogue/reply.ts";

/**
 * The file name under which a picture is attached, such as `map.ja.compute-limited.data-small.png`. It says all that
 * the picture shows, so that two pictures of one message never share a name.
 */
export function pictureName(picture: Picture): string {
  const answers = picture.kind === "map" ? encodeAnswers(picture.answers) : [];
  return [
    picture.kind,
    picture.language,
    ...answers.map((part) => part.replace("=", "-")),
    "png",
  ].join(".");
}
