import math
import random

import numpy as np
import torch

OPTIMIZERS = {
    "adam": torch.optim.Adam,
    "adamw": torch.optim.AdamW,
    "sgd": lambda groups: torch.optim.SGD(groups, lr=0.0, momentum=0.9),
}


def set_seed(seed):
    random.seed(seed)
    np.random.seed(seed)
    torch.manual_seed(seed)


def rates_over_time(optimizer, total, warmup):
    #: schedule
    rise = max(1, round(total * warmup))

    def factor(done):
        if done < rise:
            return (done + 1) / rise
        return 0.5 * (1 + math.cos(math.pi * min(1, (done - rise) / max(1, total - rise))))

    return torch.optim.lr_scheduler.LambdaLR(optimizer, factor)
