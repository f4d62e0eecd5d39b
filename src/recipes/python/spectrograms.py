import os
from pathlib import Path

import librosa
import numpy as np
from PIL import Image


def spectrograms(folder):
    #: spectrograms
    drawn, kept = Path(f"{folder}_spectrograms"), set()
    for path in sorted(Path(folder).glob("*/*.*")):
        target = drawn / path.parent.name / f"{path.stem}.png"
        if path.suffix.lower() not in (".wav", ".flac", ".mp3", ".ogg"):
            continue
        kept.add(target)
        changed = path.stat().st_mtime
        if target.exists() and target.stat().st_mtime == changed:
            continue
        sound, rate = librosa.load(path, sr=32000, duration=10.0)
        power = librosa.feature.melspectrogram(y=sound, sr=rate, n_mels=128)
        level = librosa.power_to_db(power, ref=np.max, top_db=80.0)
        target.parent.mkdir(parents=True, exist_ok=True)
        Image.fromarray(np.uint8((level[::-1] + 80.0) / 80.0 * 255.0)).save(target)
        os.utime(target, (changed, changed))
    for target in set(drawn.glob("*/*.png")) - kept:
        target.unlink()
    return drawn
