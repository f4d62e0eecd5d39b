import numpy as np
import timm
import torch
from PIL import Image
from timm.data import create_transform, resolve_data_config


@torch.no_grad()
def features_of(paths, name):
    #: frozen
    body = timm.create_model(name, pretrained=True, num_classes=0).eval()
    transform = create_transform(**resolve_data_config({}, model=body))
    found = []
    for first in range(0, len(paths), BATCH):
        chosen = paths[first : first + BATCH]
        images = [transform(Image.open(path).convert("RGB")) for path in chosen]
        found.append(body(torch.stack(images)).numpy())
    return np.concatenate(found)
