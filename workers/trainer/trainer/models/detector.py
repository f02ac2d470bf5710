"""Faster R-CNN (torchvision) on three backbones, taking pictures that are already resized."""

import collections
import urllib.error
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn
from torchvision.models.detection import (
    FasterRCNN,
    FasterRCNN_MobileNet_V3_Large_320_FPN_Weights,
    FasterRCNN_ResNet50_FPN_Weights,
    fasterrcnn_mobilenet_v3_large_320_fpn,
    fasterrcnn_resnet50_fpn,
)
from torchvision.models.detection.anchor_utils import AnchorGenerator
from torchvision.models.detection.faster_rcnn import FastRCNNPredictor, TwoMLPHead
from torchvision.models.detection.rpn import RPNHead
from torchvision.models.detection.transform import GeneralizedRCNNTransform
from torchvision.ops import FeaturePyramidNetwork, MultiScaleRoIAlign
from torchvision.ops.feature_pyramid_network import LastLevelMaxPool

from trainer.data.preprocess import Normalisation
from trainer.errors import TrainerError
from trainer.models import efficientnet_lite

NMS_IOU = 0.5
# The graph drops boxes below this score. mAP wants the long tail; the manifest says from where to show.
MIN_SCORE = 0.05
TORCHVISION = {
    "mobilenet_v3_320": (
        fasterrcnn_mobilenet_v3_large_320_fpn,
        FasterRCNN_MobileNet_V3_Large_320_FPN_Weights.COCO_V1,
    ),
    "resnet50_fpn": (fasterrcnn_resnet50_fpn, FasterRCNN_ResNet50_FPN_Weights.COCO_V1),
}
COCO_NORMALISATION = Normalisation(mean=(0.485, 0.456, 0.406), std=(0.229, 0.224, 0.225))
NORMALISATIONS = {
    "efficientnet_lite0": Normalisation(mean=efficientnet_lite.MEAN, std=efficientnet_lite.STD),
    "mobilenet_v3_320": COCO_NORMALISATION,
    "resnet50_fpn": COCO_NORMALISATION,
}


class KeepSize(GeneralizedRCNNTransform):
    """Normalises and pads to multiples of 32, but never resizes: `data/preprocess.py` did."""

    def __init__(self, normalisation: Normalisation) -> None:
        super().__init__(0, 0, list(normalisation.mean), list(normalisation.std))

    def resize(self, image: Tensor, target: dict[str, Tensor] | None = None) -> Any:
        """Returns what it was given."""
        return image, target

    def postprocess(self, result: Any, image_shapes: Any, original_image_sizes: Any) -> Any:
        """Leaves boxes in pixels of the input."""
        return result


class LiteFeatures(nn.Module):
    """EfficientNet-Lite0 with a feature pyramid of 128 channels and a pooled fourth level."""

    out_channels = 128

    def __init__(self, state: dict[str, Tensor] | None) -> None:
        super().__init__()
        self.body = efficientnet_lite.create_features(state)
        self.fpn = FeaturePyramidNetwork([40, 112, 320], self.out_channels, extra_blocks=LastLevelMaxPool())
        # Depthwise convolutions on a CPU are a third faster with the channels innermost.
        self.to(memory_format=torch.channels_last)

    def forward(self, x: Tensor) -> dict[str, Tensor]:
        """Returns feature maps "0", "1", "2", "pool" at strides 8, 16, 32, 64."""
        levels = self.body(x.contiguous(memory_format=torch.channels_last))
        maps = self.fpn(collections.OrderedDict((str(index), level) for index, level in enumerate(levels)))
        return {name: level.contiguous() for name, level in maps.items()}


def create_detector(
    backbone: str, class_count: int, *, weights: str, weights_dir: Path | None, max_detections: int
) -> tuple[FasterRCNN, Normalisation, str]:
    """Builds the model; returns it, what it does to its input, and where its weights came from.

    Args:
        backbone: a name of `DetectConfig.backbone`.
        class_count: classes without the background, so that the head has one output more.
        weights: "default", "package", "hub", "folder" or "none".
        weights_dir: the worker's weights folder.
        max_detections: boxes kept per picture.

    Raises:
        TrainerError: `weights-unreachable` or `invalid-config`.
    """
    create = _create_lite if backbone == "efficientnet_lite0" else _create_torchvision
    model, source = create(backbone, class_count, weights, weights_dir, max_detections)
    outputs = model.get_submodule("roi_heads.box_predictor.cls_score").out_features
    if outputs != class_count + 1:
        raise AssertionError(f"{class_count} classes need {class_count + 1} outputs, the head has {outputs}")
    return model, NORMALISATIONS[backbone], source


def freeze_batch_norm(model: nn.Module) -> None:
    """Keeps pretrained statistics: tiny batches would ruin them. Call after each `model.train()`."""
    for module in model.modules():
        if isinstance(module, nn.BatchNorm2d):
            module.eval()


def _create_lite(
    backbone: str, class_count: int, weights: str, weights_dir: Path | None, max_detections: int
) -> tuple[FasterRCNN, str]:
    if weights == "hub":
        raise TrainerError(
            "invalid-config",
            "EfficientNet-Lite0 has no weights on torchvision's hub.",
            'Choose weights "default" (from its Python package), "folder" or "none".',
        )
    state, source = None, "random"
    if weights != "none":
        place = "folder" if weights == "folder" else "package"
        state, source = efficientnet_lite.imagenet_state(weights_dir, place)
    features = LiteFeatures(state)
    if state is not None:
        efficientnet_lite.freeze_pretrained(features.body)
    sizes = ((32,), (64,), (128,), (256,))
    anchors = AnchorGenerator(sizes, ((0.5, 1.0, 2.0),) * len(sizes))
    pool = MultiScaleRoIAlign(["0", "1", "2"], output_size=7, sampling_ratio=2)
    model = FasterRCNN(
        features,
        rpn_anchor_generator=anchors,
        rpn_head=RPNHead(features.out_channels, 3, conv_depth=1),
        rpn_pre_nms_top_n_train=1000,
        rpn_post_nms_top_n_train=1000,
        rpn_pre_nms_top_n_test=500,
        rpn_post_nms_top_n_test=300,
        box_roi_pool=pool,
        box_head=TwoMLPHead(features.out_channels * 7 * 7, 256),
        box_predictor=FastRCNNPredictor(256, class_count + 1),
        box_batch_size_per_image=256,
        box_score_thresh=MIN_SCORE,
        box_nms_thresh=NMS_IOU,
        box_detections_per_img=max_detections,
    )
    model.transform = KeepSize(NORMALISATIONS["efficientnet_lite0"])
    return model, source


def _create_torchvision(
    backbone: str, class_count: int, weights: str, weights_dir: Path | None, max_detections: int
) -> tuple[FasterRCNN, str]:
    create, hub_weights = TORCHVISION[backbone]
    if weights == "package":
        raise TrainerError(
            "invalid-config",
            f"No Python package carries weights for {backbone}.",
            'Choose weights "default", "hub", "folder" or "none".',
        )
    model = create(
        weights=None,
        weights_backbone=None,
        num_classes=91 if weights != "none" else class_count + 1,
        box_score_thresh=MIN_SCORE,
        box_nms_thresh=NMS_IOU,
        box_detections_per_img=max_detections,
    )
    source = "random"
    if weights != "none":
        state, source = _coco_state(backbone, hub_weights, weights, weights_dir)
        model.load_state_dict(state)
        inputs = model.roi_heads.box_predictor.cls_score.in_features
        model.roi_heads.box_predictor = FastRCNNPredictor(inputs, class_count + 1)
        for module in model.backbone.modules():
            if isinstance(module, nn.BatchNorm2d):
                module.requires_grad_(False)
    model.transform = KeepSize(NORMALISATIONS[backbone])
    return model, source


def _coco_state(
    backbone: str, hub_weights: Any, weights: str, weights_dir: Path | None
) -> tuple[dict[str, Tensor], str]:
    name = hub_weights.url.rsplit("/", 1)[-1]
    path = None if weights_dir is None else weights_dir / name
    if weights != "hub" and path is not None and path.is_file():
        return torch.load(path, map_location="cpu", weights_only=True), f"COCO (folder, {name})"
    if weights == "folder":
        raise TrainerError(
            "weights-unreachable",
            f"The worker's weights folder ({weights_dir}) has no {name}.",
            f'Put {name} there, or choose weights "hub" or "none".',
        )
    try:
        state = hub_weights.get_state_dict(progress=False, check_hash=True)
    except (urllib.error.URLError, OSError, RuntimeError) as error:
        raise TrainerError(
            "weights-unreachable",
            f"The COCO weights of {backbone} cannot be fetched from torchvision's hub: {error}.",
            f'Put {name} into the worker\'s weights folder, or choose weights "none".',
        ) from error
    return state, f"COCO (torchvision hub, {name})"
