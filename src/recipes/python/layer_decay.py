import re


def decayed_groups(body, step):
    #: layer_decay
    depth = len(body.blocks)
    groups = {}
    for name, weight in body.named_parameters():
        block = re.match(r"blocks\.(\d+)\.", name)
        first = name.startswith(("patch_embed", "pos_embed", "cls_token", "reg_token"))
        layer = int(block[1]) + 1 if block else (0 if first else depth + 1)
        weight_decay = step["weight_decay"] if weight.ndim > 1 else 0.0
        rate = step["rate"] * step["layer_decay"] ** (depth + 1 - layer)
        group = {"params": [], "lr": rate, "weight_decay": weight_decay}
        groups.setdefault((layer, weight_decay), group)["params"].append(weight)
    return list(groups.values())
