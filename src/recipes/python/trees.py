import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier


def run_trees(seed, items, labels, parts, options):
    #: trees
    values, labels = np.stack(items), np.array(labels)
    train = parts["train"]
    chosen = HistGradientBoostingClassifier(random_state=seed).fit(values[train], labels[train])
    shown = ("val", "test") if options.test else ("val",)
    return {
        f"{part}_{metric}": value
        for part in shown
        for metric, value in scores(
            labels[parts[part]], chosen.predict(values[parts[part]])
        ).items()
    }
