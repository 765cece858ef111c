package dev.obor.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.obor.dtype.DType;
import dev.obor.error.DataException;
import dev.obor.error.FormatException;
import dev.obor.layout.Shape;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvTest {
    private static final CsvOptions PLAIN = CsvOptions.DEFAULT.withHeader(false);

    @TempDir
    Path folder;

    private static CsvTable parse(String text, CsvOptions options) {
        return Csv.load(Source.of("csv load", "x.csv", text.getBytes(StandardCharsets.UTF_8)), options);
    }

    private static void assertRefused(String text, CsvOptions options, String rest) {
        assertThatThrownBy(() -> parse(text, options))
                .isInstanceOf(FormatException.class)
                .hasMessageStartingWith("csv load: x.csv, line " + rest)
                .hasMessageNotContaining("\n");
    }

    @Test
    void readsATableWithAHeader() throws IOException {
        Path file = Files.writeString(
                folder.resolve("a.csv"), "\ufeffheight, \"wi\"\"dth\" ,label\r\n1.5,2e3,0\r\n\r\n \"-0.1\",NA,1\r\n");
        assertThatThrownBy(() -> Csv.load(file)).isInstanceOf(FormatException.class);
        Files.writeString(file, "\ufeffheight,\"wi\"\"dth,\",label\r\n1.5, 2e3,0\r\n\r\n\"-0.1\",NA,1\r\n");
        CsvTable table = Csv.load(file);
        assertThat(table.columns()).containsExactly("height", "wi\"dth,", "label");
        assertThat(table.values().shape()).isEqualTo(Shape.of(2, 3));
        assertThat(table.values().dtype()).isEqualTo(DType.FLOAT32);
        assertThat(table.values().reshape(6).toFloatArray()).containsExactly(1.5f, 2000, 0, -0.1f, Float.NaN, 1);
        assertThat(table.column("label").toFloatArray()).containsExactly(0, 1);
        assertThatThrownBy(() -> table.column("Label"))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("no column 'Label' among 'height'");
    }

    @Test
    void readsOtherDelimitersDtypesAndColumns() {
        CsvTable table = parse(
                "a;b;c\n1;2;3\n4;5;6",
                CsvOptions.DEFAULT.withDelimiter(';').withDtype(DType.INT64).withColumns("c", "a"));
        assertThat(table.columns()).containsExactly("c", "a");
        assertThat(table.values().reshape(4).toLongArray()).containsExactly(3, 1, 6, 4);
        assertThat(parse("1\t0\ntrue\tFalse\n", PLAIN.withDelimiter('\t').withDtype(DType.BOOL))
                        .values()
                        .reshape(4)
                        .toBooleanArray())
                .containsExactly(true, false, true, false);
        assertThat(parse("0,1\n2,3", PLAIN.withColumns("1")).values().reshape(2).toFloatArray())
                .containsExactly(1, 3);
        assertThat(parse("?,-inf\n1,Infinity", PLAIN.withMissing("?").withDtype(DType.FLOAT64))
                        .values()
                        .reshape(4)
                        .toDoubleArray())
                .containsExactly(Double.NaN, Double.NEGATIVE_INFINITY, 1, Double.POSITIVE_INFINITY);
    }

    @Test
    void roundsOnce() {
        // Between two floats, just above the middle: by way of a double it would be rounded down.
        String text = "1.00000005960464477540";
        assertThat(parse(text, PLAIN).values().item()).isEqualTo(Math.nextUp(1f));
        assertThat((float) Double.parseDouble(text)).isEqualTo(1f);
    }

    @Test
    void readsEmptyTables() {
        assertThat(parse("", PLAIN).values().shape()).isEqualTo(Shape.of(0, 0));
        assertThat(parse("a,b\n", CsvOptions.DEFAULT).values().shape()).isEqualTo(Shape.of(0, 2));
        assertThat(parse("a,b\n", CsvOptions.DEFAULT).columns()).containsExactly("a", "b");
    }

    @Test
    void readsManyRowsAndColumns() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 2000; i++) {
            text.append(i)
                    .append(",".repeat(0))
                    .append(i % 2 == 0 ? ",1" : ",2")
                    .append('\n');
        }
        assertThat(parse(text.toString(), PLAIN).values().shape()).isEqualTo(Shape.of(2000, 2));
        assertThat(parse("1,".repeat(40_000) + "1\n", PLAIN).values().shape()).isEqualTo(Shape.of(1, 40_001));
    }

    @Test
    void namesLineAndColumn() {
        assertRefused("a,b\n1,2\n3,x\n", CsvOptions.DEFAULT, "3: column 2 ('b'): 'x' is no number");
        assertRefused("a,b\n1,2\n3\n", CsvOptions.DEFAULT, "3: the record has 1 values, the first line 2");
        assertRefused("a,b\n\n1,2,3\n", CsvOptions.DEFAULT, "3: the record has 3 values, the first line 2");
        assertRefused("a,a\n", CsvOptions.DEFAULT, "1: column 2: another is called 'a', too");
        assertRefused("1,0x10\n", PLAIN, "1: column 2 ('1'): '0x10' is no number");
        assertRefused("1d\n", PLAIN, "1: column 1 ('0'): '1d' is no number");
        assertRefused("1.5\n", PLAIN.withDtype(DType.INT32), "1: column 1 ('0'): '1.5' is no whole number");
        assertRefused(
                "300\n",
                PLAIN.withDtype(DType.UINT8),
                "1: column 1 ('0'): 300 does not fit uint8, which holds 0 to 255");
        assertRefused(
                "-129\n",
                PLAIN.withDtype(DType.INT8),
                "1: column 1 ('0'): -129 does not fit int8, which holds -128 to 127");
        assertRefused(
                "NA\n", PLAIN.withDtype(DType.INT8), "1: column 1 ('0'): the value is missing, and int8 has no NaN");
        assertRefused("2\n", PLAIN.withDtype(DType.BOOL), "1: column 1 ('0'): '2' is neither true, false, 1 nor 0");
        assertRefused("1\n\"2\n" + "3\n".repeat(100_000), PLAIN, "1: this record or the next is broken");
        assertThatThrownBy(() -> parse("a\n1", CsvOptions.DEFAULT.withColumns("b")))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("has no column 'b', but 'a'");
        assertThat(parse("1#2", PLAIN.withDelimiter('#')).values().numel()).isEqualTo(2);
        assertThatThrownBy(() -> CsvOptions.DEFAULT.withDelimiter('"'))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("choose another");
        byte[] broken = {'1', '\n', (byte) 0xC3, '\n'};
        assertThatThrownBy(() -> Csv.load(Source.of("csv load", "x.csv", broken), PLAIN))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("not UTF-8");
    }
}
