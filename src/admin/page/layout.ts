import { type Html, html } from "./html.ts";

/** The page's only style. It is named by its digest in the page's Content-Security-Policy, so that it must stand alone. */
export const STYLE = `:root{color-scheme:light dark;font:16px/1.5 system-ui,sans-serif}
body{max-width:70rem;margin:0 auto;padding:1rem}
h1{font-size:1.4rem}h2{font-size:1.15rem;margin-top:2rem}
.wide{overflow-x:auto}
table{border-collapse:collapse;width:100%}
th,td{text-align:start;vertical-align:top;padding:.35rem .6rem;border-bottom:1px solid #8886}
td ul{margin:0;padding-inline-start:1.1rem}
pre{overflow-x:auto;padding:.8rem;border:1px solid #8886;border-radius:.3rem}
nav{display:flex;gap:1rem;justify-content:flex-end}
button,input{font:inherit;padding:.35rem .7rem}
nav form{margin:0}
.note{color:GrayText}`;

/** A language's tag and how it calls itself. */
export type Tongue = { readonly tag: string; readonly name: string };

/** A whole page. `path` is its own address without the language. */
export function layout(page: {
  readonly language: string;
  readonly languages: readonly Tongue[];
  readonly path: string;
  readonly title: string;
  readonly logout: string | null;
  readonly body: Html;
}): string {
  const { language, languages, path, title, logout, body } = page;
  const others = languages.filter(({ tag }) => tag !== language);
  const join = path.includes("?") ? "&" : "?";
  const links = others.map(
    ({ tag, name }) =>
      html`<a href="${path}${join}lang=${tag}" lang="${tag}" hreflang="${tag}">${name}</a>`,
  );
  const out =
    logout && html`<form method="post" action="/admin/logout"><button>${logout}</button></form>`;
  const whole = html`<html lang="${language}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1"><title>${title}</title>
<style>${{ html: STYLE }}</style></head><body><nav>${links}${out}</nav><main><h1>${title}</h1>
${body}</main></body></html>`;
  return `<!doctype html>\n${whole.html}\n`;
}
