import timm
import torch
from PIL import Image
from timm.data import create_transform, resolve_data_config
from torch.utils.data import DataLoader, Dataset
#if mixup
from timm.data import Mixup
from torch.utils.data import default_collate
#end
from torchvision import transforms


class Pictures(Dataset):
    def __init__(self, paths, labels, transform):
        self.paths, self.labels, self.transform = paths, labels, transform

    def __len__(self):
        return len(self.paths)

    def __getitem__(self, index):
        with Image.open(self.paths[index]) as picture:
            return self.transform(picture.convert("RGB")), self.labels[index]


#if audio
class MaskBands:
    #: mask_bands
    def __call__(self, picture):
        masked = picture.clone()
        for axis in (1, 2):
            width = int(torch.randint(1, max(2, picture.shape[axis] // 8), ()))
            first = int(torch.randint(0, picture.shape[axis] - width, ()))
            masked.narrow(axis, first, width).zero_()
        return masked


#end
def augmentation(config, step):
    #: augmentation
    size = config["input_size"][1]
    return transforms.Compose(
        [
            #if audio
            transforms.Resize((size, size)),
            transforms.ToTensor(),
            MaskBands(),
            #else
            transforms.RandomResizedCrop(size, scale=(0.8, 1.0)),
            transforms.RandomHorizontalFlip(),
            transforms.RandomRotation(10),
            transforms.ToTensor(),
            #end
            transforms.Normalize(config["mean"], config["std"]),
            #if erasing
            transforms.RandomErasing(step.get("random_erasing", 0.0)),
            #end
        ]
    )


def loader_of(model, items, labels, indexes, step):
    config = resolve_data_config({}, model=model.body)
    training = step is not None
    transform = augmentation(config, step) if training else create_transform(**config)
    paths, targets = [items[index] for index in indexes], [labels[index] for index in indexes]
    chosen = Pictures(paths, targets, transform)
    #if mixup
    #: mixup
    if training and "mixup" in step:
        pairs = min(BATCH, len(paths) - len(paths) % 2)
        mix = Mixing(step, model.head.out_features)
        return DataLoader(
            chosen,
            pairs,
            shuffle=True,
            num_workers=2,
            persistent_workers=True,
            collate_fn=mix,
            drop_last=True,
        )
    #end
    return DataLoader(chosen, BATCH, shuffle=training, num_workers=2, persistent_workers=True)


#if mixup
class Mixing:
    def __init__(self, step, classes):
        self.mix = Mixup(
            mixup_alpha=step["mixup"],
            cutmix_alpha=step.get("cutmix", 0.0),
            label_smoothing=0.0,
            num_classes=classes,
        )

    def __call__(self, batch):
        return self.mix(*default_collate(batch))


#end
def build(options, classes, step, pretrained):
    body = timm.create_model(
        options.model,
        pretrained=pretrained,
        num_classes=0,
        #if drop_path
        drop_path_rate=step.get("drop_path", 0.0),
        #end
    )
    return Classifier(body, body.num_features, classes, step.get("dropout", 0.0))


def features_of(body, images):
    return body(images)


def last_block(body):
    #: last_block
    blocks = getattr(body, "blocks", None) or getattr(body, "stages", None) or body.layer4
    return blocks[-1]
