import math

import torch
from torch import nn


def copy_of(model):
    return {name: value.detach().cpu().clone() for name, value in model.state_dict().items()}


#if batch_norm
def hold_batch_norm(model):
    #: batch_norm
    for part in model.modules():
        if isinstance(part, nn.modules.batchnorm._BatchNorm):
            part.eval()


#end
def fit(model, loader, validate, groups, step, device):
    optimizer = OPTIMIZERS[step["optimizer"]](groups)
    shortest, longest = step.get("epochs", (1, 1))
    #if steps
    #: least_steps
    least = math.ceil(step.get("steps", 0) / len(loader))
    shortest, longest = max(shortest, least), max(longest, least)
    #end
    plan = rates_over_time(optimizer, longest * len(loader), step.get("warmup", 0.0))
    #if pull
    trained = [weight for group in groups[1:] for weight in group["params"]]
    start = [weight.detach().clone() for weight in trained]
    #end
    best, kept, waited = -1.0, copy_of(model), 0
    for epoch in range(longest):
        model.train()
        #if batch_norm
        if step.get("hold_batch_norm"):
            hold_batch_norm(model)
        #end
        total = 0.0
        for batch in loader:
            loss = loss_of(model, batch, device)
            total += loss.item()
            #if pull
            #: pull
            if "pull" in step:
                loss = loss + step["pull"] * sum(
                    (weight - before).square().sum() for weight, before in zip(trained, start)
                )
            #end
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            plan.step()
        score = validate(model)
        mean = total / len(loader)
        print(f"  epoch {epoch + 1:3}/{longest}  loss {mean:.4f}  val accuracy {score:.4f}")
        if score > best:
            best, kept, waited = score, copy_of(model), 0
        else:
            waited += 1
        #: early
        if "patience" in step and epoch + 1 >= shortest and waited >= step["patience"]:
            break
    model.load_state_dict(kept)


def train_head(model, cached, labels, step, device):
    #: head
    features, targets = cached["train"].to(device), labels["train"].to(device)
    optimizer = torch.optim.Adam(
        model.head.parameters(), lr=step["head_rate"], weight_decay=step["weight_decay"]
    )
    shortest, longest = step["epochs"]
    best, kept, waited = -1.0, copy_of(model.head), 0
    for epoch in range(longest):
        for chosen in torch.randperm(len(targets), device=device).split(BATCH):
            loss = nn.functional.cross_entropy(model.head(features[chosen]), targets[chosen])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
        with torch.no_grad():
            guess = model.head(cached["val"].to(device)).argmax(1).cpu()
        score = (guess == labels["val"]).float().mean().item()
        if score > best:
            best, kept, waited = score, copy_of(model.head), 0
        else:
            waited += 1
        if epoch + 1 >= shortest and waited >= step["patience"]:
            break
    model.head.load_state_dict(kept)
