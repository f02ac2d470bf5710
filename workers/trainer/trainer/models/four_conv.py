"""The seed project's discriminator: four strided convolutions and one linear layer, on logits."""

from torch import Tensor, nn

SIDE = 256
CHANNELS = (64, 128, 256, 512)


class FourConv(nn.Module):
    """[B, 3, 256, 256] to one logit [B, 1]; 2.9 million parameters.

    Each block: convolution (kernel 4, stride 2, padding 1), batch norm, LeakyReLU 0.2.
    """

    def __init__(self) -> None:
        super().__init__()
        blocks: list[nn.Module] = []
        for inputs, outputs in zip((3, *CHANNELS[:-1]), CHANNELS, strict=True):
            blocks += [
                nn.Conv2d(inputs, outputs, kernel_size=4, stride=2, padding=1, bias=False),
                nn.BatchNorm2d(outputs),
                nn.LeakyReLU(0.2),
            ]
        self.features = nn.Sequential(*blocks)
        self.classifier = nn.Linear(CHANNELS[-1] * (SIDE // 16) ** 2, 1)

    def forward(self, x: Tensor) -> Tensor:
        """Returns logits [B, 1]."""
        return self.classifier(self.features(x).flatten(1))
