import torch
from torch import nn
from torch.utils.data import DataLoader
from transformers import AutoConfig, AutoModel, AutoTokenizer


class Collate:
    def __init__(self, name):
        self.tokenizer = AutoTokenizer.from_pretrained(name)

    def __call__(self, batch):
        texts, labels = zip(*batch)
        inputs = self.tokenizer(
            list(texts), truncation=True, max_length=MAX_TOKENS, padding=True, return_tensors="pt"
        )
        return inputs, torch.tensor(labels)


def loader_of(model, items, labels, indexes, step):
    chosen = [(items[index], labels[index]) for index in indexes]
    return DataLoader(chosen, BATCH, shuffle=step is not None, collate_fn=model.body.collate)


def build(options, classes, step, pretrained):
    name = options.model
    body = (
        AutoModel.from_pretrained(name)
        if pretrained
        else AutoModel.from_config(AutoConfig.from_pretrained(name))
    )
    body.collate = Collate(name)
    return Classifier(body, body.config.hidden_size, classes, step.get("dropout", 0.0))


def features_of(body, inputs):
    #: mean
    hidden = body(**inputs).last_hidden_state
    mask = inputs["attention_mask"].unsqueeze(2)
    return (hidden * mask).sum(1) / mask.sum(1)


def last_block(body):
    #: last_block_text
    lists = [part for part in body.modules() if isinstance(part, nn.ModuleList)]
    return max(lists, key=len)[-1]
