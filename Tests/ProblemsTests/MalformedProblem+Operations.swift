extension MalformedProblem {
  /// Ops and parameters that are not in the vocabulary, or not where they belong.
  static let operations: [MalformedProblem] = [
    MalformedProblem(
      "input: 1 2 3\nops: [{conv1d: {weight: -0,5 2}}]\n", at: "2:25",
      "conv1d: weight: numbers are parted by commas and by spaces in one row"),
    MalformedProblem(
      "input: 1 2 3\nops: [{conv1d: {weight: 1 2, 5}}]\n", at: "2:25",
      "conv1d: weight: numbers are parted by commas and by spaces in one row"),
    MalformedProblem(
      "input: 1 2 3\nops: [{conv1d: {weight: 1 2, 5: 6}}]\n", at: "2:30",
      "conv1d has no parameter '5'"),
    MalformedProblem(
      "input: 1\nops: [{conv3d: {weight: 1}}]\n", at: "2:8", "there is no op 'conv3d'"),
    MalformedProblem(
      "input: 1 2\nops: [{cross_entropy: {target: 0, weight: 1 2 3}}]\n", at: "2:43",
      "cross_entropy: weight has 3 numbers, but the scores have shape [1, 2]"),
    MalformedProblem(
      "input: 1 2\nops: [{cross_entropy: {target: 0, label_smoothing: 1.5}}]\n", at: "2:52",
      "cross_entropy: label_smoothing cannot be 1.5"),
    MalformedProblem(
      "input: 1 2\nops: [{cross_entropy: {target: 0, ignore_index: 0.5}}]\n", at: "2:49",
      "cross_entropy: ignore_index must be a whole number, but this is '0.5'"),
    MalformedProblem(
      "input: 1 2\nops: [{cross_entropy: {target: 0, ignore_index: 0}}]\n", at: "2:32",
      "cross_entropy: no position counts, so there is no mean of their losses"),
    MalformedProblem(
      "input: 1 2\nops: [{nll_loss: {target: 1, weight: 1 0}}]\n", at: "2:27",
      "nll_loss: no position counts, so there is no mean of their losses"),
    MalformedProblem(
      "input: 1 2\nops: [{nll_loss: {target: 2, ignore_index: 5}}]\n", at: "2:27",
      "nll_loss: 2 is not a class number"),
    MalformedProblem(
      "input: 5\nops: [{max_unpool2d: {indices: 0}}]\n", at: "2:32",
      "max_unpool2d with indices needs the size of the plane that they point into"),
    MalformedProblem(
      "input: 5\nops: [{max_unpool2d: {kernel_size: 2, indices: 4}}]\n", at: "2:48",
      "max_unpool2d: 4 is no cell of a plane of 2×2"),
    MalformedProblem(
      "input: 5 6\nops: [{max_unpool2d: {kernel_size: 2, indices: 0 1 2}}]\n", at: "2:48",
      "max_unpool2d: indices have shape [3], but the value has [1, 1, 1, 2]"),
    MalformedProblem(
      "input: 1 2 ;; 3 4 ;; 5 6\nops: [batch_norm1d]\n", at: "1:8",
      "batch_norm1d takes an input of N×F or N×C×L, but this one has 4 axes"),
    MalformedProblem(
      "input: 1 2 / 3 4\nops:\n  - conv2s: {weight: 1}\n", at: "3:5",
      "there is no op 'conv2s'"),
    MalformedProblem(
      "input: 1 2 / 3 4\nops:\n  - MaxPooling2D: 2\n", at: "3:5",
      "there is no op 'MaxPooling2D'"),
    MalformedProblem(
      "input: 1 2 / 3 4\nops:\n  - Conv2d: {weight: 1}\n", at: "3:5",
      "there is no op 'Conv2d'"),
    MalformedProblem(
      "input: 1 2 / 3 4\nops:\n  - quantise\n", at: "3:5",
      "there is no op 'quantise'"),
    MalformedProblem(
      "input: 1 2 / 3 4\nops:\n  - max_pool2d: {kernel: 2}\n", at: "3:18",
      "max_pool2d has no parameter 'kernel'"),
    MalformedProblem(
      "input: 1 2 / 3 4\nops:\n  - conv2d: {weight: 1, strid: 2}\n", at: "3:25",
      "conv2d has no parameter 'strid'"),
    MalformedProblem(
      "input: 1 2 / 3 4\nops:\n  - relu: {inplace: true}\n", at: "3:12",
      "relu has no parameter 'inplace'"),
    MalformedProblem(
      "input: 1 2 / 3 4\nops:\n  - relu: 3\n", at: "3:11",
      "relu takes no parameters, but it is given '3'"),
    MalformedProblem("input: 1 2 / 3 4\nops:\n  - conv2d\n", at: "3:5", "conv2d has no weight"),
    MalformedProblem(
      "input: 1 2 / 3 4\nops:\n  - conv2d: {stride: 2}\n", at: "3:5",
      "conv2d has no weight"),
    MalformedProblem(
      "input: 1 2 / 3 4\nops:\n  - conv2d: {weight: 1, stride: }\n", at: "3:25",
      "conv2d: stride has no value"),
    MalformedProblem(
      "input: 1 2 / 3 4\nops:\n  - conv2d:\n    weight: 1\n", at: "4:5",
      "'weight' does not belong to conv2d where it stands"),
    MalformedProblem(
      "input: 1 2 / 3 4\nops:\n  - relu: {}\n    tanh: {}\n", at: "4:5",
      "one item of the list holds several ops"),
    MalformedProblem(
      "input: 1 2 / 3 4\nops:\n  - [relu]\n", at: "3:5",
      "an op must be a name with its parameters, but this is a list"),
    MalformedProblem(
      "input: 1\nops:\n  - relu | tanh\n", at: "3:10",
      "this does not belong to the op before it"),
    MalformedProblem(
      "input: 1 2 / 3 4\nops: conv2d 1 stride=2 | max_pool2d 3\n", at: "2:26",
      "max_pool2d, vertically: kernel 3 > 1: the kernel is larger than its input"),
    MalformedProblem("input: 1 2 / 3 4\nops: relu |\n", at: "2:12", "an op is missing here"),
    MalformedProblem(
      "input: 1 2 / 3 4\nops: conv2d 1 weight=2\n", at: "2:13",
      "conv2d: weight is given twice, once without its name"),
    MalformedProblem(
      "input: 1 2 / 3 4\nops: \"add [[1, 2], [3, 4]\"\n", at: "2:11",
      "a list is not closed"),
  ]
}
