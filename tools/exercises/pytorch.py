"""The primer's exercises as one writes them with PyTorch: the other side of the line counts in docs/exercises.md.

A comment such as `# A4` begins an exercise. The texts are for reading and counting; `lines.py` beside this file counts.
"""

# A1
x = rearrange(torch.arange(3, 9), "(r c) -> r c", c=2)
# A2
x = rearrange(torch.arange(1, 7), "(r c) -> r c", r=2)
# A3
x = rearrange(torch.arange(1, 7), "n -> 1 n 1")
# A4
temperatures = torch.tensor(
    [71.0, 72, 70, 75, 71, 72, 70, 68, 65, 60, 68, 60, 55, 59, 75, 80, 85, 80, 78, 72, 83]
)
def weekly(reduction):
    return reduce(temperatures, "(week 7) -> week", reduction)
means = weekly("mean")
# A5
difference = temperatures - repeat(weekly("mean"), "week -> (week 7)")
# A6
deviation = reduce(temperatures, "(week 7) -> week", torch.std)
means = weekly("mean")
scores = (temperatures - repeat(means, "week -> (week 7)")) / repeat(deviation, "week -> (week 7)")
# A7
def dot(a, b):
    assert a.shape == b.shape
    return einsum(a, b, "... i, ... i -> ...")
a = torch.tensor([[1, 1, 0], [0, 0, 1]])
b = torch.tensor([[1, 1, 0], [1, 1, 0]])
cube = torch.arange(12).reshape(3, 2, 2)
squares = dot(cube.flatten(1), cube.flatten(1))
# A8
def identity(n):
    count = torch.arange(n)
    return (rearrange(count, "i -> i 1") == rearrange(count, "j -> 1 j")).float()
# A9
n = 10_000_000
probabilities = torch.tensor([0.05, 0.1, 0.1, 0.2, 0.15, 0.4])
ends = probabilities.cumsum(0)[:-1]
draws = torch.searchsorted(ends, torch.rand(n), right=True)
shares = draws.bincount() / n
# A10
scores = torch.tensor([[0.75, 0.5, 0.25], [0.1, 0.5, 0.4], [0.1, 0.7, 0.2]])
classes = torch.tensor([0, 1, 0])
accuracy = (scores.argmax(1) == classes).float().mean()
# A11
prices = torch.tensor([0.5, 1, 1.5, 2, 2.5])
items = torch.tensor([0, 0, 1, 1, 4, 3, 2])
total = prices[items].sum()
# A12
def gather_columns(matrix, index):
    assert matrix.ndim == index.ndim and matrix.shape[0] == index.shape[0]
    assert (index >= 0).all() and (index < matrix.shape[1]).all()
    return matrix.gather(1, index)
matrix = torch.arange(15).reshape(3, 5)
one = gather_columns(matrix, torch.tensor([[4], [3], [2]]))
two = gather_columns(matrix, torch.tensor([[2, 4], [1, 3], [0, 2]]))
# A13
total = prices.gather(0, items).sum()
# A14
def at(values, coordinates):
    return values[coordinates.unbind(1)]
flat = at(torch.arange(15).reshape(3, 5), torch.tensor([[0, 1], [0, 4], [1, 4]]))
places = torch.tensor([[0, 0, 0], [0, 1, 1], [0, 2, 2], [1, 0, 3], [1, 2, 0]])
deep = at(torch.arange(24).reshape(2, 3, 4), places)
# A15
def log_sum_exp(rows):
    max = rows.amax(1, keepdim=True)
    return (rows - max).exp().sum(1).log() + max.squeeze(1)
rows = torch.stack([torch.full((4,), -1000.0), torch.full((4,), 1000.0)])
random = torch.randn(10, 20)
# A16
def softmax(rows):
    exp = rows.exp()
    return exp / exp.sum(1, keepdim=True)
shares = softmax(torch.arange(1.0, 6).log()[None])
for shift in [0.12, 3.4, -5, 6.7]:
    shifted = softmax((torch.arange(1.0, 6).log() + shift)[None])
random = torch.rand(10, 20)
all = softmax(random)
# A17
def log_softmax(rows):
    return rows - log_sum_exp(rows)[:, None]
result = log_softmax(torch.arange(1001.0, 1006)[None])
# A18
infinity = float("inf")
third = 1 / 3
logits = torch.tensor([[-infinity, -infinity, 0], [third, third, third], [-infinity, 0, 0]])
labels = torch.tensor([2, 0, 0])
loss = -log_softmax(logits).gather(1, labels[:, None]).squeeze(1)
# A19
matrix = torch.arange(15).reshape(5, 3)
rows = matrix[[0, 2, 1, 0]]
columns = matrix[:, [0, 2, 1, 0]]

# B1
def relu(x):
    return max(0, x)
# B2
@dataclass
class Neuron:
    bias: float
    weights: list
    def output(self, inputs):
        if len(inputs) != len(self.weights):
            raise ValueError(f"neuron: {len(inputs)} inputs for {len(self.weights)} weights")
        return relu(self.bias + sum(w * x for w, x in zip(self.weights, inputs)))
neuron = Neuron(0.5, [1, 2])
# B3
@dataclass
class Layer:
    neurons: list
    def output(self, inputs):
        return [neuron.output(inputs) for neuron in self.neurons]
first = Layer([Neuron(0.3, [0.1, 0.2]), Neuron(-0.1, [-0.15, 0.1]), Neuron(0.1, [0.2, 0.1])])
output = first.output([5.5, 1.2])
# B4
@dataclass
class Chain:
    layers: list
    def output(self, inputs):
        for layer in self.layers:
            inputs = layer.output(inputs)
        return inputs
network = Chain([
    first,
    Layer([Neuron(0.3, [0.1, 0.2, 0.3]), Neuron(-0.1, [-0.15, 0.1, 0.9])]),
    Layer([Neuron(0.3, [0.1, 0.2]), Neuron(-0.1, [-0.15, 0.1])]),
])
output = network.output([0, 1])
# B5
x = torch.tensor(5.0, requires_grad=True)
(x**2 + x).backward()
# B6
a = torch.tensor(5.0, requires_grad=True)
b = torch.tensor(3.0, requires_grad=True)
(a**2 + b**2).backward()
both = torch.tensor([5.0, 3.0], requires_grad=True)
(both**2).sum().backward()
# B7
x = torch.tensor(2.0, requires_grad=True)
(10 * x).backward()
(5 * x).backward()
x.grad = None
(5 * x).backward()
# B8
x = torch.tensor(3.0, requires_grad=True)
y = x**2
y.backward()
# B9
points = torch.rand(1000, 2, requires_grad=True)
((points**2).sum() + 5).backward()
gradient = points.grad.numpy()
# B10
def linear(map, batch):
    check(map, "d_output d_input", batch, "batch d_input")
    return einsum(map, batch, "d_output d_input, batch d_input -> batch d_output")
map = torch.tensor([[1.0, 2], [3, 4], [5, 6]])
batch = torch.tensor([[0.5, 0.6], [0.3, 0.4], [-2, -9], [-8, 1]])
result = linear(map, batch)
# B11
map = torch.randn(50, 2)
input = torch.rand(1, 2, requires_grad=True)
linear(map, input).sum().backward()
# B12
def drawn(*sizes):
    zeros = torch.zeros(*sizes, requires_grad=True)
    with torch.no_grad():
        return zeros.uniform_(-1 / 20, 1 / 20)
@dataclass
class Network:
    layer0: torch.Tensor
    bias0: torch.Tensor
    layer1: torch.Tensor
    bias1: torch.Tensor
    layer2: torch.Tensor
    bias2: torch.Tensor
    @staticmethod
    def create():
        return Network(
            drawn(2000, 784), drawn(2000), drawn(400, 2000), drawn(400), drawn(10, 400), drawn(10)
        )
    def tensors(self):
        return [self.layer0, self.bias0, self.layer1, self.bias1, self.layer2, self.bias2]
    def predict(self, images):
        first = F.linear(images, self.layer0, self.bias0).relu()
        second = F.linear(first, self.layer1, self.bias1).relu()
        return F.linear(second, self.layer2, self.bias2).softmax(1)
network = Network.create()
# B13
x = torch.tensor([-2.0, -0.5, 0, 0.5, 2])
relu = torch.maximum(x, torch.zeros_like(x))
# B14
x = torch.tensor([1.0, 2, 3], requires_grad=True)
(x**2).sum().backward()
# B15
x = torch.tensor([1.1, 2.2, 3.3], requires_grad=True)
x.grad = None
loss = F.mse_loss(x, x.detach() - 0.15)
loss.backward()
with torch.no_grad():
    x -= 2 * x.grad
# B16
digits = torchvision.datasets.MNIST("data", download=True, transform=ToTensor())
image, label = digits[0]
plt.imshow(image[0], cmap="gray")
plt.title(f"a {label}")
plt.savefig("digit.png")
one_hot = F.one_hot(torch.tensor([label]), 10)
def stacked(start):
    images = torch.stack([digits[i][0][0] for i in range(start, start + 1000)])
    return rearrange(images, "... h w -> ... (h w)")
training = stacked(0)
others = stacked(1000)
# B17
def examples(start):
    images = digits.data[start : start + 1000].float() / 255
    classes = digits.targets[start : start + 1000]
    return rearrange(images, "... h w -> ... (h w)"), classes, F.one_hot(classes, 10).float()
def prediction(net, images, classes):
    with torch.no_grad():
        probabilities = net(images[:1])
    percent = round(100 * probabilities.amax().item())
    return f"{probabilities.argmax()} with probability {percent} %, and it is a {classes[0]}"
def accuracy(net, images, classes):
    with torch.no_grad():
        return (net(images).argmax(1) == classes).float().mean().item()
def report(losses):
    fig, ax = plt.subplots(figsize=(6.4, 4))
    ax.set_title("Full-batch gradient descent")
    ax.set_xlabel("step")
    ax.set_ylabel("mean squared error")
    ax.plot(losses)
    fig.savefig("loss.png")
images, classes, one_hot = examples(0)
other_images, other_classes, _ = examples(1000)
torch.manual_seed(10)
network = Network.create()
losses = []
for step in tqdm(range(100)):
    for tensor in network.tensors():
        tensor.grad = None
    loss = F.mse_loss(network.predict(images), one_hot)
    loss.backward()
    with torch.no_grad():
        for tensor in network.tensors():
            tensor -= 10 * tensor.grad
    losses.append(loss.item())
report(losses)
right = accuracy(network.predict, other_images, other_classes)
# B18
images, classes, one_hot = examples(0)
other_images, other_classes, _ = examples(1000)
net = nn.Sequential(
    nn.Linear(784, 2000),
    nn.ReLU(),
    nn.Linear(2000, 400),
    nn.ReLU(),
    nn.Linear(400, 10),
    nn.Softmax(1),
)
optimizer = torch.optim.SGD(net.parameters(), 10)
losses = []
for epoch in tqdm(range(100)):
    optimizer.zero_grad()
    loss = F.mse_loss(net(images), one_hot)
    loss.backward()
    optimizer.step()
    losses.append(loss.item())
report(losses)
right = accuracy(net, other_images, other_classes)

# C1
x = torch.arange(9).reshape(3, 3)
# C2
x = torch.arange(9).reshape(3, 3).T
# C3
x = torch.arange(5).tile(3)
# C4
x = torch.arange(5).expand(4, 5)
# C5
x = torch.zeros(4, 4)
x.diagonal().fill_(1)
x.diagonal(1).fill_(-2)
x.diagonal(-1).fill_(-2)
# C6
x = torch.arange(3)[None, None, None]
# C7
x = torch.arange(4)[:, None] + torch.arange(3)
# C8
points = torch.arange(10, dtype=torch.float64).reshape(5, 2)
distances = (points[:, None] - points[None]).square().sum(-1).sqrt()
# C9
x = torch.arange(25).reshape(5, 5)[2:4, [0, 1, 4]]
# C10
x = torch.arange(25).reshape(5, 5)
sevens = x % 7 == 0
# C11
x = torch.arange(25).reshape(5, 5)
sevens = x % 7 == 0
x[sevens] += 1
# C12
samples = Poisson(10.0).sample((50,))
# C13
table = Poisson(torch.arange(5.0)[:, None]).log_prob(torch.arange(5.0)).exp()
# C14
log_prob = Gamma(2.0, 1.5).log_prob(torch.tensor([1.5, 3, 4.2]))
# C15
rates = torch.tensor([5.0, 20])
kinds = Categorical(torch.tensor([0.4, 0.6]))
counts = Poisson(rates[kinds.sample((1000,))]).sample()
mixture = MixtureSameFamily(kinds, Poisson(rates))
others = mixture.sample((1000,))
support = torch.arange(41.0)
density = mixture.log_prob(support).exp()
shares = counts.histc(41, -0.5, 40.5) / 1000
fig, ax = plt.subplots(figsize=(6.4, 4))
ax.set_title("A mixture of two Poisson distributions")
ax.set_xlabel("count")
ax.set_ylabel("share")
ax.hist(counts, torch.arange(-0.5, 41), density=True, alpha=0.5, label="1000 samples")
ax.plot(support, density, label="density")
ax.legend()
fig.savefig("mixture.png")
# C16
iterations = 20
truth = torch.tensor([5, 20], dtype=torch.float64)
prior = Gamma(torch.tensor(1, dtype=torch.float64), torch.tensor(1, dtype=torch.float64))
def update_assignments(counts, rates, probabilities):
    log_likelihoods = Poisson(rates).log_prob(counts[:, None])
    return (log_likelihoods + probabilities.log()).argmax(1)
def sizes(assignments, clusters):
    return F.one_hot(assignments, clusters).sum(0).double()
def update_rates(counts, assignments, clusters):
    sums = F.one_hot(assignments, clusters).double().T @ counts
    return sums / (sizes(assignments, clusters) + 1)
def log_joint(counts, assignments, rates, probabilities):
    of_counts = Poisson(rates[assignments]).log_prob(counts).sum()
    of_assignments = probabilities.log()[assignments].sum()
    return of_counts + of_assignments + prior.log_prob(rates).sum()
def draw(probabilities):
    return Poisson(truth[Categorical(probabilities).sample((1000,))]).sample()
def report(joints):
    fig, ax = plt.subplots(figsize=(6.4, 4))
    ax.set_title("Coordinate ascent")
    ax.set_xlabel("iteration")
    ax.set_ylabel("log joint")
    ax.plot(joints)
    fig.savefig("log-joint.png")
halves = torch.tensor([0.5, 0.5], dtype=torch.float64)
counts = draw(halves)
rates = torch.tensor([1, 2], dtype=torch.float64)
joints = []
for i in range(iterations):
    assignments = update_assignments(counts, rates, halves)
    rates = update_rates(counts, assignments, 2)
    joints.append(log_joint(counts, assignments, rates, halves).item())
report(joints)
# C17
def update_probabilities(assignments, alpha):
    weights = sizes(assignments, len(alpha)) + alpha - 1
    return weights / weights.sum()
truth_of_sizes = torch.tensor([0.3, 0.7], dtype=torch.float64)
alpha = torch.tensor([2, 2], dtype=torch.float64)
counts = draw(truth_of_sizes)
rates = torch.tensor([1, 2], dtype=torch.float64)
probabilities = torch.tensor([0.5, 0.5], dtype=torch.float64)
joints = []
for i in range(iterations):
    assignments = update_assignments(counts, rates, probabilities)
    rates = update_rates(counts, assignments, 2)
    probabilities = update_probabilities(assignments, alpha)
    joint = log_joint(counts, assignments, rates, probabilities)
    joints.append((joint + Dirichlet(alpha).log_prob(probabilities)).item())
report(joints)

# D1
x = torch.tensor([[1.5, 2], [3, 4]])
# D2
x = torch.tensor([1, 2, 3])
y = torch.tensor([1.0, 2, 3])
z = torch.tensor([1, 2, 3], dtype=torch.float64)
# D3
uniform = torch.rand(3, 3)
x = torch.arange(1, 10)
print(x + 2)
print(x * 2)
print(x**2)
print(x % 3)
# D4
a = torch.tensor([[1.0, 2], [3, 4], [5, 6]])
b = torch.tensor([[1.0, 0, 1, 0], [0, 1, 0, 1]])
print(a @ b)
cube = torch.tensor([[[1, 2], [3, 4]], [[5, 6], [7, 8]]])
folded = torch.arange(1, 16).reshape(5, 3)
# D5
numbers = np.array([1.0, 2, 3, 4])
x = torch.from_numpy(numbers).reshape(2, 2)
numbers[0] = 10
np.save("D5.npy", x.numpy())
print(torch.from_numpy(np.load("D5.npy")))
# D6
x = torch.arange(1.0, 36).reshape(5, 7)
print(x.sum(0))
print(x.sum(1))
print(x.std(1))
print(x.sum())
# D7
x = torch.arange(1, 13).reshape(3, 2, 2)
print(x[0])
print(x[:, 0])
print(x[1, :, 0])
# D8
x = torch.tensor([-1.5330, 0.4530, -0.7361, -0.3403, 2.4078])
print(x.sigmoid())
print(x.relu())
# D9
def toy(x):
    x0, x1, x2 = x.unbind(1)
    sum = (x0 + x1) * (x2 > 0) + (x0 - x1) * (x2 < 0)
    length = x.norm(2, 1)
    return x, (torch.stack([sum, length]).t().abs() > 1.33).to(x.dtype)
torch.manual_seed(0)
x, y = toy(torch.randn(20, 3))
# D10
def draw():
    shapes = [(3, 4), (1, 4), (4, 2), (1, 2)]
    return [torch.randn(*shape) * 0.2 for shape in shapes]
def predict(weights, x):
    w1, b1, w2, b2 = weights
    return ((x @ w1 + b1).relu() @ w2 + b2).sigmoid()
def squared_error(weights, x, y):
    return (predict(weights, x) - y).square().sum()
x, y = toy(torch.randn(20, 3))
weights = draw()
by_hand = squared_error(weights, x, y)
by_library = F.mse_loss(predict(weights, x), y, reduction="sum")
# D11
def outer(a, b):
    return (a[:, :, None] * b[:, None, :]).sum(0)
def gradients(weights, x, y):
    w1, b1, w2, b2 = weights
    z1 = x @ w1 + b1
    hidden = z1.relu()
    predicted = (hidden @ w2 + b2).sigmoid()
    at_output = 2 * (predicted - y) * predicted * (1 - predicted)
    at_hidden = (at_output @ w2.t()) * (z1 >= 0)
    return [
        outer(x, at_hidden),
        at_hidden.sum(0, keepdim=True),
        outer(hidden, at_output),
        at_output.sum(0, keepdim=True),
    ]
def compare(x, y, weights, limit):
    by_hand = gradients(weights, x, y)
    for weight in weights:
        weight.requires_grad_()
    squared_error(weights, x, y).backward()
    difference = sum((a - w.grad).norm().item() for a, w in zip(by_hand, weights))
x, y = toy(torch.randn(20, 3))
weights = draw()
compare(x, y, weights, 1e-6)
compare(x.double(), y.double(), [w.detach().double() for w in weights], 1e-14)
# D12
def step(weights, gradients, rate):
    return [w - rate * g for w, g in zip(weights, gradients)]
x, y = toy(torch.randn(20, 3))
weights = draw()
for _ in range(500):
    weights = step(weights, gradients(weights, x, y), 0.05)
before = squared_error(weights, x, y).item()
slopes = gradients(weights, x, y)
small = squared_error(step(weights, slopes, 0.01), x, y).item()
large = squared_error(step(weights, slopes, 10), x, y).item()
# D13
x = torch.tensor([2.0, 3, 4], requires_grad=True)
(x**2 + x).sum().backward()
(x**2 + x).sum().backward()
# D14
class Convolutions(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(1, 20, 5)
        self.conv2 = nn.Conv2d(20, 20, 5)
    def forward(self, x):
        return self.conv2(self.conv1(x).relu()).relu()
class NeuralNetwork(nn.Module):
    def __init__(self):
        super().__init__()
        self.linear_relu_stack = nn.Sequential(
            nn.Flatten(),
            nn.Linear(784, 128),
            nn.ReLU(),
            nn.Linear(128, 64),
            nn.ReLU(),
            nn.Linear(64, 10),
        )
    def forward(self, x):
        return self.linear_relu_stack(x)
convolutions = Convolutions()
network = NeuralNetwork()
image = torch.randn(1, 28, 28)
logits = network(image)
# D15
def toy_network():
    return nn.Sequential(
        nn.Linear(3, 32), nn.ReLU(), nn.Linear(32, 32), nn.ReLU(), nn.Linear(32, 2), nn.Sigmoid()
    )
def train(net, examples, steps):
    optimizer = torch.optim.Adam(net.parameters(), 0.01)
    for step in range(1, steps + 1):
        x, y = examples()
        optimizer.zero_grad()
        loss = F.mse_loss(net(x), y)
        loss.backward()
        optimizer.step()
        if loss.item() < 0.01:
            return step
    return steps
def loss_on(net, x, y):
    with torch.no_grad():
        return F.mse_loss(net(x), y).item()
known = toy(torch.randn(20, 3))
fresh = toy(torch.randn(100, 3))
by_heart = toy_network()
steps = train(by_heart, lambda: known, 10_000)
by_rule = toy_network()
train(by_rule, lambda: toy(torch.randn(20, 3)), 3000)

# E1
with gzip.open("mnist.pkl.gz", "rb") as file:
    sets = pickle.load(file, encoding="latin-1")
images, labels = map(torch.tensor, sets[0])
# E2
flat = images[0].tolist()
rows = [flat[i : i + 28] for i in range(0, 784, 28)]
image = torch.tensor(rows)
plt.imshow(image, cmap="gray")
plt.title("in grey")
plt.savefig("grey.png")
# E3
print(labels.min(), labels.max())
imgs = images[:1000].reshape(-1, 28, 28)
print(imgs[0, 20, 15])
# E4
class WichmannHill:
    def __init__(self, seed):
        seed, x = divmod(seed, 30268)
        seed, y = divmod(seed, 30306)
        seed, z = divmod(seed, 30322)
        self.state = x + 1, y + 1, z + 1
    def next(self):
        x, y, z = self.state
        self.state = 171 * x % 30269, 172 * y % 30307, 170 * z % 30323
        x, y, z = self.state
        return (x / 30269 + y / 30307 + z / 30323) % 1
    def draws(self, count):
        return [self.next() for _ in range(count)]
random = WichmannHill(457428938475)
first = random.draws(3)
fig, ax = plt.subplots(figsize=(6.4, 3.6))
ax.set_title("50 draws")
ax.set_xlabel("draw")
ax.set_ylabel("value")
ax.plot(random.draws(50))
fig.savefig("draws.png")
many = torch.tensor(random.draws(10_000))
fig, ax = plt.subplots(figsize=(6.4, 3.6))
ax.set_title("10,000 draws")
ax.set_xlabel("value")
ax.hist(many, 20)
fig.savefig("histogram.png")
shares = many.histc(10, 0, 1) / 10_000
# E5
class Draws(Dataset):
    def __len__(self):
        return 200
    def __getitem__(self, index):
        return torch.rand(()).item()
parent = WichmannHill(457428938475)
child = copy.copy(parent)
streams = [torch.Generator().manual_seed(seed) for seed in (1, 2)]
first = torch.rand((), generator=streams[0]).item()
second = torch.rand((), generator=streams[1]).item()
def draws(workers):
    torch.manual_seed(1)
    loader = DataLoader(Draws(), batch_size=10, num_workers=workers)
    return [number for batch in loader for number in batch.tolist()]
alone = draws(0)
together = draws(4)
# E6
def normals(random, count):
    numbers = []
    for _ in range(count // 2):
        radius = math.sqrt(-2 * math.log(1 - random.next()))
        angle = 2 * math.pi * random.next()
        numbers += [radius * math.cos(angle), radius * math.sin(angle)]
    return torch.tensor(numbers)
random = WichmannHill(457428938475)
slow = timeit(lambda: normals(random, 7840))
fast = timeit(lambda: torch.randn(784, 10))
many = normals(random, 100_000)
# E7
def by_elements(a, b):
    c = torch.zeros(a.shape[0], b.shape[1])
    for i in range(c.shape[0]):
        for j in range(c.shape[1]):
            for k in range(a.shape[1]):
                c[i, j] += a[i, k] * b[k, j]
    return c
@njit
def by_arrays(a, b):
    c = np.zeros((a.shape[0], b.shape[1]), np.float32)
    for i in range(c.shape[0]):
        for j in range(c.shape[1]):
            for k in range(a.shape[1]):
                c[i, j] += a[i, k] * b[k, j]
    return c
def by_sums(a, b):
    c = torch.zeros(a.shape[0], b.shape[1])
    for i in range(c.shape[0]):
        for j in range(c.shape[1]):
            c[i, j] = (a[i] * b[:, j]).sum()
    return c
def by_dots(a, b):
    c = torch.zeros(a.shape[0], b.shape[1])
    for i in range(c.shape[0]):
        for j in range(c.shape[1]):
            c[i, j] = a[i].dot(b[:, j])
    return c
def by_broadcasting(a, b):
    c = torch.zeros(a.shape[0], b.shape[1])
    for i in range(c.shape[0]):
        c[i] = (a[i, :, None] * b).sum(0)
    return c
@cuda.jit
def grid_kernel(a, b, c):
    column, row = cuda.grid(2)
    if row < c.shape[0] and column < c.shape[1]:
        sum = 0.0
        for k in range(a.shape[1]):
            sum += a[row, k] * b[k, column]
        c[row, column] = sum
def launch(kernel, a, b):
    product = torch.zeros(a.shape[0], b.shape[1], device="cuda")
    a, b, c = map(cuda.as_cuda_array, (a.cuda(), b.cuda(), product))
    blocks = math.ceil(c.shape[1] / 16), math.ceil(c.shape[0] / 16)
    kernel[blocks, (16, 16)](a, b, c)
    return product.cpu()
@cuda.jit
def tiles_kernel(a, b, c):
    left = cuda.shared.array((16, 16), float32)
    right = cuda.shared.array((16, 16), float32)
    global_column, global_row = cuda.grid(2)
    row, column = cuda.threadIdx.y, cuda.threadIdx.x
    sum = 0.0
    for start in range(0, a.shape[1], 16):
        left[row, column] = 0
        if global_row < a.shape[0] and start + column < a.shape[1]:
            left[row, column] = a[global_row, start + column]
        right[row, column] = 0
        if start + row < b.shape[0] and global_column < b.shape[1]:
            right[row, column] = b[start + row, global_column]
        cuda.syncthreads()
        for k in range(16):
            sum += left[row, k] * right[k, column]
        cuda.syncthreads()
    if global_row < c.shape[0] and global_column < c.shape[1]:
        c[global_row, global_column] = sum
small = {
    "three loops over elements": by_elements,
    "three loops over arrays": lambda a, b: torch.from_numpy(by_arrays(a.numpy(), b.numpy())),
    "(a[i] * b[:, j]).sum()": by_sums,
    "a[i].dot(b[:, j])": by_dots,
    "(a[i, :, None] * b).sum(0)": by_broadcasting,
    "grid, a thread per element": lambda a, b: launch(grid_kernel, a, b),
    "grid, tiles in shared memory": lambda a, b: launch(tiles_kernel, a, b),
    'einsum("ik,kj->ij")': lambda a, b: torch.einsum("ik,kj->ij", a, b),
    "matmul": torch.matmul,
}
large = {name: list(small.values())[i] for i, name in enumerate(small) if i in (1, 5, 7, 8)}
def climb(name, rungs, a, b):
    expected = next(iter(rungs.values()))(a, b)
    seconds = []
    for rung in rungs.values():
        torch.testing.assert_close(rung(a, b), expected, rtol=1e-4, atol=1e-3)
        seconds.append(min(repeat(lambda: rung(a, b), repeat=3, number=1)))
    for rung, time in zip(rungs, seconds):
        table = f"{rung:30} {time * 1e3:12.3f} ms {max(seconds) / time:9.1f} ×"
    fig, ax = plt.subplots(figsize=(7.2, 4.2))
    ax.set_title("The speed ladder")
    ax.set_xlabel("time (ms)")
    ax.set_xscale("log")
    ax.barh(list(rungs), [time * 1e3 for time in seconds])
    fig.tight_layout()
    fig.savefig(f"{name}.png")
weights = torch.randn(784, 10)
climb("small", small, images[:5], weights)
climb("large", large, images[:50_000], weights)
# E8
a = torch.tensor([10.0, 6, -4])
b = torch.tensor([2.0, 8, 7])
print(a + b)
print(a < b)
share = (a < b).float().mean()
m = torch.arange(1.0, 10).reshape(3, 3)
print(m.square().sum().sqrt())
# E9
x = torch.tensor([0.00001, 1.23456, 123456.789])
torch.set_printoptions(precision=2, linewidth=140, sci_mode=False)
# E10
c = torch.tensor([10.0, 20, 30])
m = torch.arange(1.0, 10).reshape(3, 3)
expanded = c.expand_as(m)
products = c[..., None] * c[None]
larger = c[None] > c[..., None]
# E11
print(torch.ones(2, 3) + torch.ones(2, 3))
print(torch.ones(2, 1) + torch.ones(1, 3))
print(torch.ones(4, 2, 3) + torch.ones(3))
# E12
image = torch.rand(256, 256, 3)
scaled = image * torch.tensor([0.5, 1, 2])
