import math
import re
import unicodedata
from collections import Counter
from pathlib import Path


def tokens(text):
    #: tokens
    text = unicodedata.normalize("NFKC", text).lower()
    words = re.findall(r"[a-z0-9]+", text)
    runs = re.findall(r"[\u3040-\u30ff\u3400-\u9fff]+", text)
    return words + [run[at : at + 2] for run in runs for at in range(max(1, len(run) - 1))]


def holds(text, answer):
    #: holds
    found = unicodedata.normalize("NFKC", answer).lower().strip()
    text = unicodedata.normalize("NFKC", text).lower()
    alone = rf"(?<![a-z0-9]){re.escape(found)}(?![a-z0-9])"
    return found != "" and re.search(alone, text) is not None


class Search:
    #: bm25
    def __init__(self, texts):
        self.counts = [Counter(tokens(text)) for text in texts]
        self.lengths = [sum(count.values()) for count in self.counts]
        seen = Counter(term for count in self.counts for term in count)
        self.rarity = {
            term: math.log(1 + (len(texts) - number + 0.5) / (number + 0.5))
            for term, number in seen.items()
        }
        self.mean_length = max(1.0, sum(self.lengths) / max(1, len(texts)))

    def best(self, question, amount):
        terms = tokens(question)
        found = [(self.score(terms, index), index) for index in range(len(self.counts))]
        return [index for score, index in sorted(found, reverse=True)[:amount] if score > 0]

    def score(self, terms, index):
        length = 0.25 + 0.75 * self.lengths[index] / self.mean_length
        counts = self.counts[index]
        return sum(
            self.rarity[term] * counts[term] * 2.5 / (counts[term] + 1.5 * length)
            for term in terms
            if counts[term]
        )


def passages_of(folder):
    #: passages
    found = []
    for path in sorted(Path(folder).glob("**/*")):
        if path.suffix.lower() not in (".txt", ".md"):
            continue
        passage = ""
        for paragraph in re.split(r"\n\s*\n", path.read_text(encoding="utf-8")):
            if passage and len(passage) + len(paragraph) > PASSAGE_LENGTH:
                found.append((path.name, passage))
                passage = ""
            passage = f"{passage}\n{paragraph.strip()}".strip()
        if passage:
            found.append((path.name, passage))
    return found
