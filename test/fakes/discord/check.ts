/**
 * Discord's documented rules for what an app sends, written down a second time and independently of `src`.
 * https://docs.discord.com/developers/components/reference · /resources/message · /interactions/application-commands
 */
type Json = Readonly<Record<string, unknown>>;

const EPHEMERAL = 1 << 6;
const COMPONENTS_V2 = 1 << 15;

/** Faults of a message body; `files` are the names of the uploaded files, `flagsAllowed` the flags that may be set. */
export function messageFaults(
  body: Json,
  files: readonly string[],
  flagsAllowed: number,
): string[] {
  const faults: string[] = [];
  const flags = Number(body.flags ?? 0);
  const isV2 = (flags & COMPONENTS_V2) !== 0;
  if ((flags & ~flagsAllowed) !== 0) faults.push(`flags ${flags} are not allowed here`);
  if (!sameList((body.allowed_mentions as Json | undefined)?.parse, []))
    faults.push("allowed_mentions must notify nobody");
  if (typeof body.nonce === "string" && (body.nonce.length > 25 || body.nonce.length === 0))
    faults.push("nonce is 1-25");
  if (isV2) {
    for (const field of ["content", "embeds", "poll", "sticker_ids"]) {
      if (body[field] !== undefined) faults.push(`${field} cannot be used with components V2`);
    }
    if (list(body.components).length === 0) faults.push("a V2 message needs components");
  } else if (
    text(body.content).length > 2000 ||
    (text(body.content) === "" && files.length === 0)
  ) {
    faults.push("content is 1-2000");
  }
  for (const [index, attachment] of list(body.attachments).entries()) {
    if (attachment.id !== index || attachment.filename !== files[index])
      faults.push("an attachment has no file");
    if (attachment.description !== undefined)
      between(faults, "attachment description", attachment.description, 1, 1024);
  }
  if (list(body.components).length > 0)
    faults.push(...componentFaults(list(body.components), files, isV2));
  return faults;
}

function componentFaults(top: readonly Json[], files: readonly string[], isV2: boolean): string[] {
  const faults: string[] = [];
  const all = top.flatMap(flatten);
  const texts = all.filter(({ type }) => type === 10).map(({ content }) => text(content));
  const ids = all.map(({ custom_id }) => custom_id).filter((id) => id !== undefined);
  if (all.length > 40) faults.push(`${all.length} components, at most 40`);
  if (texts.reduce((sum, { length }) => sum + length, 0) > 4000)
    faults.push("more than 4000 characters");
  const bytes = texts.reduce((sum, each) => sum + Buffer.byteLength(each) + 12, 0);
  if (bytes > 10_170) faults.push(`${bytes} bytes of text, at most 10170`);
  if (new Set(ids).size !== ids.length) faults.push("a custom_id is there twice");
  const allowed = isV2 ? [1, 9, 10, 12, 13, 14, 17] : [1];
  for (const { type } of top)
    if (!allowed.includes(Number(type))) faults.push(`type ${type} cannot stand at the top`);
  for (const component of all) faults.push(...oneComponent(component, files));
  return faults;
}

function flatten(component: Json): Json[] {
  const accessory = component.accessory ? [component.accessory as Json] : [];
  return [component, ...[...list(component.components), ...accessory].flatMap(flatten)];
}

function oneComponent(component: Json, files: readonly string[]): string[] {
  const faults: string[] = [];
  switch (component.type) {
    case 1: {
      const kinds = list(component.components).map(({ type }) => type);
      const buttons = kinds.every((type) => type === 2) && kinds.length >= 1 && kinds.length <= 5;
      if (!buttons && !sameList(kinds, [3])) faults.push("a row holds 1-5 buttons or one select");
      break;
    }
    case 2:
      between(faults, "button label", component.label, 1, 80);
      if (![1, 2, 3, 4].includes(Number(component.style))) faults.push("button style");
      between(faults, "custom_id", component.custom_id, 1, 100);
      break;
    case 3: {
      const options = list(component.options);
      between(faults, "custom_id", component.custom_id, 1, 100);
      if (options.length < 1 || options.length > 25) faults.push("a select has 1-25 options");
      if (component.placeholder !== undefined)
        between(faults, "placeholder", component.placeholder, 1, 150);
      if (new Set(options.map(({ value }) => value)).size !== options.length)
        faults.push("an option value is there twice");
      for (const option of options) {
        between(faults, "option label", option.label, 1, 100);
        between(faults, "option value", option.value, 1, 100);
        if (option.description !== undefined)
          between(faults, "option description", option.description, 1, 100);
      }
      break;
    }
    case 9: {
      const texts = list(component.components);
      const { type } = (component.accessory ?? {}) as Json;
      if (texts.length < 1 || texts.length > 3 || texts.some((text) => text.type !== 10))
        faults.push("a section holds 1-3 texts");
      if (type !== 2 && type !== 11) faults.push("a section has a button or a thumbnail");
      break;
    }
    case 10:
      between(faults, "text display", component.content, 1, 4000);
      break;
    case 12: {
      const items = list(component.items);
      if (items.length < 1 || items.length > 10) faults.push("a gallery has 1-10 items");
      for (const { media, description } of items) {
        attached(faults, (media as Json).url, files);
        if (description !== undefined) between(faults, "media description", description, 1, 1024);
      }
      break;
    }
    case 13:
      attached(faults, (component.file as Json).url, files);
      break;
    case 17:
      if (list(component.components).length === 0) faults.push("an empty container");
      if (component.accent_color !== undefined && !(Number(component.accent_color) <= 0xffffff))
        faults.push("accent colour");
      for (const { type } of list(component.components)) {
        if (![1, 9, 10, 12, 13, 14].includes(Number(type)))
          faults.push(`type ${type} cannot stand in a container`);
      }
      break;
    case 14:
      break;
    default:
      faults.push(`component type ${component.type} is not allowed in a message`);
  }
  return faults;
}

/** Faults of an initial response to an interaction of this type. */
export function responseFaults(
  response: Json,
  interactionType: number,
  files: readonly string[],
): string[] {
  const data = (response.data ?? {}) as Json;
  switch (response.type) {
    case 1:
      return interactionType === 1 ? [] : ["a pong answers a ping only"];
    case 4:
      if (interactionType === 1 || interactionType === 4) return ["a message cannot answer this"];
      return messageFaults(data, files, EPHEMERAL | COMPONENTS_V2);
    case 5:
      return sameList(Object.keys(data), []) || sameList(Object.keys(data), ["flags"])
        ? Number(data.flags ?? 0) & ~EPHEMERAL
          ? ["a deferral carries EPHEMERAL alone"]
          : []
        : ["a deferral carries flags alone"];
    case 6:
      return interactionType === 3 || interactionType === 5
        ? []
        : ["only a component's message can be updated"];
    case 7:
      if (interactionType !== 3 && interactionType !== 5)
        return ["only a component's message can be updated"];
      return messageFaults(data, files, EPHEMERAL | COMPONENTS_V2);
    case 8: {
      if (interactionType !== 4) return ["suggestions answer autocomplete only"];
      const faults: string[] = [];
      if (list(data.choices).length > 25) faults.push("at most 25 suggestions");
      for (const { name, value } of list(data.choices)) {
        between(faults, "suggestion", name, 1, 100);
        between(faults, "suggestion value", value, 1, 100);
      }
      return faults;
    }
    case 9:
      return interactionType === 5 || interactionType === 1
        ? ["a modal cannot answer this"]
        : modalFaults(data);
    default:
      return [`response type ${response.type}`];
  }
}

function modalFaults(modal: Json): string[] {
  const faults: string[] = [];
  const components = list(modal.components);
  between(faults, "modal custom_id", modal.custom_id, 1, 100);
  between(faults, "modal title", modal.title, 1, 45);
  if (components.length < 1 || components.length > 5) faults.push("a modal has 1-5 components");
  for (const { type, label, component } of components) {
    if (type !== 18) faults.push(`type ${type} in a modal`);
    between(faults, "label", label, 1, 45);
    const group = component as Json;
    const options = list(group.options);
    if (group.type !== 21) faults.push(`type ${group.type} in a label`);
    if (group.disabled !== undefined) faults.push("disabled is refused in modals");
    if (options.length < 2 || options.length > 10) faults.push("a radio group has 2-10 options");
    if (options.filter((option) => option.default === true).length > 1) faults.push("two defaults");
    between(faults, "custom_id", group.custom_id, 1, 100);
    for (const option of options) {
      between(faults, "radio label", option.label, 1, 100);
      between(faults, "radio value", option.value, 1, 100);
      if (option.description !== undefined)
        between(faults, "radio description", option.description, 1, 100);
    }
  }
  return faults;
}

const NAME = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u;
const LOCALES = [
  "en-US",
  "en-GB",
  "ja",
  "de",
  "fr",
  "es-ES",
  "es-419",
  "pt-BR",
  "ko",
  "zh-CN",
  "zh-TW",
  "sv-SE",
];

/** Faults of a bulk registration of commands. */
export function commandFaults(commands: readonly Json[]): string[] {
  return commands.flatMap((command) => {
    const faults: string[] = [];
    if (command.type === 1) named(faults, command, NAME);
    else between(faults, "command name", command.name, 1, 32);
    if (command.type === 3 && command.description !== undefined)
      faults.push("a message command has no description");
    for (const locale of Object.keys((command.name_localizations ?? {}) as Json)) {
      if (!LOCALES.includes(locale)) faults.push(`no locale ${locale}`);
    }
    const options = list(command.options);
    if (options.length > 25) faults.push("at most 25 options");
    for (const option of options) {
      named(faults, option, NAME);
      if (list(option.choices).length > 25) faults.push("at most 25 choices");
      if (option.choices !== undefined && option.autocomplete)
        faults.push("choices or autocomplete");
      for (const choice of list(option.choices)) {
        for (const name of [
          choice.name,
          ...Object.values((choice.name_localizations ?? {}) as Json),
        ]) {
          between(faults, "choice name", name, 1, 100);
        }
      }
    }
    if (JSON.stringify(command).length > 8000 * 4) faults.push("too long");
    return faults;
  });
}

function named(faults: string[], item: Json, pattern: RegExp): void {
  for (const name of [item.name, ...Object.values((item.name_localizations ?? {}) as Json)]) {
    if (!pattern.test(text(name)) || text(name) !== text(name).toLowerCase())
      faults.push(`name ${name}`);
  }
  for (const said of [
    item.description,
    ...Object.values((item.description_localizations ?? {}) as Json),
  ]) {
    between(faults, "description", said, 1, 100);
  }
}

function attached(faults: string[], url: unknown, files: readonly string[]): void {
  const name = text(url).replace(/^attachment:\/\//, "");
  if (!text(url).startsWith("attachment://") || !files.includes(name))
    faults.push(`no file for ${url}`);
}

function between(
  faults: string[],
  what: string,
  value: unknown,
  least: number,
  most: number,
): void {
  if (typeof value !== "string" || value.length < least || value.length > most) {
    faults.push(
      `${what} must have ${least}-${most} characters: ${JSON.stringify(value)?.slice(0, 80)}`,
    );
  }
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function list(value: unknown): readonly Json[] {
  return Array.isArray(value) ? value : [];
}

function sameList(value: unknown, expected: readonly unknown[]): boolean {
  return JSON.stringify(value) === JSON.stringify(expected);
}
