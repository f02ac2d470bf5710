"""Writes the golden vectors that hold `lib/inference`'s resampler to Pillow's.

python dev/write_resize_vectors.py ../../lib/inference/fixtures/pillow-bilinear.json
"""

import base64
import json
import sys
from pathlib import Path

import numpy as np
from PIL import Image

from trainer.data.preprocess import (
    FitSize,
    FixedSize,
    Normalisation,
    Preprocess,
    crop_box,
    resize_picture,
    target_size,
    tensor_sha256,
    to_tensor,
)

UNUSED = Normalisation(mean=(0, 0, 0), std=(1, 1, 1))
# name, source width and height, pattern, crop, rule
RESIZES = (
    ("smaller in both", 37, 29, "noise", "none", FixedSize(width=16, height=12)),
    ("larger in both", 7, 5, "noise", "none", FixedSize(width=23, height=19)),
    ("wider and lower", 11, 31, "noise", "none", FixedSize(width=29, height=8)),
    ("only the width", 33, 10, "noise", "none", FixedSize(width=13, height=10)),
    ("only the height", 10, 33, "noise", "none", FixedSize(width=10, height=13)),
    ("unchanged", 9, 9, "noise", "none", FixedSize(width=9, height=9)),
    ("one pixel", 1, 1, "noise", "none", FixedSize(width=6, height=4)),
    ("to one pixel", 25, 17, "noise", "none", FixedSize(width=1, height=1)),
    ("a gradient", 40, 24, "gradient", "none", FixedSize(width=17, height=17)),
    ("black and white at the ends of the range", 32, 32, "extremes", "none", FixedSize(width=15, height=15)),
    ("a square of a landscape", 41, 30, "noise", "centre-square", FixedSize(width=16, height=16)),
    ("a square of a portrait", 30, 41, "noise", "centre-square", FixedSize(width=16, height=16)),
    ("fit by the shorter side", 50, 37, "noise", "none", FitSize(shortest_side=20, longest_side=40)),
    ("fit by the longer side", 60, 15, "noise", "none", FitSize(shortest_side=20, longest_side=30)),
)
SIZES = (
    (640, 480, FitSize(shortest_side=320, longest_side=480)),
    (480, 640, FitSize(shortest_side=320, longest_side=480)),
    (2000, 300, FitSize(shortest_side=320, longest_side=480)),
    (3, 4000, FitSize(shortest_side=320, longest_side=480)),
    (1, 1, FitSize(shortest_side=320, longest_side=480)),
    (333, 500, FitSize(shortest_side=320, longest_side=480)),
    (750, 501, FitSize(shortest_side=320, longest_side=480)),
    (1025, 683, FitSize(shortest_side=320, longest_side=512)),
    (123, 457, FixedSize(width=256, height=256)),
)


def vectors() -> dict[str, object]:
    """Returns the fixture: RGB bytes, row by row, in base64."""
    return {
        "sizes": [
            {
                "width": width,
                "height": height,
                "size": rule.model_dump(by_alias=True),
                "expected": list(target_size(width, height, rule)),
            }
            for width, height, rule in SIZES
        ],
        "resizes": [_resize_case(*case) for case in RESIZES],
    }


def _resize_case(
    name: str, width: int, height: int, pattern: str, crop: str, rule: FixedSize | FitSize
) -> dict[str, object]:
    source = Image.fromarray(_pixels(pattern, width, height))
    preprocess = Preprocess.model_validate(
        {"crop": crop, "size": rule, "normalisation": UNUSED}, by_alias=True
    )
    resized = resize_picture(source, preprocess)
    return {
        "name": name,
        "crop": crop,
        "cropBox": list(crop_box(width, height, crop)),
        "size": rule.model_dump(by_alias=True),
        "source": {"width": width, "height": height, "rgb": _base64(source)},
        "expected": {"width": resized.width, "height": resized.height, "rgb": _base64(resized)},
        "tensorSha256": tensor_sha256(to_tensor(resized)),
    }


def _pixels(pattern: str, width: int, height: int) -> np.ndarray:
    generator = np.random.default_rng([width, height])
    if pattern == "noise":
        return generator.integers(0, 256, (height, width, 3), np.uint8)
    if pattern == "extremes":
        return generator.integers(0, 2, (height, width, 3), np.uint8) * np.uint8(255)
    y, x = np.mgrid[0:height, 0:width]
    channels = [x * 255 // (width - 1), y * 255 // (height - 1), (x + y) * 255 // (width + height - 2)]
    return np.stack(channels, axis=2).astype(np.uint8)


def _base64(picture: Image.Image) -> str:
    return base64.b64encode(picture.tobytes()).decode()


if __name__ == "__main__":
    path = Path(sys.argv[1])
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(vectors(), indent=1) + "\n", encoding="utf-8")
