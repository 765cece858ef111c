package dev.obor.error;

/// A matrix has not the property that a computation needs: it is singular, not positive definite, not finite,
/// or an iteration did not converge.
public final class LinalgException extends OborException {
    private static final long serialVersionUID = 1L;

    /// @param message what is wrong, with the values, and what to do
    public LinalgException(String message) {
        super(message);
    }

    /// Returns the refusal of one matrix of a batch.
    ///
    /// @param item which matrix, in row-major order
    /// @param batch the sizes of the batch, none for a single matrix
    /// @param why what is wrong with the matrix, and what to do
    public static LinalgException of(String op, int item, int[] batch, String why) {
        StringBuilder place = new StringBuilder();
        int rest = item;
        for (int d = batch.length - 1; d >= 0; d--) {
            place.insert(0, (d > 0 ? ", " : "") + rest % batch[d]);
            rest /= batch[d];
        }
        String where = batch.length == 0 ? "" : " at [" + place + "] of the batch";
        return new LinalgException(op + ": the matrix" + where + " " + why);
    }

    /// Returns the refusal of one matrix of a batch that holds NaN or infinities.
    ///
    /// @param item which matrix, in row-major order
    /// @param batch the sizes of the batch, none for a single matrix
    public static LinalgException notFinite(String op, int item, int... batch) {
        return of(op, item, batch, "holds NaN or an infinity: look for where it comes from, as with isfinite()");
    }
}
