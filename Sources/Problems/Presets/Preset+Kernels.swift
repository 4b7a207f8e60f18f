extension Preset {
  /// Kernels that image processing has names for, over an image with an edge, a corner and a dot.
  static let kernels: [Preset] = classic.map { kernel in
    Preset(
      name: kernel.name, summary: kernel.summary, group: .kernels, input: scene,
      operations: "conv2d \(kernel.weight) padding=\(kernel.weight.contains("1,4,6") ? 2 : 1)",
      view: nil)
  }

  private typealias Kernel = (name: String, summary: String, weight: String)

  private static let scene =
    "0 0 0 0 0 0 0 / 0 9 9 9 0 0 0 / 0 9 9 9 0 0 0 / 0 9 9 9 0 0 0 / 0 0 0 0 0 0 0"
    + " / 0 0 0 0 0 9 0 / 0 0 0 0 0 0 0"

  private static let classic: [Kernel] = [
    ("identity", "keeps the image", "0,0,0/0,1,0/0,0,0"),
    ("shift", "moves it one column to the right", "0,0,0/1,0,0/0,0,0"),
    ("box_blur", "the mean of nine, times 9", "1,1,1/1,1,1/1,1,1"),
    ("gaussian_blur", "a bell, times 16", "1,2,1/2,4,2/1,2,1"),
    (
      "gaussian_blur_5", "a wider bell, times 256",
      "1,4,6,4,1/4,16,24,16,4/6,24,36,24,6/4,16,24,16,4/1,4,6,4,1"
    ),
    ("sharpen", "the image and what differs from its neighbours", "0,-1,0/-1,5,-1/0,-1,0"),
    ("unsharp", "sharper still, with all eight neighbours", "-1,-1,-1/-1,9,-1/-1,-1,-1"),
    ("sobel_x", "upright edges: right minus left, smoothed", "-1,0,1/-2,0,2/-1,0,1"),
    ("sobel_y", "level edges: below minus above, smoothed", "-1,-2,-1/0,0,0/1,2,1"),
    ("scharr_x", "as Sobel's, closer to equal in all directions", "-3,0,3/-10,0,10/-3,0,3"),
    ("scharr_y", "the same for level edges", "-3,-10,-3/0,0,0/3,10,3"),
    ("prewitt_x", "upright edges, smoothed evenly", "-1,0,1/-1,0,1/-1,0,1"),
    ("prewitt_y", "level edges, smoothed evenly", "-1,-1,-1/0,0,0/1,1,1"),
    ("roberts", "edges along a diagonal", "1,0/0,-1"),
    ("laplace_4", "what differs from four neighbours", "0,1,0/1,-4,1/0,1,0"),
    ("laplace_8", "what differs from eight neighbours", "1,1,1/1,-8,1/1,1,1"),
    ("emboss", "light from the upper left", "-2,-1,0/-1,1,1/0,1,2"),
  ]
}
