import torch
from torch import nn


def pick_device():
    if torch.cuda.is_available():
        return "cuda"
    return "mps" if torch.backends.mps.is_available() else "cpu"


class Classifier(nn.Module):
    def __init__(self, body, width, classes, dropout):
        super().__init__()
        self.body = body
        self.dropout = nn.Dropout(dropout)
        self.head = nn.Linear(width, classes)

    def forward(self, inputs):
        return self.head(self.dropout(features_of(self.body, inputs)))


def release(model, name, step):
    #: release
    for weight in model.body.parameters():
        weight.requires_grad = name in ("two_stages", "all", "scratch")
    if name == "last_block":
        for weight in last_block(model.body).parameters():
            weight.requires_grad = True
    if name == "lora":
        model.body = add_lora(model.body, step)


def add_lora(body, step):
    #: lora
    from peft import LoraConfig, get_peft_model

    targets = [
        name
        for name, part in body.named_modules()
        if isinstance(part, (nn.Linear, nn.Conv1d, nn.Conv2d)) and getattr(part, "groups", 1) == 1
    ]
    return get_peft_model(
        body,
        LoraConfig(
            r=step["rank"],
            lora_alpha=2 * step["rank"],
            lora_dropout=step["lora_dropout"],
            target_modules=targets,
        ),
    )


def groups_of(model, name, step):
    #: groups
    together = name in ("all", "scratch")
    head = {
        "params": list(model.head.parameters()),
        "lr": step.get("head_rate", step["rate"]) if together else step["rate"],
        "weight_decay": step.get("weight_decay", 0.0),
    }
    #if layer_decay
    if "layer_decay" in step:
        return [head, *decayed_groups(model.body, step)]
    #end
    body = [weight for weight in model.body.parameters() if weight.requires_grad]
    return [head, {**head, "params": body, "lr": step["rate"]}]


def inputs_of(batch, device):
    return batch[0].to(device)


def loss_of(model, batch, device):
    return nn.functional.cross_entropy(model(batch[0].to(device)), batch[1].to(device))


@torch.no_grad()
def predict(model, loader, device):
    model.eval()
    return torch.cat([model(inputs_of(batch, device)).argmax(1).cpu() for batch in loader])


@torch.no_grad()
def cache(body, loader, device):
    #: cache
    body.eval()
    return torch.cat([features_of(body, inputs_of(batch, device)).cpu() for batch in loader])


def run(name, seed, items, labels, parts, options):
    set_seed(seed)
    device = pick_device()
    step = STEPS[name]
    model = build(options, len(set(labels)), step, pretrained=name != "scratch").to(device)
    targets = torch.tensor(labels)
    truth = {part: targets[indexes] for part, indexes in parts.items()}
    loaders = {
        part: loader_of(model, items, labels, indexes, None) for part, indexes in parts.items()
    }
    if name not in ("all", "scratch"):
        cached = {part: cache(model.body, loader, device) for part, loader in loaders.items()}
        train_head(model, cached, truth, STEPS["frozen"], device)
    if name != "frozen":
        release(model, name, step)
        model.to(device)
        training = loader_of(model, items, labels, parts["train"], step)

        def validate(model):
            return scores(truth["val"], predict(model, loaders["val"], device))["accuracy"]

        fit(model, training, validate, groups_of(model, name, step), step, device)
    shown = ("val", "test") if options.test else ("val",)
    return {
        f"{part}_{metric}": value
        for part in shown
        for metric, value in scores(truth[part], predict(model, loaders[part], device)).items()
    }
