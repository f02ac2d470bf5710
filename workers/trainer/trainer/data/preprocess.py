"""From a picture file to the input tensor, exactly as a browser does it.

`lib/protocol/model-manifest.ts` states the four steps; `lib/inference` implements them in TypeScript and
is held to the same golden vectors. Everything up to the division by 255 is integer arithmetic.
"""

import hashlib
import math
from pathlib import Path
from typing import Annotated, Literal

import numpy as np
from numpy.typing import NDArray
from PIL import Image as Pillow
from PIL import ImageOps, UnidentifiedImageError
from pydantic import Field

from trainer.config import Contract
from trainer.errors import TrainerError

# The server caps what it stores; this only stops a decompression bomb that came another way.
Pillow.MAX_IMAGE_PIXELS = 120_000_000


class FixedSize(Contract):
    """Every picture becomes this size, whatever its shape."""

    rule: Literal["fixed"] = "fixed"
    width: int = Field(gt=0)
    height: int = Field(gt=0)


class FitSize(Contract):
    """The shorter side becomes `shortest_side`, unless the longer would pass `longest_side`."""

    rule: Literal["fit"] = "fit"
    shortest_side: int = Field(gt=0)
    longest_side: int = Field(gt=0)


Triple = tuple[float, float, float]


class Normalisation(Contract):
    """What the graph does to its input first; nobody else may."""

    where: Literal["graph"] = "graph"
    mean: Triple
    std: Triple


class Preprocess(Contract):
    """The manifest's `preprocess`."""

    decode: Literal["rgb8"] = "rgb8"
    exif_orientation: Literal["apply"] = "apply"
    colour: Literal["srgb"] = "srgb"
    crop: Literal["none", "centre-square"]
    resize: Literal["pillow-bilinear-u8"] = "pillow-bilinear-u8"
    size: Annotated[FixedSize | FitSize, Field(discriminator="rule")]
    normalisation: Normalisation


def decode_picture(path: Path) -> Pillow.Image:
    """Decodes a picture to 8-bit RGB, upright, alpha composited on white.

    Raises:
        TrainerError: `image-unreadable`.
    """
    try:
        with Pillow.open(path) as opened:
            picture = ImageOps.exif_transpose(opened)
            if picture.has_transparency_data:
                picture = picture.convert("RGBA")
                white = Pillow.new("RGBA", picture.size, (255, 255, 255, 255))
                picture = Pillow.alpha_composite(white, picture)
            return picture.convert("RGB")
    except (OSError, SyntaxError, ValueError, UnidentifiedImageError, Pillow.DecompressionBombError) as error:
        raise TrainerError(
            "image-unreadable",
            f"The picture {path.name} cannot be decoded: {error}.",
            "Remove or replace this picture and freeze the dataset again.",
        ) from error


def crop_box(width: int, height: int, crop: str) -> tuple[int, int, int, int]:
    """Returns what is kept: left, top, right, bottom in pixels."""
    if crop == "none":
        return 0, 0, width, height
    side = min(width, height)
    left, top = (width - side) // 2, (height - side) // 2
    return left, top, left + side, top + side


def target_size(width: int, height: int, rule: FixedSize | FitSize) -> tuple[int, int]:
    """Returns the input's width and height for a picture of the given size."""
    if isinstance(rule, FixedSize):
        return rule.width, rule.height
    scale = min(rule.shortest_side / min(width, height), rule.longest_side / max(width, height))
    return max(1, math.floor(width * scale + 0.5)), max(1, math.floor(height * scale + 0.5))


def resize_picture(picture: Pillow.Image, preprocess: Preprocess) -> Pillow.Image:
    """Crops and resizes."""
    box = crop_box(picture.width, picture.height, preprocess.crop)
    cropped = picture if box == (0, 0, picture.width, picture.height) else picture.crop(box)
    size = target_size(cropped.width, cropped.height, preprocess.size)
    return cropped.resize(size, Pillow.Resampling.BILINEAR)


def to_tensor(picture: Pillow.Image) -> NDArray[np.float32]:
    """Returns float32 [3, H, W] in [0, 1]."""
    pixels = np.asarray(picture, dtype=np.uint8)  # [H, W, 3]
    return np.ascontiguousarray(pixels.transpose(2, 0, 1)).astype(np.float32) / np.float32(255)


def tensor_sha256(tensor: NDArray[np.float32]) -> str:
    """Hashes the tensor's little-endian bytes."""
    return hashlib.sha256(np.ascontiguousarray(tensor, dtype="<f4").tobytes()).hexdigest()
