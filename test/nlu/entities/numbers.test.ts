import { expect, test } from "vitest";
import { isNumber } from "../../../src/nlu/entities/numbers.ts";
import { parseMessage } from "../../../src/nlu/entities/parsed-message.ts";
import { WORDS } from "../words.ts";

function numbers(text: string): string[] {
  const message = parseMessage(text, WORDS, null, {});
  return message.tokens
    .filter(isNumber)
    .map(({ amount }) =>
      amount.low === amount.high ? `${amount.mid}` : `${amount.low}-${amount.high}`,
    );
}

test.each([
  ["300", "300"],
  ["３００", "300"],
  ["1,200", "1200"],
  ["10 000", "10000"],
  ["5k", "5000"],
  ["2.5k", "2500"],
  ["1.2M", "1200000"],
  ["1e6", "1000000"],
  ["three hundred", "300"],
  ["five hundred and fifty", "550"],
  ["nine hundred ninety", "990"],
  ["twelve hundred", "1200"],
  ["twenty-five thousand", "25000"],
  ["half a million", "500000"],
  ["a quarter of a million", "250000"],
  ["a dozen", "12"],

  ["10万", "100000"],
  ["1万5千", "15000"],
  ["千五百", "1500"],
  ["二百五十", "250"],
  ["百五十", "150"],
  ["五十万", "500000"],
  ["1.5万", "15000"],
  ["二〇二四", "2024"],
  ["2億", "200000000"],
  ["3-400", "300-400"],
  ["3、400", "300-400"],
  ["2-3k", "2000-3000"],
  ["2〜3千", "2000-3000"],
  ["500〜800", "500-800"],
  ["二三百枚", "200-300"],
  ["5、6百枚", "500-600"],
  ["between 500 and 800", "500-800"],
  ["500枚から800枚", "500-800"],
  ["300 or 400", "300-400"],
  ["500-1k", "500-1000"],
  ["数百枚", "210-900"],
  ["tens of thousands", "21000-90000"],
])("%s is %s", (text, expected) => {
  expect(numbers(text)).toEqual([expected]);
});

test.each([
  "1e-5",
  "224x224",
  "17*23",
  "2024-05-01",
  "10:22",
  "150-0002",
  "v3.11.2",
  "resnet50",
  "#482",
  "一般に",
  "一緒に",
  "十分に",
  "何枚",
  "```300 photos```",
  "https://example.com/300",
])("%s holds no number that counts", (text) => {
  expect(numbers(text)).toEqual([]);
});
