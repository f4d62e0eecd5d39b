from pathlib import Path


def load(folder):
    #: folders
    classes = sorted(each.name for each in Path(folder).iterdir() if each.is_dir())
    found = [
        (path, index)
        for index, name in enumerate(classes)
        for path in sorted((Path(folder) / name).iterdir())
        if path.suffix.lower() in (".jpg", ".jpeg", ".png", ".webp", ".bmp")
    ]
    return [path for path, _ in found], [index for _, index in found], classes
