import ConvolutionArithmetic
import Problems
import TensorEngine
import Typesetting

/// One kernel over several patches, or several kernels over one picture: each answer below what it
/// answers to, or beside it.
struct GalleryExhibit: ExhibitKind {
  static let name = "gallery"
  static let names = ["kernels"]

  private let patches: [Named]
  private let kernels: [Named]

  /// What stands in the file under a name.
  private struct Named: Sendable {
    let name: String
    let node: SourceNode
  }

  /// A kernel's answer to a patch.
  private struct Answer: Sendable {
    let name: String
    let values: [[Double]]
  }

  /// The most plates side by side, and the most kernels over several patches.
  private static let mostPlates = 6
  /// The most cells of an answer that questions can ask for one by one.
  private static let mostFacts = 64

  init(_ values: NamedValues) throws(Diagnostic) {
    let grid = "Write rows of numbers, such as 1 0 / 0 1."
    patches = try Self.named(
      try values.required(Self.name, of: "show", remedy: grid), "picture", most: Self.mostPlates)
    kernels = try Self.named(
      try values.required("kernels", of: "show", remedy: grid), "answer",
      most: patches.count == 1 ? Self.mostPlates - 1 : 2)
  }

  /// Reads named grids, or a single one.
  private static func named(
    _ node: SourceNode, _ single: String, most: Int
  ) throws(Diagnostic) -> [Named] {
    guard case .mapping(let entries) = node.content else {
      return [Named(name: single, node: node)]
    }
    guard 1...most ~= entries.count else {
      throw node.diagnostic(
        "\(entries.count) of them do not fit side by side", remedy: "Show 1 to \(most).")
    }
    return entries.map { Named(name: $0.key, node: $0.value) }
  }

  func content(from sources: ExhibitSources) throws(Diagnostic) -> ExhibitContent {
    var shown: [LightPicture] = []
    for patch in patches { shown.append(try LightPicture(patch.node, in: sources.pictures)) }
    var weights: [[[Double]]] = []
    for kernel in kernels { weights.append(try kernel.node.rows("the kernel")) }
    var answers: [[Answer]] = []
    for (kernel, weight) in zip(kernels, weights) {
      var row: [Answer] = []
      for (patch, picture) in zip(patches, shown) {
        row.append(
          Answer(
            name: name(of: patch, under: kernel),
            values: try Self.answer(to: picture.rows, weight, at: kernel.node)))
      }
      answers.append(row)
    }
    let all = answers.joined()
    // One measure for all, so that a louder answer looks louder.
    let reach = all.flatMap { $0.values.joined() }.map { abs($0) }.max() ?? 0
    let plates = answers.map { row in
      zip(patches, row).map { patch, answer in
        // The kernel's name stands before its row.
        Gallery.Plate(
          patches.count == 1 ? answer.name : "to \(patch.name)", answer.values,
          .answer(reach: reach), piece: piece(answer))
      }
    }
    let lights = zip(patches, shown).map {
      Gallery.Plate($0.name, $1.rows, .light(white: $1.white))
    }
    let gallery =
      patches.count == 1
      ? Gallery([lights + plates.joined()])
      : Gallery(
        [[Gallery.Plate("", [], .kernel)] + lights]
          + zip(zip(kernels, weights), plates).map { kernel, row in
            [Gallery.Plate(kernels.count == 1 ? "kernel" : kernel.0.name, kernel.1, .kernel)] + row
          })
    let written = zip(kernels, weights).map { kernel, rows in
      let text = rows.map { $0.map { NumberText.short($0) }.joined(separator: " ") }
      return "\(kernels.count == 1 ? "kernel" : kernel.name) \(text.joined(separator: " / "))"
    }
    return ExhibitContent(
      patches.count == 1 ? "A picture and what kernels make of it" : "One kernel, several patches",
      Scene(
        [.gallery(gallery)],
        caption: patches.count == 1 ? written.joined(separator: "; ") : ""),
      facts: all.flatMap(facts))
  }

  /// What an answer is called: by what differs from its neighbours'.
  private func name(of patch: Named, under kernel: Named) -> String {
    if patches.count == 1 { return kernel.name }
    return kernels.count == 1 ? "to \(patch.name)" : "\(kernel.name) to \(patch.name)"
  }

  private func piece(_ answer: Answer) -> Piece { Piece(answer.name, in: "answers") }

  private func facts(_ answer: Answer) -> [Fact] {
    let numbers = Array(answer.values.joined())
    let piece = answer.name
    if numbers.count == 1 { return [Fact(piece, numbers[0], piece: piece)] }
    let ends = [
      Fact("largest \(piece)", numbers.max() ?? 0, piece: piece),
      Fact("smallest \(piece)", numbers.min() ?? 0, piece: piece),
    ]
    guard numbers.count <= Self.mostFacts else { return ends }
    return ends
      + answer.values.enumerated().flatMap { row, values in
        values.enumerated().map { Fact("\(piece) at \(row) \($0)", $1, piece: piece) }
      }
  }

  /// Lays a kernel over a patch wherever it fits, as a convolutional layer does.
  private static func answer(
    to rows: [[Double]], _ kernel: [[Double]], at node: SourceNode
  ) throws(Diagnostic) -> [[Double]] {
    do {
      var graph = Graph()
      let (height, width) = (rows.count, rows.first?.count ?? 0)
      let (tall, wide) = (kernel.count, kernel.first?.count ?? 0)
      let input = try graph.input(Shape([1, 1, height, width]), name: "input")
      let weight = try graph.input(Shape([1, 1, tall, wide]), name: "weight")
      let windows = [
        try SlidingWindow(kernelSize: tall), try SlidingWindow(kernelSize: wide),
      ]
      let output = try graph.convolution(
        input, weight: weight, Convolution(windows: windows))
      let feeds: [NodeID: Tensor<Double>] = [
        input: Tensor(Shape([1, 1, height, width]), Array(rows.joined())),
        weight: Tensor(Shape([1, 1, tall, wide]), Array(kernel.joined())),
      ]
      let values = try ReferenceBackend<Double>().compile(graph, outputs: [output]).run(feeds)
      let elements = values[output]?.elements ?? []
      let columns = width - wide + 1
      return stride(from: 0, to: elements.count, by: columns).map {
        Array(elements[$0..<$0 + columns])
      }
    } catch {
      throw node.diagnostic(
        "this kernel fits nowhere into a patch of \(rows.count) × \(rows.first?.count ?? 0)",
        remedy: "A kernel has at most as many rows and columns as each patch.")
    }
  }
}
