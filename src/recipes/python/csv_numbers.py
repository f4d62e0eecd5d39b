import csv

import numpy as np


def columns_of(path):
    with open(path, encoding="utf-8-sig", newline="") as file:
        return [name for name in next(csv.reader(file)) if name != "label"]


def read(path, names):
    #: csv_numbers
    with open(path, encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    missing = [name for name in (*names, "label") if name not in rows[0]]
    if missing:
        raise SystemExit(" ".join([path, "say:no_columns", *missing]))
    values = np.array([[float(row[name]) for name in names] for row in rows], dtype=np.float32)
    classes = sorted({row["label"] for row in rows})
    return values, [classes.index(row["label"]) for row in rows], classes


def load(path):
    values, labels, classes = read(path, columns_of(path))
    return list(values), labels, classes
