package dev.obor.io;

import dev.obor.dtype.DType;
import dev.obor.layout.Shape;
import dev.obor.storage.View;
import dev.obor.tensor.Tensor;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/// An open `.npz` file.
final class NpzFile implements TensorFile {
    private final OpenFile file;
    private final Map<String, ZipArchive.Member> members;
    private final Map<String, NpyHeader> headers = new HashMap<>();

    NpzFile(OpenFile file) {
        this.file = file;
        this.members = file.readFirst(Npz::members);
    }

    private ZipArchive.Member member(String name) {
        ZipArchive.Member member = members.get(name);
        if (member == null) {
            throw file.missing(name, names());
        }
        return member;
    }

    private NpyHeader header(String name) {
        ZipArchive.Member member = member(name);
        synchronized (headers) {
            return headers.computeIfAbsent(
                    name, _ -> file.read(source -> ZipArchive.begin(source, member, NpyHeader::read)));
        }
    }

    @Override
    public Set<String> names() {
        return Collections.unmodifiableSet(members.keySet());
    }

    @Override
    public Map<String, String> metadata() {
        return Map.of();
    }

    @Override
    public DType dtype(String name) {
        return header(name).dtype();
    }

    @Override
    public Shape shape(String name) {
        NpyHeader header = header(name);
        return Sizes.shape(
                header.sizes(),
                problem -> file.read(
                        source -> source.fault(member(name).data(), "array " + Faults.quote(name) + " " + problem)));
    }

    @Override
    public Tensor tensor(String name) {
        ZipArchive.Member member = member(name);
        return file.read(source -> Tensor.of(ZipArchive.read(source, member, Npy::view)));
    }

    @Override
    public Tensor rows(String name, int begin, int end) {
        ZipArchive.Member member = member(name);
        NpyHeader header = header(name);
        if (header.sizes().length == 0) {
            throw file.noRows(Faults.quote(name));
        }
        file.checkRows(Faults.quote(name), begin, end, header.sizes()[0]);
        if (member.deflated()) {
            return tensor(name).narrow(0, begin, end - begin).clone();
        }
        View rows = file.read(source -> {
            Source array = ZipArchive.stored(source, member);
            return Npy.rows(array, Npy.header(array), begin, end);
        });
        return Tensor.of(rows);
    }

    @Override
    public void close() {
        file.close();
    }
}
