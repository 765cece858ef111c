package dev.obor.tensor;

import dev.obor.dtype.DType;
import dev.obor.dtype.Promotion;
import dev.obor.error.AutogradException;
import dev.obor.error.ShapeException;
import dev.obor.layout.Layout;
import dev.obor.layout.Shape;
import dev.obor.storage.Elements;
import dev.obor.storage.Storage;
import dev.obor.storage.View;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// An array of numbers of one dtype with any number of dims, and what autograd knows of it.
///
/// The methods stand in families, the interfaces named below: [Arithmetic], [Reduction], [Viewing],
/// [Indexing] and so on. A tensor may be read by several threads at once; writing needs the caller's own
/// order.
public final class Tensor
        implements Arithmetic,
                Bounds,
                Conversion,
                Bitwise,
                Transcendental,
                HigherTranscendental,
                TranscendentalInPlace,
                Comparison,
                Reduction,
                Scanning,
                Sorting,
                Statistics,
                Dispersion,
                Norms,
                Describing,
                Differentiable,
                Viewing,
                Axes,
                Splitting,
                Diagonals,
                Arranging,
                Making,
                Indexing,
                Gathering,
                LinearAlgebra,
                Decompositions,
                Patterns,
                InPlace,
                BoundsInPlace,
                LogicInPlace,
                HostAccess,
                RandomInPlace,
                Aliases {
    private View view;
    private boolean isParameter;
    private boolean standsIn;
    private final boolean isNumber;
    private final Tensor base;
    private final ViewPath path;
    private final boolean inference;
    private int baseEdits;
    private int recordedEdits;
    private boolean requiresGrad;
    private Tensor grad;
    private Node node;
    private int nodeOutput;
    private Hook retainer;

    private Tensor(View view, boolean isNumber, Tensor base, ViewPath path) {
        this.view = view;
        this.isNumber = isNumber;
        this.base = base;
        this.path = path;
        this.baseEdits = base == null ? 0 : base.recordedEdits;
        this.inference = GradMode.isInference();
    }

    /// Returns a tensor over a storage, shared and not copied.
    public static Tensor of(View view) {
        return new Tensor(view, false, null, null);
    }

    /// Returns a view of a tensor, made by a view operator, as a view of what the tensor is a view of; for
    /// interpreters.
    public static Tensor viewOf(View view, ViewOp op, Tensor tensor) {
        return new Tensor(view, false, tensor.base == null ? tensor : tensor.base, new ViewPath(tensor.path, op));
    }

    /// Returns a dense tensor over a storage, shared and not copied.
    ///
    /// @throws ShapeException if the storage's length is not the shape's number of elements
    public static Tensor of(Storage storage, DType dtype, Shape shape) {
        if (storage.length() != shape.numel()) {
            throw new ShapeException("tensor: " + storage.length() + " elements do not fill shape " + shape + " of "
                    + shape.numel() + ": the numbers must be equal");
        }
        return of(new View(storage, Layout.dense(shape), dtype));
    }

    /// Returns a float32 tensor of one dim over these elements, shared and not copied.
    public static Tensor of(float... elements) {
        return of(new Storage.Floats(elements), DType.FLOAT32, Shape.of(elements.length));
    }

    /// Returns an int64 tensor of one dim over these elements, shared and not copied.
    public static Tensor of(long... elements) {
        return of(new Storage.Longs(elements), DType.INT64, Shape.of(elements.length));
    }

    /// Returns a tensor in which every element is a number, fractions cut off for integers.
    ///
    /// @throws dev.obor.error.DTypeException if the number lies outside the dtype's range
    public static Tensor full(Shape shape, Number value, DType dtype) {
        Promotion.checkFits("full", value, dtype);
        return of(Elements.filled(dtype, shape.numel(), value), dtype, shape);
    }

    /// Returns a Java number as an operand: of no dims, and of the lowest rank in promotion. Whole numbers
    /// are int64, others hold a double and count as float32.
    public static Tensor number(Number value) {
        Promotion.ofNumber(value);
        DType dtype = value instanceof Double || value instanceof Float ? DType.FLOAT64 : DType.INT64;
        return new Tensor(new View(Elements.filled(dtype, 1, value), SCALAR, dtype), true, null, null);
    }

    private static final Layout SCALAR = Layout.dense(Shape.SCALAR);

    /// Returns the result of an operator on tensors, by the current interpreter.
    public static Tensor of(Op op, Tensor... inputs) {
        return Interpreter.current().apply(op, inputs)[0];
    }

    /// Returns `yes` where a mask holds, else `no`; all broadcast, and dtypes are promoted.
    public static Tensor where(Tensor mask, Tensor yes, Tensor no) {
        return of(Ops.WHERE, Addressing.mask("where", mask), yes, no);
    }

    @Override
    public Tensor apply(Op op, Tensor... others) {
        return of(op, withThis(others));
    }

    @Override
    public Tensor applyInPlace(Op op, Tensor... others) {
        Interpreter.current().applyInto(op, new Tensor[] {this}, withThis(others));
        return this;
    }

    private Tensor[] withThis(Tensor[] others) {
        Tensor[] inputs = new Tensor[others.length + 1];
        inputs[0] = this;
        System.arraycopy(others, 0, inputs, 1, others.length);
        return inputs;
    }

    @Override
    public Tensor self() {
        return this;
    }

    /// Returns the storage seen through this tensor's layout and dtype.
    public View view() {
        return view;
    }

    /// Returns the layout: shape, strides and offset.
    public Layout layout() {
        return view.layout();
    }

    /// Returns the shape.
    public Shape shape() {
        return view.layout().shape();
    }

    /// Returns the size of a dim; negative dims count from the end.
    public int size(int dim) {
        return shape().size(dim);
    }

    /// Returns the number of dims.
    public int dim() {
        return shape().rank();
    }

    /// Returns the number of elements.
    public int numel() {
        return shape().numel();
    }

    /// Returns the dtype.
    public DType dtype() {
        return view.dtype();
    }

    /// Returns the stride of a dim, in elements.
    public int stride(int dim) {
        return layout().stride(dim);
    }

    /// Tells whether the elements follow one another in row-major order without gaps.
    public boolean isContiguous() {
        return layout().isContiguous();
    }

    /// Tells whether this tensor was made as a view of another.
    public boolean isView() {
        return base != null;
    }

    /// Tells whether this tensor was made in inference mode.
    public boolean isInference() {
        return inference;
    }

    /// Returns the tensor that this is a view of; null if it is none.
    Tensor base() {
        return base;
    }

    /// Returns how this view was made from its base.
    ViewPath path() {
        return path;
    }

    /// Takes a view's history from its base again if the base was edited in a recorded graph since.
    private void refresh() {
        if (base != null && base.recordedEdits != baseEdits) {
            baseEdits = base.recordedEdits;
            try (GradMode.Scope _ = GradMode.set(true)) {
                Tensor fresh = path.of(base);
                setNode(fresh.node, fresh.nodeOutput);
            }
        }
    }

    /// Counts an edit in place that became part of the graph.
    void countRecordedEdit() {
        recordedEdits++;
    }

    /// Tells whether this is a Java number taking part in an operator.
    public boolean isNumber() {
        return isNumber;
    }

    /// Returns `dim` counted from the front; for the method families.
    int wrap(String op, int dim) {
        return Shape.wrapDim(op, dim, dim());
    }

    /// Returns a copy with a storage of its own.
    @Override
    public Tensor clone() {
        return apply(Ops.CLONE);
    }

    /// Tells whether gradients flow to this tensor.
    public boolean requiresGrad() {
        refresh();
        return requiresGrad || node instanceof Node.Applied;
    }

    /// Says whether the gradient of this tensor is wanted, and returns it.
    ///
    /// @throws AutogradException for a tensor that an operator made, and for dtypes without gradients
    public Tensor requiresGrad(boolean wanted) {
        if (!isLeaf()) {
            throw new AutogradException("requiresGrad: the tensor was made by " + gradFn().orElseThrow()
                    + " and not by you: only a leaf can be told; use detach() first");
        }
        if (wanted && !dtype().isFloating()) {
            throw new AutogradException("requiresGrad: the tensor is " + dtype()
                    + ", and only floating-point tensors have gradients: convert it with to(FLOAT32)");
        }
        requiresGrad = wanted;
        return this;
    }

    /// Tells whether no recorded operator made this tensor.
    public boolean isLeaf() {
        refresh();
        return !(node instanceof Node.Applied);
    }

    /// Returns the name of the operator that made this tensor, as PyTorch prints it; empty for a leaf.
    public Optional<String> gradFn() {
        refresh();
        if (!(node instanceof Node.Applied applied)) {
            return Optional.empty();
        }
        String name = applied.op.method().replace("_", "");
        return Optional.of(Character.toUpperCase(name.charAt(0)) + name.substring(1) + "Backward0");
    }

    /// Returns the gradient that backward left here.
    ///
    /// @throws AutogradException if there is none; see [#hasGrad()]
    public Tensor grad() {
        if (grad == null) {
            throw new AutogradException("grad: this tensor of shape " + shape() + " has no gradient: "
                    + (requiresGrad() ? "call backward() on what was computed from it" : "it does not require one"));
        }
        return grad;
    }

    /// Tells whether there is a gradient.
    public boolean hasGrad() {
        return grad != null;
    }

    /// Replaces the gradient.
    ///
    /// @throws ShapeException if shape or dtype differ
    public void setGrad(Tensor gradient) {
        if (!gradient.shape().equals(shape()) || gradient.dtype() != dtype()) {
            throw new ShapeException("grad: a tensor of " + shape() + " and " + dtype() + " cannot have a gradient of "
                    + gradient.shape() + " and " + gradient.dtype());
        }
        grad = gradient;
    }

    /// Forgets the gradient.
    public void clearGrad() {
        grad = null;
    }

    Tensor gradOrNull() {
        return grad;
    }

    /// Gives this leaf the elements, shape and dtype of another tensor, shared and not copied. Whatever holds
    /// this tensor, such as an optimizer, sees the change; graphs that saved the former elements can no
    /// longer be differentiated. The gradient is forgotten if it does not fit any more.
    ///
    /// @throws AutogradException for a tensor that an operator made, and for dtypes without gradients if one
    ///     is wanted
    public void setData(Tensor data) {
        if (!isLeaf() || isView() || requiresGrad && !data.dtype().isFloating()) {
            throw new AutogradException("setData: a tensor of " + dtype() + (isLeaf() ? "" : " that an operator made")
                    + (isView() ? " that is a view" : "") + " cannot become one of " + data.dtype()
                    + ": only a leaf that is no view can, and one that requires a gradient must stay floating-point");
        }
        data.view.storage().succeed(view.storage(), "setData");
        view = data.view;
        if (grad != null && (!grad.shape().equals(shape()) || grad.dtype() != dtype())) {
            grad = null;
        }
    }

    /// Makes this tensor stand for another, with its elements and its history, as a module's weight that is
    /// computed before each forward. What was computed with it before keeps what it stood for then.
    ///
    /// @throws AutogradException if either is a view, or the other a leaf that requires a gradient
    public void standFor(Tensor other) {
        if (isView() || other.isView() || other.requiresGrad) {
            throw new AutogradException("standFor: one of the tensors of shapes " + shape() + " and " + other.shape()
                    + " is a view, or a leaf whose gradient is wanted: use a clone()");
        }
        standsIn = true;
        isParameter = false;
        requiresGrad = false;
        grad = null;
        view = other.view;
        setNode(other.node, other.nodeOutput);
    }

    /// Tells whether this stands for another tensor, and soon for a third.
    boolean isStandIn() {
        return standsIn;
    }

    /// Makes this leaf a parameter of a module, which requires a gradient if its dtype can have one and says
    /// so when printed, and returns it.
    ///
    /// @throws AutogradException for a tensor that an operator made
    public Tensor asParameter() {
        requiresGrad(dtype().isFloating());
        standsIn = false;
        isParameter = true;
        return this;
    }

    /// Tells whether this was made a parameter of a module.
    public boolean isParameter() {
        return isParameter;
    }

    /// Returns a tensor of the same storage that is no part of the graph.
    public Tensor detach() {
        return of(view);
    }

    /// Makes this tensor no part of the graph, and returns it. Unlike [#detach()] it is the same tensor: a
    /// state that is carried on from one step of training to the next is cut off from its past.
    ///
    /// @throws AutogradException for a view, whose history is its base's
    public Tensor detach_() {
        if (isView()) {
            throw new AutogradException("detach_: the tensor of shape " + shape()
                    + " is a view, and its history is its base's: use detach()");
        }
        setNode(null, 0);
        requiresGrad = false;
        return this;
    }

    /// Returns the gradients of the sums of outputs with respect to inputs; empty where an input was not
    /// used.
    public static List<Optional<Tensor>> gradients(
            List<Tensor> outputs,
            List<Tensor> gradients,
            List<Tensor> inputs,
            boolean retainGraph,
            boolean createGraph) {
        if (!gradients.isEmpty() && gradients.size() != outputs.size()) {
            throw new ShapeException("grad: " + gradients.size() + " gradients for " + outputs.size()
                    + " outputs: give one for each, or none");
        }
        Tensor[] found = Backward.gradients(outputs, gradients, inputs, retainGraph || createGraph, createGraph);
        return Arrays.stream(found).map(Optional::ofNullable).toList();
    }

    Node.Edge graphEdge() {
        refresh();
        if (node == null) {
            node = new Node.Leaf(this);
        }
        return new Node.Edge(node, nodeOutput, new Spec(shape(), dtype()));
    }

    void setNode(Node recorded, int output) {
        node = recorded;
        nodeOutput = output;
        if (retainer != null) {
            retainer.close();
            retainer = null;
            retainGrad();
        }
    }

    /// Calls `hook` with the gradient of this tensor whenever backward has computed it; what the hook returns
    /// takes the gradient's place.
    ///
    /// @param hook given and returning a tensor of this shape and dtype
    /// @return what removes the hook when closed
    /// @throws AutogradException if this tensor does not require a gradient
    public Hook registerHook(UnaryOperator<Tensor> hook) {
        return register(false, hook);
    }

    /// Keeps the gradient of this tensor in [#grad()] although it is no leaf.
    ///
    /// @throws AutogradException if this tensor does not require a gradient
    public void retainGrad() {
        if (!isLeaf() && retainer == null) {
            retainer = register(true, gradient -> {
                grad = grad == null ? gradient : grad.add(gradient);
                return gradient;
            });
        }
    }

    /// Tells whether this tensor is no leaf and keeps its gradient.
    public boolean retainsGrad() {
        return retainer != null;
    }

    private Hook register(boolean keeps, UnaryOperator<Tensor> body) {
        if (!requiresGrad()) {
            throw new AutogradException("registerHook: a tensor of shape " + shape()
                    + " does not require a gradient, so there will be none: call requiresGrad(true) first");
        }
        Node at = graphEdge().node();
        Node.Hook hook = new Node.Hook(nodeOutput, keeps, body);
        at.add(hook);
        return () -> at.remove(hook);
    }

    /// A registered hook.
    @FunctionalInterface
    public interface Hook extends AutoCloseable {
        /// Removes the hook; once removed, nothing more.
        @Override
        void close();
    }

    /// Returns the text that PyTorch prints.
    @Override
    public String toString() {
        String text = Printing.repr(view, requiresGrad(), gradFn(), PrintOptions.current());
        return isParameter ? "Parameter containing:\n" + text : text;
    }
}
