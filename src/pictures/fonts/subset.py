"""Makes the bundled fonts and glyphs.json from Noto Sans JP (npm: @expo-google-fonts/noto-sans-jp).

Usage: pip install fonttools; python subset.py FOLDER_OF_THE_PACKAGE
Holds every character of the locale files that pictures can show, all kana and ASCII. The fonts stay under the OFL.
"""

import json
import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

HERE = Path(__file__).parent
LOCALES = HERE.parents[2] / "locales"
WEIGHTS = {"regular": "400Regular/NotoSansJP_400Regular.ttf", "bold": "700Bold/NotoSansJP_700Bold.ttf"}
NOT_SHOWN = {"acts", "elsewhere", "reading"}


def characters():
    found = {chr(code) for code in [*range(0x20, 0x7F), *range(0xA0, 0x100), *range(0x3040, 0x3100)]}
    found |= set("–—‘’“”…→←↑↓×≥≤±、。「」（）・ー〜～！？：％＋")
    for path in LOCALES.glob("**/*.json"):
        if path.stem not in NOT_SHOWN:
            found |= set(path.read_text(encoding="utf-8"))
    return sorted(each for each in found if each >= " ")


def make(weight, source, text):
    target = HERE / f"noto-sans-jp-{weight}.ttf"
    # Without kerning the renderer shapes a line in half the time, and widths add up exactly.
    options = subset.Options(layout_features=[], notdef_outline=True, hinting=False)
    options.drop_tables += ["BASE", "GPOS", "GSUB", "STAT", "vhea", "vmtx"]
    font = TTFont(source)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=[ord(each) for each in text])
    cutter.subset(font)
    font.save(target)
    names, widths, units = font.getBestCmap(), font["hmtx"], font["head"].unitsPerEm
    return {chr(code): widths[name][0] / units for code, name in names.items()}


def main():
    package = Path(sys.argv[1])
    text = characters()
    advances = {weight: make(weight, package / file, text) for weight, file in WEIGHTS.items()}
    narrow = {
        weight: {each: round(width, 3) for each, width in found.items() if width != 1.0}
        for weight, found in advances.items()
    }
    covers = "".join(sorted(advances["regular"].keys() & advances["bold"].keys()))
    glyphs = {"covers": covers, "widths": narrow}
    (HERE / "glyphs.json").write_text(json.dumps(glyphs, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


main()
