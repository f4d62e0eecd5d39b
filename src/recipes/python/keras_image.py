import math
import sys

import keras
import numpy as np

LAST_BLOCKS = {
    "efficientnet": ("block7", "top_"),
    "convnext": ("stage_3_block_2", "layer_normalization"),
    "resnet": ("conv5_block3", "post_"),
    "mobilenetv3": ("expanded_conv_14",),
}


class Pictures(keras.utils.PyDataset):
    def __init__(self, paths, labels, classes, step, prepare):
        super().__init__()
        self.prepare = prepare
        self.paths, self.labels, self.step = list(paths), np.eye(classes)[list(labels)], step
        self.chance = np.random.default_rng(0)
        self.augment = augmentation() if step else None
        self.on_epoch_end()

    def __len__(self):
        return math.ceil(len(self.paths) / BATCH)

    def on_epoch_end(self):
        count = len(self.paths)
        self.order = self.chance.permutation(count) if self.step else np.arange(count)

    def __getitem__(self, index):
        chosen = self.order[index * BATCH : (index + 1) * BATCH]
        images = np.stack([picture(self.paths[each]) for each in chosen])
        labels = self.labels[chosen]
        if self.step:
            images = np.array(self.augment(images, training=True))
            #if erasing
            if "random_erasing" in self.step:
                images = erase(images, self.step["random_erasing"], self.chance)
            #end
            #if mixup
            if "mixup" in self.step:
                images, labels = mix(images, labels, self.step, self.chance)
            #end
        return self.prepare(images), labels


def preparation_of(name):
    #: keras_prepare
    return sys.modules[getattr(keras.applications, name).__module__].preprocess_input


def picture(path):
    return keras.utils.img_to_array(keras.utils.load_img(path, target_size=(SIZE, SIZE)))


def augmentation():
    #: augmentation
    #if audio
    return keras.layers.RandomTranslation(0.0, 0.1)
    #else
    return keras.Sequential(
        [
            keras.layers.RandomFlip("horizontal"),
            keras.layers.RandomRotation(10 / 360),
            keras.layers.RandomZoom((-0.2, 0.0)),
        ]
    )
    #end


#if erasing
def erase(images, share, chance):
    #: erase
    for index in np.flatnonzero(chance.random(len(images)) < share):
        height, width = chance.integers(SIZE // 8, SIZE // 2, 2)
        top, left = chance.integers(0, SIZE - height), chance.integers(0, SIZE - width)
        images[index, top : top + height, left : left + width] = chance.uniform(0, 255, 3)
    return images


#end
#if mixup
def mix(images, labels, step, chance):
    #: mixup
    other = chance.permutation(len(images))
    share = chance.beta(step["mixup"], step["mixup"])
    #if cutmix
    if "cutmix" in step and chance.random() < 0.5:
        side = int(SIZE * math.sqrt(1 - chance.beta(step["cutmix"], step["cutmix"])))
        top, left = chance.integers(0, SIZE - side + 1, 2)
        pasted = images.copy()
        rows, columns = slice(top, top + side), slice(left, left + side)
        pasted[:, rows, columns] = images[other, rows, columns]
        share = 1 - (side / SIZE) ** 2
        return pasted, share * labels + (1 - share) * labels[other]
    #end
    blended = share * images + (1 - share) * images[other]
    return blended, share * labels + (1 - share) * labels[other]


#end
def build(name, classes, step, pretrained):
    body = getattr(keras.applications, name)(
        include_top=False,
        weights="imagenet" if pretrained else None,
        input_shape=(SIZE, SIZE, 3),
        pooling="avg",
    )
    inputs = keras.Input((SIZE, SIZE, 3))
    #: training_false
    features = body(inputs, training=False) if pretrained else body(inputs)
    features = keras.layers.Dropout(step.get("dropout", 0.0))(features)
    outputs = keras.layers.Dense(classes, activation="softmax", name="head")(features)
    return body, keras.Model(inputs, outputs)


def release(body, name, step):
    #: release
    body.trainable = name in ("two_stages", "all", "scratch", "last_block")
    if name == "last_block":
        #: last_block_keras
        kind = next((each for each in LAST_BLOCKS if body.name.lower().startswith(each)), None)
        marks = LAST_BLOCKS.get(kind, ())
        for layer in body.layers:
            layer.trainable = any(mark in layer.name for mark in marks)
        if not body.trainable_weights:
            raise SystemExit("say:no_last_block")
    if name == "lora":
        add_lora(body, step)
    #if batch_norm
    #: batch_norm
    if name != "scratch":
        for layer in every_layer(body):
            if isinstance(layer, keras.layers.BatchNormalization):
                layer.trainable = False
    #end


def add_lora(body, step):
    #: keras_lora
    body.trainable = True
    for layer in every_layer(body):
        if isinstance(layer, (keras.layers.Dense, keras.layers.Conv2D)):
            layer.enable_lora(step["rank"])
            if layer.bias is not None:
                layer.bias.trainable = False
        elif not hasattr(layer, "layers"):
            layer.trainable = False


def every_layer(model):
    for layer in model.layers:
        yield layer
        if hasattr(layer, "layers"):
            yield from every_layer(layer)


def optimizer_of(name, step, per_epoch):
    #: schedule
    total = epochs_of(step, per_epoch)[1] * per_epoch
    rise = round(total * step.get("warmup", 0.0))
    rates = keras.optimizers.schedules.CosineDecay(
        0.0 if rise else step["rate"],
        max(1, total - rise),
        warmup_target=step["rate"] if rise else None,
        warmup_steps=rise,
    )
    kinds = {
        "adam": keras.optimizers.Adam,
        "adamw": keras.optimizers.AdamW,
        "sgd": keras.optimizers.SGD,
    }
    chosen = kinds[step["optimizer"]]
    extra = {"momentum": 0.9} if step["optimizer"] == "sgd" else {}
    if "weight_decay" in step:
        extra["weight_decay"] = step["weight_decay"]

    class Scaled(chosen):
        #: keras_scaled
        def update_step(self, gradient, variable, learning_rate):
            weight = self._trainable_variables[self._get_variable_index(variable)]
            rate = learning_rate * scale_of(weight.path, name, step)
            super().update_step(gradient, variable, rate)

    return Scaled(rates, **extra)


def scale_of(path, name, step):
    if path.startswith("head/"):
        return step["head_rate"] / step["rate"] if name == "all" else 1.0
    #if layer_decay
    #: layer_decay
    if "layer_decay" in step:
        return step["layer_decay"] ** (4 - depth_of(path))
    #end
    return 1.0


#if layer_decay
def depth_of(path):
    if "stem" in path:
        return 0
    for stage in range(4):
        if f"stage_{stage}" in path or f"downsampling_block_{stage - 1}" in path:
            return stage + 1
    return 4


#end
def epochs_of(step, per_epoch):
    shortest, longest = step.get("epochs", (1, 1))
    #if steps
    #: least_steps
    least = math.ceil(step.get("steps", 0) / per_epoch)
    shortest, longest = max(shortest, least), max(longest, least)
    #end
    return shortest, longest


def early(step, per_epoch):
    #: early
    return keras.callbacks.EarlyStopping(
        "val_accuracy",
        mode="max",
        patience=max(step.get("patience", 10**6), epochs_of(step, per_epoch)[0]),
        restore_best_weights=True,
    )


def train_head(body, model, pictures, truth, step):
    #: head
    cached = {part: body.predict(each, verbose=0) for part, each in pictures.items()}
    classes = model.output_shape[1]
    layer = keras.layers.Dense(classes, activation="softmax")
    head = keras.Sequential([keras.Input(cached["train"].shape[1:]), layer])
    optimizer = keras.optimizers.Adam(step["head_rate"])
    head.compile(optimizer, "categorical_crossentropy", metrics=["accuracy"])
    targets = {part: np.eye(classes)[labels] for part, labels in truth.items()}
    head.fit(
        cached["train"],
        targets["train"],
        validation_data=(cached["val"], targets["val"]),
        epochs=step["epochs"][1],
        batch_size=BATCH,
        callbacks=[early(step, 1)],
        verbose=0,
    )
    model.get_layer("head").set_weights(layer.get_weights())


#if pull
def pull_back(body, strength):
    #: pull
    def towards(start):
        return lambda weight: strength * keras.ops.sum(keras.ops.square(weight - start))

    for weight in body.trainable_weights:
        weight.regularizer = towards(keras.ops.copy(weight.value))


#end
def run(name, seed, items, labels, parts, options):
    keras.backend.clear_session()
    keras.utils.set_random_seed(seed)
    step = STEPS[name]
    classes = len(set(labels))
    prepare = preparation_of(options.model)
    body, model = build(options.model, classes, step, name != "scratch")
    truth = {part: [labels[index] for index in indexes] for part, indexes in parts.items()}
    paths = {part: [items[index] for index in indexes] for part, indexes in parts.items()}
    pictures = {part: Pictures(paths[part], truth[part], classes, None, prepare) for part in parts}
    if name not in ("all", "scratch"):
        train_head(body, model, pictures, truth, STEPS["frozen"])
    if name != "frozen":
        training = Pictures(paths["train"], truth["train"], classes, step, prepare)
        release(body, name, step)
        #if pull
        if "pull" in step:
            pull_back(body, step["pull"])
        #end
        #: compile
        optimizer = optimizer_of(name, step, len(training))
        model.compile(optimizer, "categorical_crossentropy", metrics=["accuracy"])
        model.fit(
            training,
            validation_data=pictures["val"],
            epochs=epochs_of(step, len(training))[1],
            callbacks=[early(step, len(training))],
            verbose=2,
        )
    shown = ("val", "test") if options.test else ("val",)
    guesses = {part: model.predict(pictures[part], verbose=0).argmax(1) for part in shown}
    return {
        f"{part}_{metric}": value
        for part in shown
        for metric, value in scores(truth[part], guesses[part]).items()
    }
