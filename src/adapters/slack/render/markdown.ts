/** Text for `mrkdwn` and the fallback `text`: no mention, link or channel can be written with it. */
export function escapeMrkdwn(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
