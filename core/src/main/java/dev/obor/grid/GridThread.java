package dev.obor.grid;

/// A thread of a grid, as its kernel sees it.
public final class GridThread {
    private final BlockRun block;
    private final int number;
    private final Place place;

    GridThread(BlockRun block, int number) {
        this.block = block;
        this.number = number;
        this.place = block.launch().block().place(number);
    }

    /// Returns the place of this thread in its block; CUDA's `threadIdx`.
    public Place threadIdx() {
        return place;
    }

    /// Returns the place of this thread's block in the grid; CUDA's `blockIdx`.
    public Place blockIdx() {
        return block.place();
    }

    /// Returns the extent of a block in threads; CUDA's `blockDim`.
    public Size blockDim() {
        return block.launch().block();
    }

    /// Returns the extent of the grid in blocks; CUDA's `gridDim`.
    public Size gridDim() {
        return block.launch().grid();
    }

    /// Returns `blockIdx.x * blockDim.x + threadIdx.x`.
    public int globalX() {
        return block.place().x() * blockDim().x() + place.x();
    }

    /// Returns `blockIdx.y * blockDim.y + threadIdx.y`.
    public int globalY() {
        return block.place().y() * blockDim().y() + place.y();
    }

    /// Returns `blockIdx.z * blockDim.z + threadIdx.z`.
    public int globalZ() {
        return block.place().z() * blockDim().z() + place.z();
    }

    /// Returns memory that the threads of this block share: the first to ask for a name makes it, filled with zeros.
    ///
    /// @throws dev.obor.error.ShapeException if another thread asked for other sizes under that name
    public Cells shared(String name, int... sizes) {
        return block.shared(name, sizes);
    }

    /// Waits until every thread of the block has come to a barrier or has ended; CUDA's `__syncthreads`.
    public void barrier() {
        block.barrier();
    }

    BlockRun block() {
        return block;
    }

    int number() {
        return number;
    }

    @Override
    public String toString() {
        return "thread " + place + " of block " + block.place();
    }
}
