import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GridSearchCV, StratifiedKFold
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler


def classifier(labels, seed):
    #: folds
    folds = min(STEPS["frozen"]["folds"], min(np.bincount(labels)))
    model = make_pipeline(StandardScaler(), LogisticRegression(max_iter=5000))
    if folds < 2:
        return model
    chosen = StratifiedKFold(folds, shuffle=True, random_state=seed)
    return GridSearchCV(model, {"logisticregression__C": np.logspace(-4, 2, 7)}, cv=chosen)


def run(name, seed, items, labels, parts, options):
    features, labels = features_for(items, options), np.array(labels)
    train = np.array(parts["train"])
    fitted = classifier(labels[train], seed).fit(features[train], labels[train])
    shown = ("val", "test") if options.test else ("val",)
    guesses = {part: fitted.predict(features[parts[part]]) for part in shown}
    return {
        f"{part}_{metric}": value
        for part in shown
        for metric, value in scores(labels[parts[part]], guesses[part]).items()
    }
