import { decodeAnswers, encodeAnswers } from "../../../dialogue/answers-codec.ts";
import type { Picture } from "../../../dialogue/reply.ts";

/**
 * The file name under which a picture is attached, such as `map.ja.compute-limited.data-small.png`. It says all that
 * the picture shows, so that a private message can be posted again with its pictures drawn anew.
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

/** The reverse of `pictureName`; null for a file that is not a picture of ours. */
export function readPictureName(name: string): Picture | null {
  const [kind, language, ...rest] = name.split(".");
  if (!language || rest.pop() !== "png") return null;
  if (kind === "comparison") return rest.length === 0 ? { kind, language } : null;
  if (kind !== "map") return null;
  const answers = decodeAnswers(rest.map((part) => part.replace("-", "=")));
  return answers && { kind, answers, language };
}
