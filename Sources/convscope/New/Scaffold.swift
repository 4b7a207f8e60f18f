import Foundation
import Problems
import Typesetting

/// A small example to go on from, as a file.
struct Scaffold {
  /// The folder that is made for it; empty where it lies beside others.
  let folder: String
  /// The file.
  let file: String
  /// What stands in it.
  let text: String
  /// How to go on.
  let next: [String]

  private var path: String { folder.isEmpty ? file : "\(folder)/\(file)" }

  /// Writes the file, and says how to go on.
  ///
  /// - Throws: A diagnostic where it is there already, or cannot be written.
  func write() throws {
    if !folder.isEmpty { try NewFile.makeFolder(folder) }
    guard try NewFile.create(path, with: text) else {
      throw Diagnostic(
        file: path, "there is such a file already", remedy: "Take another name, or move it away.")
    }
    StandardOutput.write(
      (["\(path) is begun. Go on with:"] + next.map { "  \($0)" })
        .joined(separator: "\n"))
  }

  /// A name as a title: `strided-windows` as `Strided windows`.
  private static func title(_ name: String) -> String {
    name.replacing("-", with: " ").capitalizedFirst
  }

  // MARK: - Lessons

  /// A lesson of two steps.
  ///
  /// Its folder is numbered behind the last one in the current folder.
  ///
  /// - Throws: A diagnostic where a lesson there has its name, which is its id.
  static func lesson(_ name: String) throws(Diagnostic) -> Scaffold {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: ".")) ?? []
    let other = names.sorted().first {
      $0.dropFirst(2) == "-\(name)" && $0.prefix(2).allSatisfy(\.isWholeNumber)
    }
    if let other {
      throw Diagnostic(
        file: other, "there is a lesson \(name.quoted) already",
        remedy: "Take another name, or move it away: no two lessons have the same id.")
    }
    let numbers = names.filter { $0.dropFirst(2).first == "-" }.compactMap { Int($0.prefix(2)) }
    let number = min((numbers.max() ?? 0) + 1, 99)
    let folder = (number < 10 ? "0" : "") + "\(number)-\(name)"
    return Scaffold(
      folder: folder, file: "lesson.yaml",
      text: """
        format: 1
        id: \(name)
        title: \(title(name))
        goals:
          - say in a few words what a learner can do afterwards
        facts:
          - The first of three facts to keep.
          - The second.
          - The third.
        needs: []
        sources: []
        steps:
          - text: |
              What this step shows. `code` and **bold** are known; an empty line begins a paragraph.
            show:
              input: 1 2 3 / 4 5 6 / 7 8 9
              ops:
                - conv2d: {weight: 1 0 / 0 -1}

          - text: Now it is your turn.
            show:
              input: 2 0 1 / 1 3 0 / 0 1 4
              ops:
                - conv2d: {weight: 1 0 / 0 -1}
            ask:
              question: Which number stands in row 0, column 1 of the output?
              kind: number
              cell: [0, 1]
              hints:
                - The window covers rows 0 and 1, columns 1 and 2.
                - Only two products are not 0.
              explain: 0 · 1 + 0 · (−1) is all there is to add up.

        """,
      next: ["convscope check \(folder)", "convscope learn --lessons . \(name)"])
  }

  // MARK: - Exercises

  /// A topic of one family.
  static func exercise(_ name: String) -> Scaffold {
    Scaffold(
      folder: "", file: "\(name).yaml",
      text: """
        format: 1
        topic: \(name)
        title: \(title(name))
        families:
          - id: \(name)-one-cell
            title: One cell of a strided convolution
            # What is drawn, and what each level changes of it.
            numbers: {n: 5, k: 2, s: 2}
            levels:
              - {}
              - {n: 7, k: 3}
            grids:
              x: {size: [n, n], of: -2..5}
              w: {size: [k, k], of: -4..5, distinct: true}
            problem:
              input: $x
              ops:
                - conv2d: {weight: $w, stride: $s}
            ask:
              kind: number
              question: Which number stands in row {row}, column {column} of the output?
            where: [small]

        """,
      next: [
        "convscope check \(name).yaml", "convscope practice --exercises . \(name) --plain",
      ])
  }

  // MARK: - Sheets

  /// A sheet of a task of each kind.
  static func sheet(_ name: String) -> Scaffold {
    Scaffold(
      folder: "", file: "\(name).yaml",
      text: """
        format: 1
        sheet: \(name)
        title: \(title(name))
        deadline: Monday, 10:00
        text: Work alone. Show your sums.
        tasks:
          # An exercise of a family; 'convscope practice --list' lists them. Everybody gets other numbers.
          - family: strided-cell
            level: 1
            points: 2

          # A problem in parts. Ops count from 0 in 'of'; 'vary' gives everybody other numbers.
          - title: A small layer
            problem:
              input: 1 2 3 0 / 4 1 0 2 / 0 3 1 1 / 2 0 2 4
              ops:
                - conv2d: {weight: 1 0 / 2 -1}
                - relu
                - max_pool2d: {kernel_size: 2, stride: 1}
            vary: true
            parts:
              - {kind: size, of: 0, points: 1}
              - {kind: grid, of: 0, points: 3}
              - {kind: grid, of: 2, points: 2}

        """,
      next: [
        "convscope check \(name).yaml",
        "convscope sheet make \(name).yaml --students class.csv",
        "convscope sheet grade \(name).yaml --students class.csv handed-in",
      ])
  }
}
