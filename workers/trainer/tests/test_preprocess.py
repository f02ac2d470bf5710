"""The input tensor, step by step."""

import base64
import json
from pathlib import Path

import numpy as np
import pytest
from conftest import REPOSITORY
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from dev.write_resize_vectors import vectors
from trainer.data.preprocess import FitSize, crop_box, decode_picture, target_size, to_tensor
from trainer.errors import TrainerError

SIDES = st.integers(1, 20_000)


def test_the_browsers_golden_vectors_are_this_pillows() -> None:
    stored = json.loads((REPOSITORY / "lib/inference/fixtures/pillow-bilinear.json").read_text())
    assert stored == json.loads(json.dumps(vectors()))


@given(width=SIDES, height=SIDES)
def test_fit_keeps_within_the_longer_side_and_at_least_one_pixel(width: int, height: int) -> None:
    size = target_size(width, height, FitSize(shortest_side=320, longest_side=480))
    assert 1 <= min(size) <= 320
    assert max(size) <= 480
    assert min(size) == 320 or max(size) == 480


@given(width=SIDES, height=SIDES)
def test_the_centre_square_is_a_square_inside(width: int, height: int) -> None:
    left, top, right, bottom = crop_box(width, height, "centre-square")
    assert right - left == bottom - top == min(width, height)
    assert 0 <= left <= right <= width
    assert 0 <= top <= bottom <= height
    assert abs(left - (width - right)) <= 1


def test_bytes_become_float32_between_0_and_1_channels_first() -> None:
    picture = Image.fromarray(np.arange(2 * 3 * 3, dtype=np.uint8).reshape(2, 3, 3))
    tensor = to_tensor(picture)
    assert tensor.shape == (3, 2, 3)
    assert tensor.dtype == np.float32
    assert tensor[1, 0, 2] == np.float32(7) / np.float32(255)
    every_byte = to_tensor(Image.fromarray(np.arange(256, dtype=np.uint8).reshape(16, 16)).convert("RGB"))
    # What `Math.fround(byte / 255)` gives: division in double precision, rounded once more.
    assert np.array_equal(every_byte[0].ravel(), (np.arange(256) / 255).astype(np.float32))


def test_transparency_falls_on_white(tmp_path: Path) -> None:
    Image.new("RGBA", (2, 2), (0, 0, 0, 0)).save(tmp_path / "clear.png")
    assert decode_picture(tmp_path / "clear.png").getpixel((0, 0)) == (255, 255, 255)


def test_exif_orientation_is_applied(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    Image.new("RGB", (4, 2)).save(tmp_path / "turned.jpg", exif=exif)
    assert decode_picture(tmp_path / "turned.jpg").size == (2, 4)


@pytest.mark.parametrize("content", [b"", b"hello", base64.b64decode("iVBORw0KGgoAAAANSUhEUg==")])
def test_what_is_no_picture_is_named(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "bad.png").write_bytes(content)
    with pytest.raises(TrainerError, match=r"bad\.png") as caught:
        decode_picture(tmp_path / "bad.png")
    assert caught.value.code == "image-unreadable"
    assert caught.value.remedy
