package dev.obor.io;

import dev.obor.error.DataException;
import dev.obor.error.FormatException;
import dev.obor.layout.Layout;
import dev.obor.layout.Shape;
import dev.obor.storage.Storage;
import dev.obor.storage.View;
import dev.obor.tensor.Tensor;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;

/// Loads and saves NumPy's `.npy` files: one array, as `numpy.save` writes it and `numpy.load` reads it.
///
/// All ten dtypes are read in both byte orders, row-major or column-major (Fortran order), from files of the
/// versions 1 to 3. bfloat16, which NumPy does not have, takes the form that the ml_dtypes package gives it,
/// two bytes of dtype `V2`. Records, texts, complex and wider unsigned numbers are refused by name.
///
/// A broken file leads to a [FormatException] of one line that names the byte, never to a wrong tensor, and
/// never to more memory than the file holds.
public final class Npy {
    static final String LOAD = "npy load";
    private static final String SAVE = "npy save";

    private Npy() {}

    /// Returns the array of a file. A column-major one becomes a tensor whose strides rise, without being
    /// copied again, as with `torch.from_numpy(numpy.load(file))`.
    ///
    /// @throws DataException if there is no such file, or it cannot be read
    /// @throws FormatException if the file breaks a rule of the format, goes on after the array, has a dtype
    ///     that is none of ours or more than 2³¹−1 elements
    public static Tensor load(Path file) {
        return Source.read(LOAD, file, source -> Tensor.of(view(Input.of(source))));
    }

    /// Opens a file to read rows of its array without reading the rest.
    ///
    /// @throws DataException if there is no such file, or it cannot be read
    /// @throws FormatException if the header breaks a rule of the format
    public static NpyFile open(Path file) {
        return new NpyFile(new OpenFile(LOAD, file));
    }

    /// Reads one array that is all of an input.
    static View view(Input in) {
        NpyHeader header = NpyHeader.read(in);
        Shape shape = header.shape(in);
        String what = "the array of shape " + shape;
        Storage storage = in.elements(header.dtype(), header.order(), shape.numel(), what);
        in.expectEnd(what);
        return new View(storage, layout(shape, header.columnMajor()), header.dtype());
    }

    /// Returns the layout of elements without gaps in one of the two orders.
    static Layout layout(Shape shape, boolean columnMajor) {
        if (!columnMajor || shape.rank() < 2) {
            return Layout.dense(shape);
        }
        int[] strides = new int[shape.rank()];
        int stride = 1;
        for (int d = 0; d < strides.length; d++) {
            strides[d] = stride;
            stride *= Math.max(shape.size(d), 1);
        }
        return Layout.of(shape, strides, 0);
    }

    /// Saves a tensor, replacing the file; nobody ever sees half a file (see [AtomicFile]). Any layout may be
    /// given. Elements are written row-major; of a tensor that is dense in column-major order, such as a
    /// transposed matrix, as they lie, as NumPy does.
    ///
    /// @throws DataException if the file cannot be written, or the tensor has more dims than 64
    public static void save(Path file, Tensor tensor) {
        View view = tensor.view();
        check(SAVE, file, "the tensor", view);
        AtomicFile.write(file, out -> write(view, out));
    }

    static void check(String op, Path file, String what, View view) {
        if (view.shape().rank() > Sizes.MAX_RANK) {
            throw new DataException(op + ": " + file + ": " + what + " has "
                    + view.shape().rank() + " dims: at most " + Sizes.MAX_RANK + " are written");
        }
    }

    /// Writes the bytes of a file.
    static void write(View view, OutputStream out) throws IOException {
        int rank = view.shape().rank();
        Layout turned = view.layout()
                .permute(IntStream.range(0, rank).map(d -> rank - 1 - d).toArray());
        boolean columnMajor = !view.layout().isContiguous() && turned.isContiguous();
        out.write(NpyHeader.bytes(view.dtype(), columnMajor, view.shape()));
        Elements.write(columnMajor ? view.with(turned) : view, ByteOrder.LITTLE_ENDIAN, out);
    }

    /// Returns how many bytes [#write(View, OutputStream)] writes.
    static long size(View view) {
        return NpyHeader.bytes(view.dtype(), false, view.shape()).length
                + (long) view.shape().numel() * view.dtype().bytes();
    }

    /// Reads rows `begin` to `end` of an array in `file`.
    static View rows(Source file, NpyHeader header, long begin, long end) {
        long[] sizes = header.sizes().clone();
        long all = sizes[0];
        sizes[0] = end - begin;
        Shape shape = Sizes.shape(
                sizes,
                problem ->
                        new FormatException(LOAD + ": " + file.name() + ": the part " + problem + ": read fewer rows"));
        Storage storage = Storage.of(header.dtype(), shape.numel());
        int bytes = header.dtype().bytes();
        if (shape.numel() > 0) {
            // Column-major, the rows are a stretch of each column; row-major, one stretch of everything.
            int run = header.columnMajor() ? (int) (end - begin) : shape.numel();
            long first = header.columnMajor() ? begin : begin * (shape.numel() / (end - begin));
            for (int done = 0; done < shape.numel(); done += run, first += all) {
                Elements.get(
                        file,
                        header.end() + first * bytes,
                        header.order(),
                        storage,
                        done,
                        run,
                        bad -> file.fault(bad, Elements.NO_BOOL));
            }
        }
        return new View(storage, layout(shape, header.columnMajor()), header.dtype());
    }

    /// Returns the header of an array that fills `file`.
    ///
    /// @throws FormatException if it breaks a rule of the format, or the elements do not end where the file
    ///     does
    static NpyHeader header(Source file) {
        NpyHeader header = NpyHeader.read(Input.of(file));
        long bytes = header.numel() * header.dtype().bytes();
        if (bytes != file.size() - header.end()) {
            throw file.fault(
                    header.end(),
                    "the array of shape " + Arrays.toString(header.sizes()) + " takes " + bytes
                            + " bytes, the file has " + (file.size() - header.end())
                            + " more: it is cut short, or holds more than the array");
        }
        return header;
    }
}
