import Problems
import Typesetting

/// Fewer products: those of Winograd or Karatsuba by their names, one after the other, then what they add
/// up to.
struct ProductsExhibit: ExhibitKind {
  static let name = "products"
  static let names = ["data", "kernel"]

  private let way: FastProducts
  private let data: [Double]
  private let kernel: [Double]

  init(_ values: NamedValues) throws(Diagnostic) {
    let words = FastProducts.all.map(\.name)
    let node = try values.required(
      Self.name, of: "show", remedy: "Name one of \(words.joined(separator: " and ")).")
    let word = try node.word("products", of: words)
    way = FastProducts.all.first { $0.name == word } ?? FastProducts.all[0]
    func numbers(_ name: String, _ count: Int) throws(Diagnostic) -> [Double] {
      let node = try values.required(
        name, of: "show", remedy: "Write \(count) numbers between blanks.")
      return try node.numbers(name, count: count)
    }
    data = try numbers("data", way.lengths.data)
    kernel = try numbers("kernel", way.lengths.kernel)
  }

  private var products: [Double] { way.products.map { way.value($0, data, kernel) } }
  private var results: [Double] { way.results.map { FastProducts.sum($0, products) } }

  func content(from sources: ExhibitSources) -> ExhibitContent {
    let count = way.products.count
    let last = count + way.results.count
    let scenes = (0...last + 1).map { step in
      scene(step == 0 || step > last ? nil : step - 1, upTo: min(step, last), caption(step))
    }
    let products = zip(way.products.indices, products).map {
      Fact(Self.m($0), $1, piece: Self.m($0), step: $0 + 1)
    }
    let results = zip(way.results.indices, results).map {
      Fact(Self.y($0), $1, piece: Self.y($0), step: $0 + 1 + count)
    }
    return ExhibitContent(
      way.title, steps: scenes,
      facts: products + results + [
        Fact("products", Double(count)), Fact("products without it", Double(way.plainCount)),
      ])
  }

  private static func m(_ index: Int) -> String { "m\(index + 1)" }
  private static func y(_ index: Int) -> String { "y\(index)" }

  // MARK: - Scenes

  /// - Parameters:
  ///   - line: The product or result that is made now, products first.
  ///   - count: How many have been made, this one among them.
  private func scene(_ line: Int?, upTo count: Int, _ caption: String) -> Scene {
    let product = line.flatMap { way.products.indices.contains($0) ? way.products[$0] : nil }
    return Scene(
      [
        .table(row("data", data, way.letters.data, product?.data, .series(0))),
        .table(row("kernel", kernel, way.letters.kernel, product?.kernel, .series(1))),
        .table(table(line, upTo: count)),
      ], caption: caption)
  }

  private func row(
    _ title: String, _ numbers: [Double], _ letter: String, _ signs: [Int]?, _ ink: Ink
  ) -> Table {
    let cells = numbers.enumerated().map { index, number in
      Table.Cell(NumberText.short(number), ink, isMarked: (signs?[index] ?? 0) != 0)
    }
    return Table(
      [Table.Row(cells)], title: title, header: numbers.indices.map { "\(letter)\($0)" },
      trailing: Set(numbers.indices))
  }

  private func table(_ line: Int?, upTo count: Int) -> Table {
    let result = line.flatMap {
      $0 < way.products.count ? nil : way.results[$0 - way.products.count]
    }
    let products = way.products.enumerated().map { index, product in
      let isMade = index < count
      return Table.Row(
        [
          Table.Cell(Self.m(index), .series(2)),
          Table.Cell(formula(product), .dim),
          made(numbers(product), isMade),
          made(
            NumberText.short(self.products[index]), isMade, .series(2),
            isMarked: (result?[index] ?? 0) != 0, piece: Piece(Self.m(index), in: "products")),
        ], isCurrent: index == line)
    }
    let results = way.results.enumerated().map { index, signs in
      let isMade = index + way.products.count < count
      let piece = Piece(Self.y(index), in: "results")
      return Table.Row(
        [
          Table.Cell(Self.y(index), .series(3)),
          Table.Cell(Self.sum(signs, way.products.indices.map(Self.m)), .dim),
          made(sum(signs, self.products), isMade, piece: piece),
          made(NumberText.short(self.results[index]), isMade, .series(3), piece: piece),
        ], isCurrent: index + way.products.count == line, isSum: index == 0)
    }
    return Table(products + results, trailing: [3])
  }

  /// What is not made yet keeps its room, so that nothing moves when it comes.
  private func made(
    _ text: String, _ isMade: Bool, _ ink: Ink = .text, isMarked: Bool = false,
    piece: Piece? = nil
  ) -> Table.Cell {
    guard isMade else { return Table.Cell(String(repeating: " ", count: text.count)) }
    return Table.Cell(text, ink, isMarked: isMarked, piece: piece)
  }

  private func caption(_ step: Int) -> String {
    let count = way.products.count
    let plain = "\(way.plainCount) products"
    switch step {
    case 0: return "Without the trick it takes \(plain); here come \(count)."
    case ...count: return "\(Self.m(step - 1)), product \(step) of \(count)."
    case ...(count + way.results.count):
      return "\(Self.y(step - 1 - count)) is a sum of products: no multiplication any more."
    default: return "\(count) products in place of \(plain), with the same results."
    }
  }

  // MARK: - Formulas

  private func formula(_ product: FastProducts.Product) -> String {
    let (data, kernel) = way.letters
    return Self.product(
      Self.factor(product.data, self.data.indices.map { "\(data)\($0)" }),
      Self.factor(product.kernel, self.kernel.indices.map { "\(kernel)\($0)" }), product)
  }

  private func numbers(_ product: FastProducts.Product) -> String {
    Self.product(
      Self.factor(product.data, data.map { NumberText.factor($0) }),
      Self.factor(product.kernel, kernel.map { NumberText.factor($0) }), product)
  }

  private static func product(
    _ left: String, _ right: String, _ product: FastProducts.Product
  ) -> String {
    "\(left)·\(right)" + (product.isHalved ? "/2" : "")
  }

  /// A sum as a factor: in parentheses where it has several terms.
  private static func factor(_ signs: [Int], _ terms: [String]) -> String {
    let places = signs.indices.filter { signs[$0] != 0 }
    return places.count == 1 ? terms[places[0]] : "(\(sum(signs, terms)))"
  }

  /// Terms with their signs; no sum begins with a minus.
  private static func sum(_ signs: [Int], _ terms: [String]) -> String {
    var order = signs.indices.filter { signs[$0] != 0 }
    if let place = order.firstIndex(where: { signs[$0] > 0 }) {
      order.insert(order.remove(at: place), at: 0)
    }
    return order.enumerated().map { place, index in
      let sign = signs[index] < 0 ? "−" : "+"
      // A negative number needs its parentheses only behind a sign.
      return place == 0 ? terms[index].bare : "\(sign) \(terms[index])"
    }.joined(separator: " ")
  }

  private func sum(_ signs: [Int], _ numbers: [Double]) -> String {
    Self.sum(signs, numbers.map { NumberText.factor($0) })
  }
}

extension String {
  /// Without parentheses around all of it.
  fileprivate var bare: String {
    hasPrefix("(") && hasSuffix(")") ? String(dropFirst().dropLast()) : self
  }
}
