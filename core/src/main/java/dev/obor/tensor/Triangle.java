package dev.obor.tensor;

import dev.obor.storage.View;

/// Matrices, in the last two dims, with zeros on one side of a diagonal.
///
/// @param upper whether what lies above the diagonal stays, else what lies below
/// @param diagonal which: 0 is the main one, larger ones lie above it; it stays, too
record Triangle(boolean upper, long diagonal) implements RowRoutine {
    /// Returns the matrices of a tensor, of any layout, with zeros on one side.
    Tensor of(Tensor x) {
        return Tensor.of(this, x.contiguous());
    }

    @Override
    public String name() {
        return upper ? "triu" : "tril";
    }

    @Override
    public Spec[] infer(Spec... inputs) {
        return new Spec[] {inputs[0]};
    }

    @Override
    public void run(View[] inputs, View[] outputs, int from, int to) {
        View x = inputs[0];
        Object source = x.storage().array();
        Object target = outputs[0].storage().array();
        int rows = x.shape().size(-2);
        int length = x.shape().size(-1);
        for (int r = from; r < to; r++) {
            // Where the part begins or ends that what stays has in the row.
            int cut = (int) Math.clamp(r % rows + diagonal + (upper ? 0 : 1), 0L, length);
            int first = upper ? cut : 0;
            int count = upper ? length - cut : cut;
            int row = r * length + first;
            System.arraycopy(
                    source,
                    x.layout().offset() + row,
                    target,
                    outputs[0].layout().offset() + row,
                    count);
        }
    }

    @Override
    public Tensor gradient(int input, Tensor g, Saved saved) {
        return of(g);
    }
}
