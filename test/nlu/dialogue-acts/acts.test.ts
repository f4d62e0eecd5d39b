import { expect, test } from "vitest";
import { actWords, matchAct } from "../../../src/nlu/dialogue-acts/acts.ts";
import { act } from "../words.ts";

test.each([
  ["cancel", "cancel"],
  ["Cancel, please!!", "cancel"],
  ["ok cancel that please", "cancel"],
  ["キャンセルでお願いします", "cancel"],
  ["キャンセルでーーー", "cancel"],
  ["cancle", "cancel"],
  ["nvm i'm out", "cancel"],
  ["ok thanks a lot!!", "thanks"],
  ["thankssss", "thanks"],
  ["thx a lot 🙏", "thanks"],
  ["ありがとうございますー！", "thanks"],
  ["hello bot 👋", "greeting"],
  ["おはよう", "greeting"],
  ["hi, can you help?", "help"],
  ["ﾍﾙﾌﾟ", "help"],
  ["戻ってください〜", "back"],
  ["go back please", "back"],
  ["start over", "restart"],
  ["help me choose", "start"],
  ["lol ok", "filler"],
  ["👍", "filler"],
  ["日本語でお願いします", "to_ja"],
  ["english please", "to_en"],
])("%s is the act %s and nothing else", (text, expected) => {
  expect(act(text)).toEqual({ act: expected, rest: null });
});

test.each([
  ["hi! how much data do I need", "greeting", "how much data do i need"],
  ["thanks, 200 photos", "thanks", "200 photos"],
  ["200 photos, thanks", "thanks", "200 photos"],
  ["こんにちは！データは何件必要？", "greeting", "データは何件必要?"],
])("%s is %s with something else", (text, expected, rest) => {
  expect(act(text)).toEqual({ act: expected, rest });
});

test.each([
  "help me with batch norm in my resnet",
  "I can't cancel the overfitting",
  "the cancel button of our app is what we classify",
  "can fine-tuning help with 200 photos",
  "キャンセル率を予測するモデルを作りたい",
  "ヘルプデスクの問い合わせを分類したい",
  "どうもうまく学習しません",
  "no gpu",
  "200",
  "close",
  "",
])("%s is no act", (text) => {
  expect(act(text)).toBeNull();
});

test("polite words come from the language's list", () => {
  const words = [actWords({ cancel: ["annuler"] }, { before: ["bon"], after: ["merci"] })];
  expect(matchAct("Bon, annuler, merci !", words)).toEqual({ act: "cancel", rest: null });
  expect(matchAct("annuler la commande", words)).toBeNull();
});
