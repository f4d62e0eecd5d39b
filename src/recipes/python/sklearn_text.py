import numpy as np
import torch
from transformers import AutoModel, AutoTokenizer


@torch.no_grad()
def features_of(texts, name):
    #: frozen
    tokenizer = AutoTokenizer.from_pretrained(name)
    body = AutoModel.from_pretrained(name).eval()
    found = []
    for first in range(0, len(texts), BATCH):
        inputs = tokenizer(
            texts[first : first + BATCH],
            truncation=True,
            max_length=MAX_TOKENS,
            padding=True,
            return_tensors="pt",
        )
        hidden = body(**inputs).last_hidden_state
        mask = inputs["attention_mask"].unsqueeze(2)
        found.append(((hidden * mask).sum(1) / mask.sum(1)).numpy())
    return np.concatenate(found)
