from pathlib import Path

import librosa
import numpy as np
from PIL import Image


def spectrograms(folder):
    #: spectrograms
    drawn = Path(f"{folder}_spectrograms")
    for path in sorted(Path(folder).glob("*/*.*")):
        target = drawn / path.parent.name / f"{path.stem}.png"
        if path.suffix.lower() not in (".wav", ".flac", ".mp3", ".ogg") or target.exists():
            continue
        sound, rate = librosa.load(path, sr=32000, duration=10.0)
        power = librosa.feature.melspectrogram(y=sound, sr=rate, n_mels=128)
        level = librosa.power_to_db(power, ref=np.max, top_db=80.0)
        target.parent.mkdir(parents=True, exist_ok=True)
        Image.fromarray(np.uint8((level[::-1] + 80.0) / 80.0 * 255.0)).save(target)
    return drawn
