"""Reads the dataset's pictures, resized, from disk or from a bounded cache."""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image as Pillow

from trainer.data.frozen import Image
from trainer.data.preprocess import Preprocess, crop_box, decode_picture, resize_picture
from trainer.errors import TrainerError

CACHE_BYTES = 1_000_000_000


class Pictures:
    """Pictures of one folder under one preprocessing. Small datasets are decoded only once."""

    def __init__(self, images_dir: Path, preprocess: Preprocess, cache_bytes: int = CACHE_BYTES) -> None:
        self._dir = images_dir
        self._preprocess = preprocess
        self._cache: dict[str, NDArray[np.uint8]] = {}
        self._cached_bytes = 0
        self._cache_limit = cache_bytes

    def resized(self, image: Image) -> Pillow.Image:
        """Returns the cropped and resized picture.

        Raises:
            TrainerError: `image-unreadable`, also when its size is not the dataset's.
        """
        cached = self._cache.get(image.id)
        if cached is not None:
            return Pillow.fromarray(cached)
        picture = resize_picture(self.decoded(image), self._preprocess)
        pixels = np.asarray(picture)
        if self._cached_bytes + pixels.nbytes <= self._cache_limit:
            self._cache[image.id] = pixels
            self._cached_bytes += pixels.nbytes
        return picture

    def decoded(self, image: Image) -> Pillow.Image:
        """Returns the whole picture.

        Raises:
            TrainerError: `image-unreadable`.
        """
        picture = decode_picture(self._dir / image.file)
        if picture.size != (image.width, image.height):
            raise TrainerError(
                "image-unreadable",
                f"{image.file} is {picture.width}x{picture.height} pixels, "
                f"the dataset says {image.width}x{image.height}.",
                "Freeze the dataset again.",
            )
        return picture

    def crop_of(self, image: Image) -> tuple[int, int, int, int]:
        """Returns which part of the picture is seen: left, top, right, bottom in pixels."""
        return crop_box(image.width, image.height, self._preprocess.crop)
