import csv

import numpy as np


def read(path):
    #: csv_numbers
    with open(path, encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    names = [name for name in rows[0] if name != "label"]
    values = np.array([[float(row[name]) for name in names] for row in rows], dtype=np.float32)
    classes = sorted({row["label"] for row in rows})
    return values, [classes.index(row["label"]) for row in rows], classes


def load(path):
    values, labels, classes = read(path)
    return list(values), labels, classes
