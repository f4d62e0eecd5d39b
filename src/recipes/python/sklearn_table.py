import numpy as np


def features_for(items, options):
    #: columns
    return np.stack(items)
