/// How Jupyter shows what a cell comes to: pictures of `dev.obor.plot` as images, tensors as the text that PyTorch
/// prints. [dev.obor.notebook.NotebookDisplays] is found by the kernel (rapaio-jupyter-kernel) as a service.
///
/// This module has no descriptor: the kernel, one jar with all that it needs, runs on the class path only.
///
/// What does not belong here: starting or installing a kernel, which the command line does.
package dev.obor.notebook;
