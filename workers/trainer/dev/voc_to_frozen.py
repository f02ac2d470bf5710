"""Builds a frozen dataset manifest from a Pascal VOC folder, for trying recipes without a server.

    python dev/voc_to_frozen.py VOC_FOLDER OUT.json --test 40 [--val 0] [--seed 0]

The folder has `annotations/*.xml` (or `Annotations`) and `images/*` (or `JPEGImages`); give that images
folder as `imagesDir`. VOC counts pixels from 1 and includes the last: x = xmin - 1, width = xmax - xmin + 1.
"""

import argparse
import hashlib
import json
import random
import xml.etree.ElementTree as ElementTree
from pathlib import Path

from PIL import Image, ImageOps


def main() -> None:
    """Reads the command line and writes the manifest."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--test", type=int, default=0)
    parser.add_argument("--val", type=int, default=0)
    parser.add_argument("--seed", type=int, default=0)
    arguments = parser.parse_args()
    manifest = voc_to_frozen(arguments.folder, arguments.test, arguments.val, arguments.seed)
    arguments.out.write_text(json.dumps(manifest, indent=1, ensure_ascii=False), encoding="utf-8")


def voc_to_frozen(folder: Path, test: int, val: int, seed: int) -> dict[str, object]:
    """Returns the manifest; `test` and `val` images are drawn with the seed, the rest trains."""
    annotations = next(path for path in (folder / "annotations", folder / "Annotations") if path.is_dir())
    images_dir = next(path for path in (folder / "images", folder / "JPEGImages") if path.is_dir())
    names: dict[str, str] = {}
    images = [_read_image(path, images_dir, names) for path in sorted(annotations.glob("*.xml"))]
    order = list(range(len(images)))
    random.Random(seed).shuffle(order)
    for position, index in enumerate(order):
        images[index]["split"] = "test" if position < test else "val" if position < test + val else "train"
    labels = [{"id": label_id, "name": name} for name, label_id in names.items()]
    content = json.dumps([labels, images], sort_keys=True).encode()
    return {
        "schema": 1,
        "name": folder.name,
        "contentHash": hashlib.sha256(content).hexdigest(),
        "labels": labels,
        "images": images,
    }


def _read_image(path: Path, images_dir: Path, names: dict[str, str]) -> dict[str, object]:
    root = ElementTree.parse(path).getroot()
    file = images_dir / (root.findtext("filename") or "")
    if not file.is_file():
        file = next(candidate for candidate in images_dir.glob(f"{path.stem}.*"))
    with Image.open(file) as picture:
        width, height = ImageOps.exif_transpose(picture).size
    annotations = [
        _read_box(found, f"{path.stem}-{index}", names) for index, found in enumerate(root.iter("object"))
    ]
    return {
        "id": path.stem,
        "sha256": hashlib.sha256(file.read_bytes()).hexdigest(),
        "file": file.name,
        "width": width,
        "height": height,
        "split": "train",
        "group": None,
        "annotations": annotations,
    }


def _read_box(found: ElementTree.Element, box_id: str, names: dict[str, str]) -> dict[str, object]:
    name = found.findtext("name") or ""
    left, top, right, bottom = (
        float(found.findtext(f"bndbox/{key}") or 0) for key in ("xmin", "ymin", "xmax", "ymax")
    )
    return {
        "id": box_id,
        "labelId": names.setdefault(name, f"label-{len(names) + 1}"),
        "kind": "box",
        "x": left - 1,
        "y": top - 1,
        "width": right - left + 1,
        "height": bottom - top + 1,
    }


if __name__ == "__main__":
    main()
