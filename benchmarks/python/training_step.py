"""Training steps in PyTorch, to compare Consilium's with: python3 training_step.py released|lean [device]

`released` is the network and the loss that the paper's authors published, written from their description: a U-Net that
joins its deepest features with an enlarged copy of themselves, four annotators' heads of four 3 x 3 convolutions each,
columns of the confusion matrices normalised softplus, and a cross-entropy that takes probabilities for logits. `lean` is
Consilium's default network and loss, put together as one does in PyTorch. Both: width 24, depth 3, three channels, two
classes, four annotators, five images of 28 x 28, one thread, AdamW.

Says first how many parameters and multiply-adds (of the convolutions, per image) there are. Then, for each line
"<steps>" of its input, takes so many steps and answers with the milliseconds that one took: of processor time, user and
system, on the CPU; as they passed, the device's work awaited, on another device.
"""

import sys
import time

import torch
from torch import nn
from torch.nn import functional

IMAGES, CHANNELS, SIDE, CLASSES, ANNOTATORS, WIDTH = 5, 3, 28, 2, 4, 24


def block(*sizes, stride=1):
    layers = []
    for inputs, outputs in zip(sizes, sizes[1:]):
        layers += [
            nn.Conv2d(inputs, outputs, 3, stride=stride, padding=1, bias=False),
            nn.InstanceNorm2d(outputs, affine=True),
            nn.PReLU(),
        ]
        stride = 1
    return nn.Sequential(*layers)


class Trunk(nn.Module):
    def __init__(self, joins_deepest):
        super().__init__()
        self.down = nn.ModuleList([
            block(CHANNELS, WIDTH, WIDTH),
            block(WIDTH, 2 * WIDTH, 2 * WIDTH, stride=2),
            block(2 * WIDTH, 2 * WIDTH, 2 * WIDTH, stride=2),
        ])
        deepest = [block(4 * WIDTH, 2 * WIDTH, 2 * WIDTH)] if joins_deepest else []
        self.up = nn.ModuleList(deepest + [block(4 * WIDTH, WIDTH, WIDTH), block(2 * WIDTH, WIDTH, WIDTH)])

    def forward(self, images):
        levels, features = [], images
        for down in self.down:
            features = down(features)
            levels.append(features)
        for up, beside in zip(self.up, levels[: len(self.up)][::-1]):
            larger = functional.interpolate(features, scale_factor=2, mode="bilinear", align_corners=True)
            excess = larger.shape[2] - beside.shape[2]
            if excess:
                before, after = excess // 2, excess - excess // 2
                larger = functional.pad(larger, [-before, -after, -before, -after])
            features = up(torch.cat([beside, larger], 1))
        return features


class Released(nn.Module):
    def __init__(self):
        super().__init__()
        self.trunk = Trunk(joins_deepest=True)
        self.labels = nn.Conv2d(WIDTH, CLASSES, 1)
        self.annotators = nn.ModuleList([
            nn.Sequential(
                block(WIDTH, WIDTH, WIDTH), block(WIDTH, WIDTH, WIDTH), nn.Conv2d(WIDTH, CLASSES**2, 1), nn.Softplus())
            for _ in range(ANNOTATORS)
        ])

    def forward(self, images):
        features = self.trunk(images)
        return self.labels(features), [annotator(features) for annotator in self.annotators]

    def loss(self, images, said):
        logits, heads = self(images)
        pixels = logits.shape[2] * logits.shape[3]
        truth = logits.softmax(1).permute(0, 2, 3, 1).reshape(-1, CLASSES, 1)
        total = 0
        for annotator, head in enumerate(heads):
            matrices = head.reshape(IMAGES, CLASSES, CLASSES, pixels)
            matrices = matrices / matrices.sum(1, keepdim=True)
            matrices = matrices.permute(0, 3, 1, 2).reshape(-1, CLASSES, CLASSES)
            foretold = torch.bmm(matrices, truth).squeeze(2)
            trace = matrices.diagonal(dim1=1, dim2=2).sum(1).mean()
            total = total + functional.cross_entropy(foretold, said[:, annotator].reshape(-1)) + 0.001 * trace
        return total


class Lean(nn.Module):
    def __init__(self):
        super().__init__()
        self.trunk = Trunk(joins_deepest=False)
        self.labels = nn.Conv2d(WIDTH, CLASSES, 1)
        self.shared = block(WIDTH, WIDTH)
        self.matrices = nn.Conv2d(WIDTH, ANNOTATORS * CLASSES**2, 1)

    def forward(self, images):
        features = self.trunk(images)
        return self.labels(features), self.matrices(self.shared(features))

    def loss(self, images, said):
        logits, heads = self(images)
        matrices = heads.reshape(IMAGES, ANNOTATORS, CLASSES, CLASSES, -1).log_softmax(2)
        truth = logits.flatten(2).log_softmax(1)
        index = said.reshape(IMAGES, ANNOTATORS, 1, 1, -1).expand(-1, -1, -1, CLASSES, -1)
        joint = matrices.gather(2, index).squeeze(2) + truth.unsqueeze(1)
        trace = matrices.exp().diagonal(dim1=2, dim2=3).sum(-1).mean()
        return 0.1 * trace - joint.logsumexp(2).mean()


def multiply_adds(model, images):
    counted = []

    def count(layer, _, output):
        counted.append(output[0].numel() * layer.in_channels * layer.kernel_size[0] * layer.kernel_size[1])

    hooks = [layer.register_forward_hook(count) for layer in model.modules() if isinstance(layer, nn.Conv2d)]
    with torch.no_grad():
        model(images)
    for hook in hooks:
        hook.remove()
    return sum(counted)


def main(which, device="cpu"):
    torch.set_num_threads(1)
    torch.manual_seed(1)
    clock = time.process_time if device == "cpu" else time.perf_counter
    images = torch.rand(IMAGES, CHANNELS, SIDE, SIDE, device=device)
    said = torch.randint(CLASSES, (IMAGES, ANNOTATORS, SIDE, SIDE), device=device)
    model = {"released": Released, "lean": Lean}[which]().to(device)
    optimiser = torch.optim.AdamW(model.parameters(), lr=0.01, weight_decay=1e-5)
    parameters = sum(parameter.numel() for parameter in model.parameters())
    print(torch.__version__, parameters, multiply_adds(model, images), flush=True)
    for line in sys.stdin:
        steps = int(line)
        start = clock()
        for _ in range(steps):
            optimiser.zero_grad()
            loss = model.loss(images, said)
            loss.backward()
            optimiser.step()
            loss.item()
        print(1000 * (clock() - start) / steps, flush=True)


main(*sys.argv[1:])
