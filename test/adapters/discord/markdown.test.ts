import fc from "fast-check";
import { expect, test } from "vitest";
import {
  escapeText,
  fence,
  link,
  toMarkdown,
} from "../../../src/adapters/discord/render/markdown.ts";

test.each([
  ["**太字**は「括弧」のとなりでも", "**太字**は「括弧」のとなりでも"],
  ["`a_b` and a_b", "`a_b` and a\\_b"],
  ["<@1> <#2> <@&3>", "\\<@1> \\<#2> \\<@&3>"],
  ["@everyone @here", "@\u200beveryone @\u200bhere"],
  ["[free](https://evil.example)", "[free]\\(https://evil.example)"],
  [
    "||spoiler|| ~~gone~~ *it* __u__",
    "\\|\\|spoiler\\|\\| \\~\\~gone\\~\\~ \\*it\\* \\_\\_u\\_\\_",
  ],
  [
    "# head\n> quote\n>>> all\n- item\n-# small",
    "\\# head\n\\> quote\n\\>>> all\n\\- item\n\\-# small",
  ],
  ["1. one", "1\\. one"],
  ["\\*", "\\\\\\*"],
])("%j is written as %j", (text, markdown) => {
  expect(toMarkdown(text)).toBe(markdown);
});

test("addresses stay whole", () => {
  expect(escapeText("see https://example.org/a_b_c*d and a_b")).toBe(
    "see https://example.org/a_b_c*d and a\\_b",
  );
});

test("code cannot end its fence early", () => {
  expect(fence("", "a```b").match(/```/g)).toHaveLength(2);
});

test("a title cannot close the bracket of its link", () => {
  expect(link("a](b)", "https://example.org")).toBe("[a\\]\\(b)](<https://example.org>)");
});

test("nobody's words become a mark: every special character stands behind a backslash", () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(..."*_~`|<\\ab@#>[](). \n") }), (text) => {
      expect(escapeText(text).replace(/\\./g, "")).not.toMatch(/[*_~`|<]/);
    }),
  );
});
