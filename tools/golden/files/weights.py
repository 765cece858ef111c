"""Writes a file of the safetensors package, for the tests of io.

    python3 tools/golden/files/weights.py io/src/test/resources/dev/obor/io/golden

Needs the packages safetensors (0.8.0 made the file that is checked in), torch and numpy.
"""

import sys

from safetensors.torch import save_file

from files import DTYPES, tensor

folder = sys.argv[1]
tensors = {dtype: tensor(dtype, 2, 3) for dtype in DTYPES}
tensors["layer.0/weight ü"] = tensor("float32", 3, 5)
tensors["number"] = tensor("int64")
tensors["empty"] = tensor("float16", 0, 3)
save_file(tensors, f"{folder}/weights.safetensors", metadata={"format": "pt", "made by": "Ünïcödé"})
