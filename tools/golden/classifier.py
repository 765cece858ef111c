"""Writes the losses of the first 20 steps of the default classifier, as PyTorch computes them.

usage: python3 tools/golden/classifier.py > cpu/src/test/resources/dev/obor/cpu/classifier.txt

Weights and batches come from PyTorch's generator with a fixed seed, which ours equals, so the file holds results only.
"""
import torch

torch.set_num_threads(1)
torch.manual_seed(10)
net = torch.nn.Sequential(torch.nn.Linear(784, 128), torch.nn.ReLU(), torch.nn.Linear(128, 64), torch.nn.ReLU(),
                          torch.nn.Linear(64, 10))
x = torch.rand(20 * 64, 784)
y = torch.randint(0, 10, (20 * 64,))
print(f'# PyTorch {torch.__version__}; tools/golden/classifier.py')
print('weights', *(f'{p.double().sum().item():.12g}' for p in net.parameters()))
for name, optimizer in {'adam': torch.optim.Adam(net.parameters(), lr=1e-3),
                        'sgd': torch.optim.SGD(net.parameters(), lr=0.1, momentum=0.9, weight_decay=1e-4)}.items():
    losses = []
    for step in range(20):
        batch = slice(64 * step, 64 * step + 64)
        optimizer.zero_grad()
        loss = torch.nn.functional.cross_entropy(net(x[batch]), y[batch])
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    print(name, *(f'{loss:.9g}' for loss in losses))
