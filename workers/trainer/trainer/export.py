"""ONNX export: fold batch norm, round, trace, measure against torch, write the manifest's golden sample."""

import copy
import hashlib
import tempfile
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import onnxruntime
import torch
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper
from PIL import Image as Pillow
from torch import Tensor, nn
from torch.nn.utils.fusion import fuse_conv_bn_weights
from torchvision.ops import FrozenBatchNorm2d

from trainer.data.preprocess import Preprocess, decode_picture, resize_picture, tensor_sha256, to_tensor
from trainer.engine import write_atomically
from trainer.errors import TrainerError
from trainer.manifest import Golden, GoldenOutput, ModelFile, Output

OPSET = 17
INPUT_NAME = "image"
# Smaller tensors are not worth a Cast node.
SMALLEST_HALVED = 1024
GOLDEN_LONGEST_SIDE = 224
LIBRARIES = ("torch", "torchvision", "timm", "onnx", "onnxruntime", "numpy", "pillow", "faster-coco-eval")

Arrays = dict[str, NDArray[Any]]


@dataclass(frozen=True)
class ExportedGraph:
    """A graph on disk and the torch module it must equal."""

    path: Path
    module: nn.Module
    session: onnxruntime.InferenceSession
    outputs: tuple[Output, ...]

    def run(self, tensor: NDArray[np.float32]) -> Arrays:
        """Runs onnxruntime on float32 [3, H, W]."""
        return run_session(self.session, tensor)

    def run_torch(self, tensor: NDArray[np.float32]) -> Arrays:
        """Runs torch on float32 [3, H, W]."""
        with torch.inference_mode():
            values = self.module(torch.from_numpy(tensor)[None])
        values = values if isinstance(values, tuple) else (values,)
        return {output.name: value.numpy() for output, value in zip(self.outputs, values, strict=True)}


def freeze_for_export(model: nn.Module, example: Tensor, *, half: bool) -> nn.Module:
    """Returns a CPU copy in evaluation mode whose batch norms are folded into their convolutions.

    Folding comes before rounding: the exporter would fold as well, and its products would no longer be
    numbers that float16 can hold.

    Args:
        model: takes `example`.
        example: float32 [1, 3, H, W].
        half: round the weights to float16 values.
    """
    frozen = copy.deepcopy(model).cpu().eval()
    _fold_batch_norm(frozen, example)
    if half:
        for name, parameter in frozen.named_parameters():
            if parameter.numel() >= SMALLEST_HALVED:
                parameter.data = parameter.data.half().float()
                if not bool(torch.isfinite(parameter.data).all()):
                    raise TrainerError(
                        "parity-failed",
                        f"The weights {name} are too large for float16.",
                        "Export with exportHalfWeights off.",
                    )
    return frozen


def export_graph(
    module: nn.Module,
    path: Path,
    *,
    example: Tensor,
    outputs: tuple[Output, ...],
    dynamic_axes: dict[str, dict[int, str]],
    half: bool,
    threads: int | None,
) -> ExportedGraph:
    """Traces the frozen module and writes the ONNX file."""
    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings(), torch.inference_mode():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            module,
            (example,),
            Path(folder) / "traced.onnx",
            opset_version=OPSET,
            dynamo=False,  # dynamo=True fails on torchvision's detectors (vision#9306)
            input_names=[INPUT_NAME],
            output_names=[output.name for output in outputs],
            dynamic_axes=dynamic_axes,
        )
        model = onnx.load(Path(folder) / "traced.onnx")
    if half:
        _halve_initialisers(model)
    onnx.checker.check_model(model)
    write_atomically(path, lambda part: part.write_bytes(model.SerializeToString()))
    return ExportedGraph(path, module, open_session(path, threads), outputs)


def open_session(path: Path, threads: int | None) -> onnxruntime.InferenceSession:
    """Opens a model on the CPU.

    Raises:
        TrainerError: `model-unreadable`.
    """
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    if threads is not None:
        options.intra_op_num_threads = threads
    try:
        return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    except Exception as error:
        raise TrainerError(
            "model-unreadable",
            f"The model {path.name} cannot be opened: {error}.",
            "Score another model, or train and export this one again.",
        ) from error


def run_session(session: onnxruntime.InferenceSession, tensor: NDArray[np.float32]) -> Arrays:
    """Runs a model on one picture, float32 [3, H, W]; returns its outputs by name."""
    names = [output.name for output in session.get_outputs()]
    values = session.run(names, {INPUT_NAME: tensor[None]})
    return {name: np.asarray(value) for name, value in zip(names, values, strict=True)}


def measure_parity(
    graph: ExportedGraph,
    tensors: Sequence[NDArray[np.float32]],
    compare: Callable[[Arrays, Arrays], dict[str, float]],
    tolerance: Mapping[str, float],
) -> dict[str, float]:
    """Returns the largest difference between torch and onnxruntime per output.

    Raises:
        TrainerError: `parity-failed` when one is beyond its tolerance.
    """
    worst = dict.fromkeys(tolerance, 0.0)
    for tensor in tensors:
        for name, error in compare(graph.run_torch(tensor), graph.run(tensor)).items():
            worst[name] = max(worst[name], error)
    for name, error in worst.items():
        if not error <= tolerance[name]:
            raise TrainerError(
                "parity-failed",
                f"The exported model's {name} differ from PyTorch's by {error:.3g} "
                f"(allowed: {tolerance[name]:.3g}).",
                "Train again with another seed or a lower learning rate; if it stays, report it.",
            )
    return worst


def shrink_for_golden(picture: Pillow.Image) -> Pillow.Image:
    """Returns a small copy that is cheap to ship."""
    small = picture.copy()
    small.thumbnail((GOLDEN_LONGEST_SIDE, GOLDEN_LONGEST_SIDE))
    return small


def write_golden(graph: ExportedGraph, picture: Pillow.Image, preprocess: Preprocess, path: Path) -> Golden:
    """Writes the picture as PNG and returns what the model must say about it."""
    write_atomically(path, lambda part: picture.save(part, format="PNG", optimize=True))
    tensor = to_tensor(resize_picture(decode_picture(path), preprocess))
    outputs = {
        name: GoldenOutput(
            dtype="int64" if value.dtype == np.int64 else "float32",
            shape=tuple(value.shape),
            data=tuple(float(number) for number in value.ravel()),
        )
        for name, value in graph.run(tensor).items()
    }
    return Golden(
        image=path.name,
        image_sha256=hashlib.sha256(path.read_bytes()).hexdigest(),
        tensor_sha256=tensor_sha256(tensor),
        shape=(1, *tensor.shape),
        outputs=outputs,
    )


def describe_file(path: Path, *, half: bool) -> ModelFile:
    """Returns the manifest's entry for the ONNX file."""
    data = path.read_bytes()
    return ModelFile(
        name=path.name,
        bytes=len(data),
        sha256=hashlib.sha256(data).hexdigest(),
        precision="float16-weights" if half else "float32",
    )


def library_versions() -> dict[str, str]:
    """Versions of what made the model."""
    return {name: version(name) for name in LIBRARIES}


def _fold_batch_norm(model: nn.Module, example: Tensor) -> None:
    pairs = list(_followed_by_batch_norm(model, example))
    places = {child: (parent, name) for parent in model.modules() for name, child in parent.named_children()}
    for conv, norm in pairs:
        weight, bias = fuse_conv_bn_weights(
            conv.weight, conv.bias, norm.running_mean, norm.running_var, norm.eps, norm.weight, norm.bias
        )
        conv.weight, conv.bias = nn.Parameter(weight.detach()), nn.Parameter(bias.detach())
        parent, name = places[norm]
        # timm's BatchNormAct2d also holds the activation.
        activation = getattr(norm, "act", None)
        setattr(parent, name, activation if isinstance(activation, nn.Module) else nn.Identity())


def _followed_by_batch_norm(model: nn.Module, example: Tensor) -> Iterator[tuple[nn.Conv2d, Any]]:
    made_by: list[tuple[Tensor, nn.Conv2d]] = []
    pairs: list[tuple[nn.Conv2d, Any]] = []

    def after_conv(module: nn.Module, _inputs: Any, output: Tensor) -> None:
        if isinstance(module, nn.Conv2d):
            made_by.append((output, module))

    def before_norm(module: nn.Module, inputs: tuple[Tensor, ...]) -> None:
        pairs.extend((conv, module) for output, conv in made_by if output is inputs[0])

    handles: list[Any] = []
    for module in model.modules():
        if isinstance(module, nn.Conv2d):
            handles.append(module.register_forward_hook(after_conv))
        elif isinstance(module, (nn.BatchNorm2d, FrozenBatchNorm2d)):
            handles.append(module.register_forward_pre_hook(before_norm))
    with torch.no_grad():
        model(example)
    for handle in handles:
        handle.remove()
    yield from pairs


def _halve_initialisers(model: onnx.ModelProto) -> None:
    casts: list[onnx.NodeProto] = []
    for initialiser in list(model.graph.initializer):
        if initialiser.data_type != TensorProto.FLOAT:
            continue
        values = numpy_helper.to_array(initialiser)
        halved = values.astype(np.float16)
        if values.size < SMALLEST_HALVED or not np.array_equal(halved.astype(np.float32), values):
            continue
        name = initialiser.name
        initialiser.CopyFrom(numpy_helper.from_array(halved, f"{name}.half"))
        casts.append(
            helper.make_node("Cast", [f"{name}.half"], [name], name=f"{name}.cast", to=TensorProto.FLOAT)
        )
    nodes = [*casts, *model.graph.node]
    del model.graph.node[:]
    model.graph.node.extend(nodes)
