import ConvolutionArithmetic

/// The sizes of a layer's window, as far as a user wrote them.
struct WindowDescription {
  /// What the words of a window may say beside its size.
  struct Options: OptionSet {
    let rawValue: Int
    static let dilation = Options(rawValue: 1)
    static let same = Options(rawValue: 2)
    static let ceilMode = Options(rawValue: 4)
    static let outputPadding = Options(rawValue: 8)

    /// The words that say it.
    var words: [String] {
      let optional: [(Options, String)] = [
        (.dilation, "dilation"), (.outputPadding, "outpad"), (.ceilMode, "ceil"),
      ]
      return ["stride", "pad"] + optional.filter { contains($0.0) }.map(\.1)
    }
  }

  let kernel: Extent
  let stride: Extent
  /// Zeros on each side; `nil` for as many as keep the size.
  let padding: Extent?
  let dilation: Extent
  let outputPadding: Extent
  let ceilMode: Bool

  /// The windows, rows first.
  ///
  /// - Throws: ``GeometryError`` for numbers that no window has.
  func windows() throws(GeometryError) -> [SlidingWindow] {
    try Extent.windows(
      kernel, stride: stride, padding: padding, dilation: dilation, outputPadding: outputPadding,
      ceilMode: ceilMode)
  }

  /// Reads the words that have names; the kernel is the next one without.
  ///
  /// - Parameters:
  ///   - options: What this kind of layer takes.
  ///   - outputs: Reads what stands before the kernel.
  ///   - stride: The stride where none is written; the kernel's size when absent.
  static func read<Outputs>(
    _ arguments: inout LayerArguments, _ options: Options, stride standard: Extent?,
    outputs: (inout LayerArguments) throws(NetworkError) -> Outputs
  ) throws(NetworkError) -> (WindowDescription, Outputs) {
    let stride = try arguments.extent(named: ["stride"], from: 1)
    let isSame =
      options.contains(.same) && arguments.takeValue("same", of: ["pad", "padding"])
    let padding = try isSame ? nil : arguments.extent(named: ["pad", "padding"], from: 0) ?? 0
    var dilation: Extent = 1
    if options.contains(.dilation) {
      dilation = try arguments.extent(named: ["dilation"], from: 1) ?? 1
    }
    var outputPadding: Extent = 0
    if options.contains(.outputPadding) {
      outputPadding = try arguments.extent(named: ["outpad", "output_padding"], from: 0) ?? 0
    }
    var ceilMode = false
    if options.contains(.ceilMode) { ceilMode = try arguments.flag("ceil") }
    let outputs = try outputs(&arguments)
    let kernel = try arguments.extent("a window's size")
    return (
      WindowDescription(
        kernel: kernel, stride: stride ?? standard ?? kernel, padding: padding,
        dilation: dilation, outputPadding: outputPadding, ceilMode: ceilMode), outputs
    )
  }
}
