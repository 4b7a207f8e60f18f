/// A way to convolve two short rows with fewer products than places meet: sums of the data times sums of
/// the kernel, and sums of those products.
///
/// The sums of the kernel are made once for all data, so they hardly count.
struct FastProducts: Sendable {
  /// What lessons call it.
  let name: String
  /// What is above it.
  let title: String
  /// The letters of the data and of the kernel.
  let letters: (data: String, kernel: String)
  /// How many numbers the data and the kernel have.
  let lengths: (data: Int, kernel: Int)
  /// Each product: the signs of the data's numbers and of the kernel's, and whether it is halved.
  let products: [Product]
  /// Each result: the signs of the products that it is the sum of.
  let results: [[Int]]
  /// Each result as it is without the trick: pairs of data and kernel that are multiplied.
  let pairs: [[(data: Int, kernel: Int)]]

  /// One product.
  struct Product: Sendable {
    let data: [Int]
    let kernel: [Int]
    var isHalved = false
  }

  static let all = [winograd, karatsuba]

  /// Winograd's F(2, 3): two results of a kernel of three, side by side.
  private static let winograd = FastProducts(
    name: "winograd", title: "Winograd: two results of a kernel of three",
    letters: ("d", "g"), lengths: (4, 3),
    products: [
      Product(data: [1, 0, -1, 0], kernel: [1, 0, 0]),
      Product(data: [0, 1, 1, 0], kernel: [1, 1, 1], isHalved: true),
      Product(data: [0, -1, 1, 0], kernel: [1, -1, 1], isHalved: true),
      Product(data: [0, 1, 0, -1], kernel: [0, 0, 1]),
    ],
    results: [[1, 1, 1, 0], [0, 1, -1, -1]],
    pairs: [[(0, 0), (1, 1), (2, 2)], [(1, 0), (2, 1), (3, 2)]])

  /// Karatsuba's way to multiply two rows of two, as numbers of two digits are.
  private static let karatsuba = FastProducts(
    name: "karatsuba", title: "Karatsuba: two digits times two digits",
    letters: ("a", "b"), lengths: (2, 2),
    products: [
      Product(data: [1, 0], kernel: [1, 0]), Product(data: [0, 1], kernel: [0, 1]),
      Product(data: [1, 1], kernel: [1, 1]),
    ],
    results: [[1, 0, 0], [-1, -1, 1], [0, 1, 0]],
    pairs: [[(0, 0)], [(0, 1), (1, 0)], [(1, 1)]])

  /// The products without the trick.
  var plainCount: Int { pairs.map(\.count).reduce(0, +) }

  /// The sum of some numbers with signs.
  static func sum(_ signs: [Int], _ numbers: [Double]) -> Double {
    zip(signs, numbers).reduce(0) { $0 + Double($1.0) * $1.1 }
  }

  /// The value of a product.
  func value(_ product: Product, _ data: [Double], _ kernel: [Double]) -> Double {
    Self.sum(product.data, data) * Self.sum(product.kernel, kernel) / (product.isHalved ? 2 : 1)
  }
}
