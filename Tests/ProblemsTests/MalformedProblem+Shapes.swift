extension MalformedProblem {
  /// Values that do not go together, or ask for too much.
  static let shapes: [MalformedProblem] = [
    MalformedProblem(
      "input: 1 2 / 3 4\nops:\n  - conv2d: {weight: 1 1 1 / 1 1 1 / 1 1 1}\n", at: "3:5",
      "conv2d, vertically: kernel 3 > 2: the kernel is larger than its input"),
    MalformedProblem(
      "input: 1 2 / 3 4 / 5 6\nops:\n  - conv2d: {weight: 1 1 1 / 1 1 1 / 1 1 1}\n", at: "3:5",
      "conv2d, horizontally: kernel 3 > 2: the kernel is larger than its input"),
    MalformedProblem(
      "input: 1 2 / 3 4\nops:\n  - max_pool2d: 3\n", at: "3:5",
      "max_pool2d, vertically: kernel 3 > 2: the kernel is larger than its input"),
    MalformedProblem(
      "input: 1 2 / 3 4\nops:\n  - conv2d: {weight: 1, stride: 0}\n", at: "3:33",
      "conv2d: stride 0 is not possible: it must be 1 to 1048576"),
    MalformedProblem(
      "input: 1 2 / 3 4\nops:\n  - conv2d: {weight: 1, stride: -1}\n", at: "3:33",
      "conv2d: stride -1 is not possible: it must be 1 to 1048576"),
    MalformedProblem(
      "input: 1 2 / 3 4\nops:\n  - conv2d: {weight: 1, stride: 1.5}\n", at: "3:33",
      "conv2d: stride must be a whole number, but this is '1.5'"),
    MalformedProblem(
      "input: 1 2 / 3 4\nops:\n  - conv2d: {weight: 1, stride: two}\n", at: "3:33",
      "conv2d: stride must be a number, but 'two' is not a number"),
    MalformedProblem(
      "input: 1 2 / 3 4\nops:\n  - conv2d: {weight: 1, stride: 99999999999999999999}\n", at: "3:33",
      "conv2d: stride cannot be as large as '99999999999999999999'"),
    MalformedProblem(
      "input: 1 2 / 3 4\nops:\n  - conv2d: {weight: 1, stride: 2000000}\n", at: "3:33",
      "conv2d: stride 2000000 is more than 1048576"),
    MalformedProblem(
      "input: 1 2 / 3 4\nops:\n  - conv2d: {weight: 1, stride: [1, 2, 3]}\n", at: "3:33",
      "conv2d: stride must be a whole number or [vertical, horizontal], but this is a list of 3"),
    MalformedProblem(
      "input: 1 2 / 3 4\nops:\n  - max_pool2d: 0\n", at: "3:17",
      "max_pool2d: kernel size 0 is not possible: it must be 1 to 1048576"),
    MalformedProblem(
      "input: 1 2 / 3 4\nops:\n  - conv2d: {weight: 1, padding: -1}\n", at: "3:34",
      "conv2d: padding before -1 is not possible: it must be 0 to 1048576"),
    MalformedProblem(
      "input: 1 2 / 3 4\nops:\n  - conv2d: {weight: 1, padding: 1000000}\n", at: "3:5",
      "conv2d: the result would have shape [1, 1, 2000002, 2000002], more than the 1024 "
        + "MiB that one value may take"),
    MalformedProblem(
      "input: 1 2 / 3 4\nops:\n  - conv2d: {weight: 1, padding: 1000000000000}\n", at: "3:34",
      "conv2d: padding before 1000000000000 is not possible: it must be 0 to 1048576"),
    MalformedProblem(
      "input: 1 2 / 3 4\nops:\n  - conv2d: {weight: 1, padding: [1, 2, 3]}\n", at: "3:34",
      "conv2d: padding must be a number, [vertical, horizontal], [top, bottom, left, "
        + "right], same, valid or full, but this is a list of 3"),
    MalformedProblem(
      "input: 1 2 / 3 4\nops:\n  - conv2d: {weight: 1, padding: sane}\n", at: "3:34",
      "conv2d: padding must be a number, [vertical, horizontal], [top, bottom, left, "
        + "right], same, valid or full, but this is 'sane'"),
    MalformedProblem(
      "input: 1 2 / 3 4\nops:\n  - conv2d: {weight: 1 1 1 / 1 1 1 / 1 1 1, stride: 2, "
        + "padding: same}\n", at: "3:65",
      "conv2d: padding 'same' keeps the size, which stride 2×2 does not"),
    MalformedProblem(
      "input: 1 2 / 3 4\nops:\n  - max_pool2d: {kernel_size: 2, padding: 2}\n", at: "3:43",
      "max_pool2d, vertically: pooling padding 2 > 2 / 2: pooling allows at most half the kernel "
        + "on each side, dilated or not"),
    MalformedProblem(
      "input: 1 2 / 3 4\nops:\n  - conv2d: {weight: 1, padding: 12000}\n", at: "3:5",
      "conv2d: the result would have shape [1, 1, 24002, 24002], more than the 1024 MiB "
        + "that one value may take"),
    MalformedProblem(
      "input: 1 2 / 3 4\nops:\n  - pad: 500\n  - relu\n  - relu\n  - relu\n", at: "3:5",
      "this problem would make 4016020 numbers, more than the 2097152 that are computed at "
        + "once"),
    MalformedProblem(
      "input: 1 2 / 3 4\nops:\n  - pad: 400\n  - avg_pool2d: {kernel_size: 100, stride: 1}\n",
      at: "3:5",
      "this problem would take 4943 million steps of arithmetic, more than the 536 million that "
        + "are computed at once"),
    MalformedProblem(
      "input: [[[1, 2], [3, 4]], [[1, 2], [3, 4]]]\nops:\n  - conv2d: {weight: 1}\n", at: "3:22",
      "conv2d: the input has 2 channels, but a weight of shape [1, 1, 1, 1] with groups 1 reads 1"),
    MalformedProblem(
      "input: 1 2 / 3 4\nops:\n  - conv2d: {weight: 1, groups: 2}\n", at: "3:33",
      "conv2d: 1 input channel cannot be split into 2 groups"),
    MalformedProblem(
      "input: 1 2 / 3 4\nops:\n  - conv2d: {weight: 1, groups: 0}\n", at: "3:33",
      "conv2d: groups cannot be 0"),
    MalformedProblem(
      "input: 1 2 / 3 4\nops:\n  - conv2d: {weight: 1, bias: 1 2}\n", at: "3:31",
      "conv2d: the bias must hold one number for each of 1 channel, but its shape is [2]"),
    MalformedProblem(
      "input: 1 2 / 3 4\nops:\n  - conv2d: {weight: 1, bias: 1 2 / 3 4}\n", at: "3:31",
      "bias has 2 axes (shape [2, 2]), but at most 1 belong here"),
    MalformedProblem(
      "input: 1 2 3\nops:\n  - conv1d: {weight: [[[[1]]]]}\n", at: "3:22",
      "weight has 4 axes (shape [1, 1, 1, 1]), but at most 3 belong here"),
    MalformedProblem(
      "input: 1 2 / 3 4\nops:\n  - conv2d: {weight: 1, padding_mode: mirror}\n", at: "3:39",
      "conv2d: padding_mode cannot be 'mirror'"),
    MalformedProblem(
      "input: 1 2 / 3 4\nops:\n  - conv2d: {weight: 1, padding: 3, padding_mode: reflect}\n",
      at: "3:34",
      "conv2d: pad: padding cannot be 3 and 3"),
    MalformedProblem(
      "input: 1 2 / 3 4\nops:\n  - conv2d: {weight: 1, flip: yes}\n", at: "3:31",
      "conv2d: flip must be true or false, but this is 'yes'"),
    MalformedProblem(
      "input: 1 2 / 3 4\nops:\n  - conv_transpose2d: {weight: 1, output_padding: 2}\n", at: "3:51",
      "conv_transpose2d: output padding 2 must be less than the larger of stride 1 and "
        + "dilation 1: use 0"),
    MalformedProblem(
      "input: 1 2 / 3 4\nops:\n  - conv_transpose2d: {weight: 1, padding: 5}\n", at: "3:5",
      "conv_transpose2d, vertically: the transposed convolution has no output left: (2 − "
        + "1)·1 − 2·5 + 1 = −8"),
    MalformedProblem(
      "input: 1 2 / 3 4\nops:\n  - conv_transpose2d: {weight: [[[[1]]], [[[1]]]]}\n", at: "3:5",
      "conv_transpose2d: shapes [1, 1, 2, 2] and [2, 1, 1, 1] do not go together"),
    MalformedProblem(
      "input: 1 2 3\nops:\n  - linear: {weight: 1 2}\n", at: "3:5",
      "linear: shapes [1, 3] and [1, 2] do not go together"),
    MalformedProblem(
      "input: 1 2 / 3 4\nops:\n  - conv2d: 1\n  - linear: {weight: 1 2 3}\n", at: "4:5",
      "linear: shapes [1, 1, 2, 2] and [1, 3] do not go together"),
    MalformedProblem(
      "input: 1 2 / 3 4\nops:\n  - matmul: 1 2 3\n", at: "3:5",
      "matmul: shapes [2, 2] and [1, 3] do not go together"),
    MalformedProblem("input: 1 2\nops: [add]\n", at: "2:7", "add has no second operand"),
    MalformedProblem(
      "input: 1 2\nops:\n  - add: {other: 1, from: input}\n", at: "3:27",
      "add has more than one second operand"),
    MalformedProblem(
      "input: 1 2\nops:\n  - relu\n  - add: {from: 1}\n", at: "4:17",
      "add: there is no op 1 before it"),
    MalformedProblem(
      "input: 1 2\nops:\n  - add: {from: out}\n", at: "3:17",
      "add: from must be input or the index of an earlier op, but this is 'out'"),
    MalformedProblem(
      "input: 1 2\nops:\n  - add: 1 2 3\n", at: "3:5",
      "add: shapes [1, 1, 1, 2] and [3] do not go together"),
    MalformedProblem("input: 1 2\nops: [concat]\n", at: "2:7", "concat has nothing to join"),
    MalformedProblem(
      "input: 1 2\nops:\n  - concat: {other: 1 2 3, dim: 0}\n", at: "3:5",
      "concat: shapes [1, 1, 1, 2] and [1, 1, 1, 3] do not go together"),
    MalformedProblem(
      "input: 1 2\nops:\n  - concat: {other: 1 2, dim: 5}\n", at: "3:31",
      "concat: there is no axis 5 in shape [1, 1, 1, 2]"),
    MalformedProblem(
      "input: 1 2\nops:\n  - softmax: 2\n", at: "3:14",
      "softmax: there is no axis 2 in shape [1, 2]"),
    MalformedProblem(
      "input: 1 2 3\nops:\n  - cross_entropy: 3\n", at: "3:20",
      "cross_entropy: 3 is not a class number"),
    MalformedProblem(
      "input: 1 2 3\nops:\n  - cross_entropy: 0.5\n", at: "3:20",
      "cross_entropy: 0.5 is not a class number"),
    MalformedProblem(
      "input: 1 2 3\nops:\n  - cross_entropy: 0 1\n", at: "3:20",
      "cross_entropy: the target has shape [2], but the scores have [1, 3]"),
    MalformedProblem(
      "input: 1 2 3\nops:\n  - mse_loss: 1 2\n", at: "3:5",
      "mse_loss: shapes [1, 3] and [1, 2] do not go together"),
    MalformedProblem(
      "input: 1 2 3\nops:\n  - mse_loss: {target: 1 2 3, reduction: average}\n", at: "3:42",
      "mse_loss: reduction cannot be 'average'"),
    MalformedProblem(
      "input: 1 2 3\nops: [batch_norm]\n", at: "2:7",
      "batch_norm: training cannot be true"),
    MalformedProblem(
      "input: 1 2 3\nops:\n  - batch_norm: {training: false}\n", at: "3:28",
      "batch_norm without training needs statistics"),
    MalformedProblem(
      "input: 1 2 3\nops:\n  - batch_norm: {running_mean: 1}\n", at: "3:5",
      "batch_norm has only one of running_mean and running_var"),
    MalformedProblem("input: 1 2 3\nops:\n  - dropout: 2\n", at: "3:14", "dropout: p cannot be 2"),
    MalformedProblem(
      "input: 1 2 3\nops:\n  - local_response_norm: 0\n", at: "3:26",
      "local_response_norm: size cannot be 0"),
    MalformedProblem(
      "input: 1 2 3\nops:\n  - max_unpool2d: 2\n", at: "3:5",
      "max_unpool2d has no earlier max_pool2d whose switches it could use"),
    MalformedProblem(
      "input: 1 2 3/1 2 3/1 2 3\nops:\n  - max_pool2d: 2\n  - max_unpool2d: 2\n", at: "4:19",
      "max_unpool2d would make a plane of 2×2, but the switches point into one of 3×3"),
    MalformedProblem(
      "input: 1 2 / 3 4\nops:\n  - fold: {output_size: 3, kernel_size: 2}\n", at: "3:41",
      "fold: kernel_size cannot be [2, 2]"),
    MalformedProblem(
      "input: 1 2 / 3 4 / 5 6 / 7 8\nops:\n  - fold: {output_size: 5, kernel_size: 2}\n",
      at: "3:25",
      "fold: output_size cannot be [5, 5]"),
    MalformedProblem(
      "input: 1 2 / 3 4 / 5 6 / 7 8\nops:\n  - fold: {output_size: 1000000, kernel_size: "
        + "2, stride: 1, dilation: 1}\n", at: "3:25",
      "fold: output_size cannot be [1000000, 1000000]"),
    MalformedProblem(
      "input: 1 2 / 3 4\nops:\n  - unfold: {kernel_size: 1000000, padding: 600000}\n", at: "3:27",
      "unfold: a kernel of 1000000×1000000 makes too many rows"),
    MalformedProblem(
      "input: 1 2 3\nops:\n  - reshape: [2, 2]\n", at: "3:5",
      "reshape: shapes [1, 3] and [2, 2] do not go together"),
    MalformedProblem(
      "input: 1 2 3\nops:\n  - reshape: [2, -1]\n", at: "3:14",
      "reshape: 3 numbers of shape [1, 3] cannot fill [2, -1]"),
    MalformedProblem(
      "input: 1 2 3\nops:\n  - reshape: [-1, -1]\n", at: "3:14",
      "reshape: the shape [-1, -1] cannot be"),
    MalformedProblem(
      "input: 1 2 3\nops:\n  - reshape: [1000000000000, 1000000000000]\n", at: "3:14",
      "reshape: the shape [1000000000000, 1000000000000] cannot be"),
    MalformedProblem(
      "input: 1 2 3\nops:\n  - flatten: {start_dim: 4}\n", at: "3:5",
      "flatten: there is no axis 4 in shape [1, 1, 1, 3]; it has axes 0 to 3"),
    MalformedProblem(
      "input: 1 2 3\nops:\n  - transpose: [0, 1]\n", at: "3:16",
      "transpose: dim0 must be a number, but this is a list"),
    MalformedProblem(
      "input: 1 2 3\nops:\n  - transpose: {dim0: 0, dim1: 3}\n", at: "3:32",
      "transpose: there is no axis 3 in shape [1, 3]"),
    MalformedProblem(
      "input: 1 2 3\nops: [upsample]\n", at: "2:7",
      "upsample takes either scale_factor or size"),
    MalformedProblem(
      "input: 1 2 3\nops:\n  - upsample: 0\n", at: "3:15",
      "upsample: scale_factor must be more than 0 and at most 1048576"),
    MalformedProblem(
      "input: 1 2 3\nops:\n  - upsample: 0.1\n", at: "3:15",
      "upsample: nothing would be left: 0×0"),
    MalformedProblem(
      "input: 1 2 3\nops:\n  - upsample: 100000\n", at: "3:5",
      "upsample: the result would have shape [1, 1, 100000, 300000], more than the 1024 "
        + "MiB that one value may take"),
    MalformedProblem(
      "input: 1 2 3\nops:\n  - upsample: {scale_factor: 2, mode: cubic}\n", at: "3:39",
      "upsample: mode cannot be 'cubic'"),
    MalformedProblem(
      "input: 1 2 3\nops:\n  - adaptive_avg_pool2d: 0\n", at: "3:26",
      "adaptive_avg_pool2d: output_size cannot be [0, 0]"),
    MalformedProblem(
      "input: 1 2 3\nops:\n  - pad: same\n", at: "3:10",
      "pad: padding must be numbers, since pad has no kernel"),
    MalformedProblem(
      "input: 1 2 / 3 4\nops: [relu]\nupstream: 1 2 3\n", at: "3:11",
      "upstream has shape [3], but the output has shape [1, 1, 2, 2]"),
    MalformedProblem(
      "input: 1 2 / 3 4\nops: [relu]\nupstream: [[[1]]]\n", at: "3:11",
      "upstream has shape [1, 1, 1], but the output has shape [1, 1, 2, 2]"),
    MalformedProblem(
      "input: 1 2 / 3 4\nops: [relu]\nupstream: ones\n", at: "3:11",
      "upstream: 'ones' is not a number"),
  ]
}
