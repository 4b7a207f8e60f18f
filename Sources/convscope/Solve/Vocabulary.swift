import Problems

/// The ops of the problem file with their parameters, as a page of text.
enum Vocabulary {
  /// An entry for each op, in the order of the guide.
  static var text: String {
    ([introduction] + OperationSchema.all.map(\.listing)).joined(separator: "\n\n")
  }

  private static let introduction = Prose.wrapped(
    "The ops of problem files and --ops, with PyTorch's names. A value without a name is the first"
      + " parameter: 'max_pool2d 2' is 'max_pool2d kernel_size=2'. Parameters without a default"
      + " have to be given.")
}
