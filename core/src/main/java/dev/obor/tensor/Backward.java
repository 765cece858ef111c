package dev.obor.tensor;

import dev.obor.error.AutogradException;
import dev.obor.error.OborException;
import dev.obor.error.ShapeException;
import dev.obor.storage.Storage;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.PriorityQueue;

/// Carries gradients from outputs to leaves. Nodes are taken by falling sequence number, each when all that
/// lead to it are done; no recursion, so a graph may be as deep as memory allows.
final class Backward {
    /// A gradient under way, and whether nobody else holds its storage.
    private record Held(Tensor tensor, boolean fresh) {}

    private final boolean retainGraph;
    private final boolean createGraph;
    private final IdentityHashMap<Node, Integer> waiting = new IdentityHashMap<>();
    private final IdentityHashMap<Node, Held[]> arrived = new IdentityHashMap<>();
    private final IdentityHashMap<Node, Held[]> captured = new IdentityHashMap<>();
    private final List<Node.Edge> wanted = new ArrayList<>();
    private final IdentityHashMap<Node, Boolean> wantedNodes = new IdentityHashMap<>();
    private final IdentityHashMap<Node, Boolean> needed = new IdentityHashMap<>();

    private Backward(boolean retainGraph, boolean createGraph) {
        this.retainGraph = retainGraph;
        this.createGraph = createGraph;
    }

    /// Adds the gradients of `output` to the leaves.
    static void accumulate(Tensor output, Tensor gradient, boolean retainGraph, boolean createGraph) {
        Backward pass = new Backward(retainGraph, createGraph);
        pass.run(List.of(output), List.of(seed(output, gradient)));
    }

    /// Returns the gradients of outputs with respect to inputs; null where an input was not used.
    static Tensor[] gradients(
            List<Tensor> outputs, List<Tensor> given, List<Tensor> inputs, boolean retainGraph, boolean createGraph) {
        Backward pass = new Backward(retainGraph, createGraph);
        for (Tensor input : inputs) {
            if (!input.requiresGrad()) {
                throw new AutogradException("grad: an input of shape " + input.shape()
                        + " does not require a gradient: call requiresGrad(true) on it before it is used");
            }
            Node.Edge edge = input.graphEdge();
            pass.wanted.add(edge);
            pass.wantedNodes.put(edge.node(), true);
        }
        List<Tensor> seeds = new ArrayList<>();
        for (int i = 0; i < outputs.size(); i++) {
            seeds.add(seed(outputs.get(i), given.isEmpty() ? null : given.get(i)));
        }
        pass.run(outputs, seeds);
        return pass.wanted.stream().map(pass::captured).toArray(Tensor[]::new);
    }

    private Tensor captured(Node.Edge edge) {
        Held[] held = captured.get(edge.node());
        return held == null || held[edge.output()] == null ? null : held[edge.output()].tensor();
    }

    private static Tensor seed(Tensor output, Tensor gradient) {
        if (!output.requiresGrad()) {
            throw new AutogradException(
                    "backward: a tensor of shape " + output.shape()
                            + " depends on nothing that requires a gradient: call requiresGrad(true) on an input, outside noGrad");
        }
        if (gradient == null) {
            if (output.numel() != 1) {
                throw new AutogradException("backward: the output has shape " + output.shape()
                        + " and only a single number has a gradient of its own: reduce it, as in sum().backward(),"
                        + " or hand over a gradient of that shape");
            }
            return Tensor.full(output.shape(), 1, output.dtype());
        }
        if (!gradient.shape().equals(output.shape())) {
            throw new ShapeException("backward: the gradient handed over has shape " + gradient.shape()
                    + " and the output " + output.shape() + ": they must be equal");
        }
        return gradient;
    }

    private void run(List<Tensor> outputs, List<Tensor> seeds) {
        List<Node.Edge> edges = outputs.stream().map(Tensor::graphEdge).toList();
        List<Node> roots = edges.stream().map(Node.Edge::node).toList();
        countUses(roots);
        PriorityQueue<Node> ready = new PriorityQueue<>((a, b) -> Long.compare(b.sequence, a.sequence));
        for (int i = 0; i < edges.size(); i++) {
            arrive(edges.get(i), new Held(seeds.get(i), false));
        }
        for (Node root : roots) {
            if (isNeeded(root) && waiting.get(root) == 0 && !ready.contains(root)) {
                ready.add(root);
            }
        }
        try (GradMode.Scope _ = GradMode.set(createGraph)) {
            while (!ready.isEmpty()) {
                Node node = ready.poll();
                Held[] held = arrived.remove(node);
                if (held != null && node.hasHooks()) {
                    hook(node, held);
                }
                if (held != null && wantedNodes.containsKey(node)) {
                    captured.put(node, held);
                }
                if (node instanceof Node.Leaf leaf) {
                    if (held != null && wanted.isEmpty()) {
                        settle(leaf.tensor, held[0]);
                    }
                } else if (node instanceof Node.Applied applied && leadsOn(applied)) {
                    spread(applied, held, ready);
                }
            }
        }
    }

    /// Counts the edges that lead to each node from those that will be walked.
    private void countUses(List<Node> roots) {
        List<Node> reached = reached(roots);
        if (!wanted.isEmpty()) {
            findNeeded(reached);
        }
        for (Node node : reached) {
            if (isNeeded(node)) {
                waiting.merge(node, 0, Integer::sum);
                for (Node.Edge edge : node.edges()) {
                    if (edge != null && isNeeded(edge.node())) {
                        waiting.merge(edge.node(), 1, Integer::sum);
                    }
                }
            }
        }
    }

    /// Finds the nodes on the way to what is wanted. Edges lead to smaller numbers, or to leaves, which have
    /// none.
    private void findNeeded(List<Node> reached) {
        reached.sort(Comparator.comparing((Node node) -> node instanceof Node.Applied)
                .thenComparingLong(node -> node.sequence));
        for (Node node : reached) {
            boolean leads = wantedNodes.containsKey(node);
            for (Node.Edge edge : node.edges()) {
                leads |= edge != null && needed.containsKey(edge.node());
            }
            if (leads) {
                needed.put(node, true);
            }
        }
    }

    private boolean isNeeded(Node node) {
        return wanted.isEmpty() || needed.containsKey(node);
    }

    private static List<Node> reached(List<Node> roots) {
        IdentityHashMap<Node, Boolean> seen = new IdentityHashMap<>();
        List<Node> reached = new ArrayList<>();
        ArrayDeque<Node> stack = new ArrayDeque<>(roots);
        while (!stack.isEmpty()) {
            Node node = stack.pop();
            if (seen.put(node, true) == null) {
                reached.add(node);
                for (Node.Edge edge : node.edges()) {
                    if (edge != null) {
                        stack.push(edge.node());
                    }
                }
            }
        }
        return reached;
    }

    private void spread(Node.Applied node, Held[] held, PriorityQueue<Node> ready) {
        if (held != null && node.isReleased()) {
            throw new AutogradException("backward: the graph through " + node.op.name()
                    + " was walked before and what it had saved is released: pass retainGraph = true the first time,"
                    + " or compute the output again");
        }
        Node.Edge[] edges = node.edges();
        Tensor[] together = held != null && node.op.isJoint() ? together(node, held) : null;
        for (int i = 0; i < edges.length; i++) {
            Node.Edge edge = edges[i];
            if (edge == null || !isNeeded(edge.node())) {
                continue;
            }
            Tensor gradient = held == null ? null : together == null ? gradient(node, i, held) : together[i];
            if (gradient != null) {
                Tensor fitted = fit(gradient, edge.spec());
                if (node.call != null) {
                    Anomaly.check(node, i, fitted);
                }
                arrive(edge, new Held(fitted, isFresh(fitted, node, held)));
            }
            if (waiting.merge(edge.node(), -1, Integer::sum) == 0) {
                ready.add(edge.node());
            }
        }
        if (!retainGraph && held != null) {
            node.release();
        }
    }

    private boolean leadsOn(Node.Applied node) {
        for (Node.Edge edge : node.edges()) {
            if (edge != null && isNeeded(edge.node())) {
                return true;
            }
        }
        return false;
    }

    private static boolean single(Node.Edge[] edges) {
        int count = 0;
        for (Node.Edge edge : edges) {
            count += edge == null ? 0 : 1;
        }
        return count == 1;
    }

    private static void hook(Node node, Held[] held) {
        for (int o = 0; o < held.length; o++) {
            if (held[o] != null) {
                // What a hook has seen, it may keep.
                held[o] = new Held(node.hooked(o, held[o].tensor()), false);
            }
        }
    }

    private static Tensor gradient(Node.Applied node, int input, Held[] held) {
        try {
            return held.length == 1
                    ? node.op.gradient(input, held[0].tensor(), node)
                    : node.op.gradient(input, node.cotangents(tensors(held)), node);
        } catch (OborException e) {
            throw Anomaly.placed(node, e);
        }
    }

    private Tensor[] together(Node.Applied node, Held[] held) {
        Node.Edge[] edges = node.edges();
        boolean[] wanted = new boolean[edges.length];
        for (int i = 0; i < edges.length; i++) {
            wanted[i] = edges[i] != null && isNeeded(edges[i].node());
        }
        try {
            return node.op.gradients(wanted, node.cotangents(tensors(held)), node);
        } catch (OborException e) {
            throw Anomaly.placed(node, e);
        }
    }

    private static Tensor[] tensors(Held[] held) {
        Tensor[] tensors = new Tensor[held.length];
        for (int i = 0; i < held.length; i++) {
            tensors[i] = held[i] == null ? null : held[i].tensor();
        }
        return tensors;
    }

    private static boolean isFresh(Tensor gradient, Node.Applied node, Held[] held) {
        Storage storage = gradient.view().storage();
        for (Held arrived : held) {
            if (arrived != null && arrived.tensor().view().storage() == storage) {
                return arrived.fresh() && single(node.edges());
            }
        }
        return !node.holds(storage);
    }

    private void arrive(Node.Edge edge, Held held) {
        int count = edge.node() instanceof Node.Applied applied ? applied.outputCount() : 1;
        Held[] all = arrived.computeIfAbsent(edge.node(), _ -> new Held[count]);
        Held before = all[edge.output()];
        all[edge.output()] = before == null ? held : new Held(before.tensor().add(held.tensor()), true);
    }

    /// Sums what broadcasting repeated, and casts back what promotion widened.
    private static Tensor fit(Tensor gradient, Spec spec) {
        return gradient.sumToSize(spec.shape()).to(spec.dtype());
    }

    private void settle(Tensor leaf, Held held) {
        Tensor before = leaf.gradOrNull();
        Tensor gradient = held.tensor();
        if (before == null) {
            boolean whole = gradient.numel() == gradient.view().storage().length();
            boolean own = createGraph || held.fresh() && whole && gradient.isContiguous();
            leaf.setGrad(own ? gradient : gradient.clone());
        } else if (createGraph) {
            leaf.setGrad(before.add(gradient));
        } else {
            before.add_(gradient);
        }
    }
}
