import TensorEngine

/// How the classes of each position are read downwards: a row a class, whichever axis they lie on.
struct ClassAxis: Sendable {
  /// The axes before the classes.
  let leading: Shape
  /// A row a class, a column a position behind them.
  let layout: PlaneLayout
  private let length: Int
  private let inner: Int

  init(_ shape: Shape, axis: Int) {
    (length, inner) = (shape[axis], shape.strides[axis])
    leading = Shape(Array(shape.dimensions.prefix(axis)))
    layout = PlaneLayout(axisCount: 2, rows: PlaneAxis(length), columns: PlaneAxis(inner))
  }

  private init(leading: Shape, layout: PlaneLayout, length: Int, inner: Int) {
    (self.leading, self.layout) = (leading, layout)
    (self.length, self.inner) = (length, inner)
  }

  /// What the axes before the classes are called.
  var leadingNames: [String] { leading.rank > 1 ? ["image", "channel"] : ["image"] }

  /// The sums over the classes: one row.
  var ofSums: ClassAxis {
    ClassAxis(
      leading: leading,
      layout: PlaneLayout(axisCount: 2, rows: PlaneAxis(1), columns: PlaneAxis(inner)),
      length: 1, inner: inner)
  }

  /// What the rows are called.
  var names: [String] { (0..<length).map(String.init) }

  /// The class at a position in row-major order.
  func index(_ position: Int) -> Int { position / inner % length }

  /// Where the sum over the classes stands that a position belongs to.
  func sum(_ position: Int) -> Int {
    position / (inner * length) * inner + position % inner
  }

  /// All classes of the place that a position belongs to.
  func positions(alongWith position: Int) -> [Int] {
    let start = position - index(position) * inner
    return (0..<length).map { start + $0 * inner }
  }

  /// `Class 2 of image 1`.
  func name(_ position: Int, in shown: ShownTensor) -> String {
    let place = shown.layout.place(position)
    let column = inner > 1 ? "position \(place.column)" : ""
    let names = [shown.planeTitles[place.plane], column].filter { !$0.isEmpty }
    return "Class \(place.row)" + (names.isEmpty ? "" : " of \(names.joined(separator: ", "))")
  }

  /// The largest number of each place, in the numbers' own shape, where powers of e might overflow;
  /// `nil` elsewhere.
  func largest(of numbers: Tensor<Double>) -> Tensor<Double>? {
    guard numbers.elements.contains(where: { abs($0) > Powers.safeExponent }) else { return nil }
    return Tensor(
      numbers.shape,
      numbers.elements.indices.map { position in
        positions(alongWith: position).reduce(-.infinity) { max($0, numbers.elements[$1]) }
      })
  }
}

extension PanelBuilder {
  /// Puts a tensor in a panel with a row a class.
  mutating func add(
    _ tensor: Tensor<Double>, of node: NodeID?, _ title: String, _ role: ValueRole,
    _ classes: ClassAxis
  ) -> ShownTensor {
    add(
      tensor, of: node, title, role, layout: classes.layout, leading: classes.leading,
      leadingNames: classes.leadingNames)
  }
}

extension Explainer {
  /// Puts an operand in a panel with a row a class.
  func show(
    _ position: Int, in builder: inout PanelBuilder, title: String, _ classes: ClassAxis
  ) -> ShownTensor {
    show(
      position, in: &builder, title: title, layout: classes.layout, leading: classes.leading,
      leadingNames: classes.leadingNames)
  }

  /// Puts the result in a panel with a row a class.
  func showResult(
    in builder: inout PanelBuilder, title: String, _ classes: ClassAxis
  ) -> ShownTensor {
    showResult(
      in: &builder, title: title, layout: classes.layout, leading: classes.leading,
      leadingNames: classes.leadingNames)
  }
}
