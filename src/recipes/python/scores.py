import random

from sklearn.metrics import accuracy_score, f1_score


def split(labels, sample):
    #: split
    chance = random.Random(0)
    parts = {"train": [], "val": [], "test": []}
    for label in sorted(set(labels)):
        members = [index for index, each in enumerate(labels) if each == label]
        if len(members) < 3:
            raise SystemExit("say:few")
        chance.shuffle(members)
        held = max(1, round(len(members) * HELD_OUT))
        parts["val"] += members[:held]
        parts["test"] += members[held : 2 * held]
        parts["train"] += members[2 * held :]
    chance.shuffle(parts["train"])
    #: sample
    parts["train"] = parts["train"][:sample]
    return parts


def scores(truth, guess):
    return {
        "accuracy": float(accuracy_score(truth, guess)),
        "macro_f1": float(f1_score(truth, guess, average="macro")),
    }


def report(name, runs):
    #: report
    for metric in runs[0]:
        values = [run[metric] for run in runs]
        mean = sum(values) / len(values)
        spread = (sum((value - mean) ** 2 for value in values) / len(values)) ** 0.5
        print(f"{name:12} {metric:16} {mean:.4f} +- {spread:.4f} ({len(values)})")


def report_majority(labels, parts):
    most = max(set(labels), key=[labels[index] for index in parts["train"]].count)
    truth = [labels[index] for index in parts["val"]]
    report("majority", [{"val_accuracy": truth.count(most) / len(truth)}])
