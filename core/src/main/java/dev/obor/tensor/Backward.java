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
    private final IdentityHashMap<Node, Visit> visits = new IdentityHashMap<>();
    private final List<Node.Edge> wanted = new ArrayList<>();

    /// What this pass knows of a node. A node itself is shared with passes of other threads.
    private static final class Visit {
        private final Node node;
        /// How many edges that will be walked lead here.
        private int waiting;
        /// The gradients of the node's outputs, null where none has come yet.
        private Held[] arrived;
        /// What had arrived at a node that was asked for.
        private Held[] captured;
        private boolean reached;
        private boolean wanted;
        private boolean needed;

        Visit(Node node) {
            this.node = node;
        }
    }

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
            pass.visit(edge.node()).wanted = true;
        }
        List<Tensor> seeds = new ArrayList<>();
        for (int i = 0; i < outputs.size(); i++) {
            seeds.add(seed(outputs.get(i), given.isEmpty() ? null : given.get(i)));
        }
        pass.run(outputs, seeds);
        return pass.wanted.stream().map(pass::captured).toArray(Tensor[]::new);
    }

    private Tensor captured(Node.Edge edge) {
        Held[] held = visit(edge.node()).captured;
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
        Node.Edge[] edges = new Node.Edge[outputs.size()];
        List<Visit> roots = new ArrayList<>(edges.length);
        for (int i = 0; i < edges.length; i++) {
            edges[i] = outputs.get(i).graphEdge();
            roots.add(visit(edges[i].node()));
        }
        countUses(roots);
        PriorityQueue<Visit> ready = new PriorityQueue<>(Backward::later);
        for (int i = 0; i < edges.length; i++) {
            arrive(roots.get(i), edges[i].output(), new Held(seeds.get(i), false));
        }
        for (Visit root : roots) {
            if (isNeeded(root) && root.waiting == 0 && !ready.contains(root)) {
                ready.add(root);
            }
        }
        try (GradMode.Scope _ = GradMode.set(createGraph)) {
            while (!ready.isEmpty()) {
                Visit visit = ready.poll();
                Node node = visit.node;
                Held[] held = visit.arrived;
                visit.arrived = null;
                if (held != null && node.hasHooks()) {
                    hook(node, held);
                }
                if (held != null && visit.wanted) {
                    visit.captured = held;
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

    private static int later(Visit a, Visit b) {
        return Long.compare(b.node.sequence, a.node.sequence);
    }

    private Visit visit(Node node) {
        Visit known = visits.get(node);
        if (known == null) {
            known = new Visit(node);
            visits.put(node, known);
        }
        return known;
    }

    /// Counts the edges that lead to each node from those that will be walked.
    private void countUses(List<Visit> roots) {
        List<Visit> reached = reached(roots);
        if (!wanted.isEmpty()) {
            findNeeded(reached);
        }
        for (Visit visit : reached) {
            if (isNeeded(visit)) {
                for (Node.Edge edge : visit.node.edges()) {
                    if (edge != null) {
                        visit(edge.node()).waiting++;
                    }
                }
            }
        }
    }

    /// Finds the nodes on the way to what is wanted. Edges lead to smaller numbers, or to leaves, which have
    /// none.
    private void findNeeded(List<Visit> reached) {
        reached.sort(Comparator.comparing((Visit visit) -> visit.node instanceof Node.Applied)
                .thenComparingLong(visit -> visit.node.sequence));
        for (Visit visit : reached) {
            visit.needed = visit.wanted;
            for (Node.Edge edge : visit.node.edges()) {
                visit.needed |= edge != null && visit(edge.node()).needed;
            }
        }
    }

    private boolean isNeeded(Visit visit) {
        return wanted.isEmpty() || visit.needed;
    }

    private List<Visit> reached(List<Visit> roots) {
        List<Visit> reached = new ArrayList<>();
        ArrayDeque<Visit> stack = new ArrayDeque<>(roots);
        while (!stack.isEmpty()) {
            Visit visit = stack.pop();
            if (!visit.reached) {
                visit.reached = true;
                reached.add(visit);
                for (Node.Edge edge : visit.node.edges()) {
                    if (edge != null) {
                        stack.push(visit(edge.node()));
                    }
                }
            }
        }
        return reached;
    }

    private void spread(Node.Applied node, Held[] held, PriorityQueue<Visit> ready) {
        if (held != null && node.isReleased()) {
            throw new AutogradException("backward: the graph through " + node.op.name()
                    + " was walked before and what it had saved is released: pass retainGraph = true the first time,"
                    + " or compute the output again");
        }
        Node.Edge[] edges = node.edges();
        Tensor[] together = held != null && node.op.isJoint() ? together(node, held) : null;
        for (int i = 0; i < edges.length; i++) {
            Node.Edge edge = edges[i];
            if (edge == null) {
                continue;
            }
            Visit next = visit(edge.node());
            if (!isNeeded(next)) {
                continue;
            }
            Tensor gradient = held == null ? null : together == null ? gradient(node, i, held) : together[i];
            if (gradient != null) {
                Tensor fitted = fit(gradient, edge.spec());
                if (node.call != null) {
                    Anomaly.check(node, i, fitted);
                }
                arrive(next, edge.output(), new Held(fitted, isFresh(fitted, node, held)));
            }
            if (--next.waiting == 0) {
                ready.add(next);
            }
        }
        if (!retainGraph && held != null) {
            node.release();
        }
    }

    private boolean leadsOn(Node.Applied node) {
        for (Node.Edge edge : node.edges()) {
            if (edge != null && isNeeded(visit(edge.node()))) {
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
            wanted[i] = edges[i] != null && isNeeded(visit(edges[i].node()));
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

    private static void arrive(Visit visit, int output, Held held) {
        if (visit.arrived == null) {
            visit.arrived = new Held[visit.node instanceof Node.Applied applied ? applied.outputCount() : 1];
        }
        Held[] all = visit.arrived;
        Held before = all[output];
        all[output] = before == null ? held : new Held(before.tensor().add(held.tensor()), true);
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
            boolean own = held.fresh() && whole && gradient.isContiguous();
            leaf.setGrad(own ? gradient : gradient.clone());
        } else if (createGraph) {
            leaf.setGrad(before.add(gradient));
        } else {
            before.add_(gradient);
        }
    }
}
