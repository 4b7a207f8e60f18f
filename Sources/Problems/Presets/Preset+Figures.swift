extension Preset {
  /// The 19 animations of "A guide to convolution arithmetic for deep learning" (Dumoulin and Visin,
  /// 2016), by their names there.
  ///
  /// The guide draws most of them without numbers; here all have the numbers of its numerical figures,
  /// cut or continued to the figure's size.
  static let figures: [Preset] =
    direct.map { figure in
      Preset(
        name: figure.name, summary: figure.summary, group: .figures, input: image(figure.input),
        operations: figure.operations, view: nil)
    }
    + twins.map { figure in
      // The guide draws a transposed convolution as the convolution that it is of a stretched input.
      Preset(
        name: figure.name + "_transposed", summary: figure.summary, group: .figures,
        input: image(figure.input), operations: figure.operations, view: .twin)
    }

  private typealias Figure = (name: String, summary: String, input: Int, operations: String)

  private static let three = "0,1,2/2,2,0/0,1,2"
  private static let four = "0,1,2,1/2,2,0,0/0,1,2,0/1,0,1,2"

  private static let direct: [Figure] = [
    ("no_padding_no_strides", "i 4, k 3: 2×2", 4, "conv2d \(three)"),
    ("arbitrary_padding_no_strides", "i 5, k 4, p 2: 6×6", 5, "conv2d \(four) padding=2"),
    ("same_padding_no_strides", "i 5, k 3, p 1: 5×5, half padding", 5, "conv2d \(three) padding=1"),
    ("full_padding_no_strides", "i 5, k 3, p 2: 7×7", 5, "conv2d \(three) padding=2"),
    ("no_padding_strides", "i 5, k 3, s 2: 2×2", 5, "conv2d \(three) stride=2"),
    ("padding_strides", "i 5, k 3, s 2, p 1: 3×3", 5, "conv2d \(three) stride=2 padding=1"),
    (
      "padding_strides_odd", "i 6, k 3, s 2, p 1: 3×3, one row and column uncovered", 6,
      "conv2d \(three) stride=2 padding=1"
    ),
    ("dilation", "i 7, k 3, d 2: 3×3", 7, "conv2d \(three) dilation=2"),
    (
      "numerical_no_padding_no_strides", "i 5, k 3: 3×3, with the guide's numbers", 5,
      "conv2d \(three)"
    ),
    (
      "numerical_padding_strides", "i 5, k 3, s 2, p 1: 3×3, with the guide's numbers", 5,
      "conv2d \(three) stride=2 padding=1"
    ),
    (
      "numerical_average_pooling", "i 5, k 3, s 1: means, with the guide's numbers", 5,
      "avg_pool2d 3 stride=1"
    ),
    (
      "numerical_max_pooling", "i 5, k 3, s 1: maxima, with the guide's numbers", 5,
      "max_pool2d 3 stride=1"
    ),
  ]

  private static let twins: [Figure] = [
    ("no_padding_no_strides", "i′ 2, k 3: back to 4×4", 2, "conv_transpose2d \(three)"),
    (
      "arbitrary_padding_no_strides", "i′ 6, k 4, p 2: back to 5×5", 6,
      "conv_transpose2d \(four) padding=2"
    ),
    ("same_padding_no_strides", "i′ 5, k 3, p 1: 5×5", 5, "conv_transpose2d \(three) padding=1"),
    (
      "full_padding_no_strides", "i′ 7, k 3, p 2: back to 5×5", 7,
      "conv_transpose2d \(three) padding=2"
    ),
    ("no_padding_strides", "i′ 2, k 3, s 2: back to 5×5", 2, "conv_transpose2d \(three) stride=2"),
    (
      "padding_strides", "i′ 3, k 3, s 2, p 1: back to 5×5", 3,
      "conv_transpose2d \(three) stride=2 padding=1"
    ),
    (
      "padding_strides_odd", "i′ 3, k 3, s 2, p 1, a 1: back to 6×6", 3,
      "conv_transpose2d \(three) stride=2 padding=1 output_padding=1"
    ),
  ]

  /// The guide's 5×5 input, cut to a size, or continued from its start.
  private static func image(_ size: Int) -> String {
    (0..<size).map { row in
      (0..<size).map { "\(guide[row % 5][$0 % 5])" }.joined(separator: " ")
    }.joined(separator: " / ")
  }

  private static let guide = [
    [3, 3, 2, 1, 0], [0, 0, 1, 3, 1], [3, 1, 2, 2, 3], [2, 0, 0, 2, 2], [2, 0, 0, 0, 1],
  ]
}
