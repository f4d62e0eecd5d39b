import numpy as np
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

#if series
class Body(nn.Module):
    #: series_body
    def __init__(self, columns):
        super().__init__()
        widths = (1, 64, 128, 128)
        self.blocks = nn.ModuleList(
            nn.Sequential(nn.Conv1d(before, after, 7, padding=3), nn.BatchNorm1d(after), nn.ReLU())
            for before, after in zip(widths, widths[1:])
        )
        self.width = widths[-1]

    def forward(self, values):
        values = values.unsqueeze(1)
        for block in self.blocks:
            values = block(values)
        return values.mean(2)


#else
class Body(nn.Module):
    #: table_body
    def __init__(self, columns):
        super().__init__()
        widths = (columns, 128, 128, 128)
        self.blocks = nn.ModuleList(
            nn.Sequential(nn.Linear(before, after), nn.LayerNorm(after), nn.ReLU())
            for before, after in zip(widths, widths[1:])
        )
        self.width = widths[-1]

    def forward(self, values):
        for block in self.blocks:
            values = block(values)
        return values


#end
def loader_of(model, items, labels, indexes, step):
    values = torch.tensor(np.stack([items[index] for index in indexes]))
    targets = torch.tensor([labels[index] for index in indexes])
    return DataLoader(TensorDataset(values, targets), BATCH, shuffle=step is not None)


def pretrain(path, names):
    #: pretrain
    table, labels, classes = read(path, names)
    values = torch.tensor(table)
    body = Body(values.shape[1])
    body.register_buffer("mean", values.mean(0))
    body.register_buffer("scale", values.std(0).clamp_min(1e-6))
    head = nn.Linear(body.width, len(classes))
    optimizer = torch.optim.Adam([*body.parameters(), *head.parameters()], lr=1e-3)
    pairs = TensorDataset((values - body.mean) / body.scale, torch.tensor(labels))
    for _ in range(30):
        for inputs, targets in DataLoader(pairs, BATCH, shuffle=True):
            loss = nn.functional.cross_entropy(head(body(inputs)), targets)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
    return body


def build(options, classes, step, pretrained):
    body = pretrain(options.model, columns_of(options.data))
    if not pretrained:
        for part in body.modules():
            if hasattr(part, "reset_parameters"):
                part.reset_parameters()
    return Classifier(body, body.width, classes, step.get("dropout", 0.0))


def features_of(body, values):
    return body((values - body.mean) / body.scale)


def last_block(body):
    return body.blocks[-1]
