/// Empty values of options, which the parser of arguments takes for no value at all.
enum EmptyValues {
  /// A command line in which an empty value stands behind its option by itself: `--answer=` is
  /// `--answer ""`, and not the flag behind it.
  ///
  /// - Parameter arguments: What stands behind the program's name.
  static func apart(in arguments: [String]) -> [String] {
    let end = arguments.firstIndex(of: "--") ?? arguments.endIndex
    return arguments[..<end].flatMap { argument in
      let name = argument.dropLast()
      let isOption =
        argument.hasSuffix("=") && name.hasPrefix("--") && !name.contains("=")
        && name.dropFirst(2).first?.isLetter == true
      return isOption ? [String(name), ""] : [argument]
    } + arguments[end...]
  }
}
