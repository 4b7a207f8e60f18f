import ArgumentParser

/// What a figure is written as.
enum FigureFormat: String, CaseIterable, ExpressibleByArgument {
  case text, svg, html, cast, json

  /// The format that a file's name asks for; `nil` where it has no ending that says so.
  init?(endingOf path: String) {
    let ending = path.split(separator: ".", omittingEmptySubsequences: false).last ?? ""
    switch ending.lowercased() {
    case "txt": self = .text
    case "svg": self = .svg
    case "html", "htm": self = .html
    case "cast": self = .cast
    case "json": self = .json
    default: return nil
    }
  }

  /// The ending of a file that holds it.
  var ending: String { self == .text ? "txt" : rawValue }

  /// Whether a file may hold one frame alone.
  var holdsOneFrame: Bool {
    switch self {
    case .text, .svg, .json: true
    case .html, .cast: false
    }
  }

  /// Whether it has all frames unless one is asked for.
  var holdsAllFrames: Bool {
    switch self {
    case .text, .svg: false
    case .html, .cast, .json: true
    }
  }

  /// Whether it has colours.
  var hasTheme: Bool {
    switch self {
    case .svg, .html, .cast: true
    case .text, .json: false
    }
  }
}
