import csv


def load(path):
    #: csv_text
    with open(path, encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    classes = sorted({row["label"] for row in rows})
    return [row["text"] for row in rows], [classes.index(row["label"]) for row in rows], classes
