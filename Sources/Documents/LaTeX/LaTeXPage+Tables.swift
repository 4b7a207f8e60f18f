extension LaTeXPage {
  /// The most characters of a sum that is never broken.
  private static let shortSum = 56
  /// The most columns of numbers that fit beside each other on a page.
  private static let mostColumns = 14

  func table(_ table: Table) -> String {
    // Words may be wrapped, so they share what the page has.
    let words = max(1, table.columns.count { $0.kind != .number })
    let share = "\(0.78 / Double(words))\\linewidth"
    let format = table.columns.map { column in
      column.kind == .number ? "r" : ">{\\raggedright\\arraybackslash}p{\(share)}"
    }.joined(separator: "@{\\quad}")
    let header = table.columns.map { "\\textbf{\(LaTeXText.escaped($0.title))}" }
    let rows = table.rows.map { row in
      zip(row, table.columns).map { cell, column in
        column.kind == .formula && !cell.isEmpty
          ? formula([cell]) : LaTeXText.escaped(cell.onOneLine)
      }
    }
    return longtable(format, [header.joined(separator: " & ") + " \\\\ \\hline"], rows)
  }

  func sums(_ sums: [Sum]) -> String {
    let hasLabels = sums.contains { !$0.label.isEmpty }
    let hasNames = sums.contains { !$0.name.isEmpty }
    let taken = (hasLabels ? 0.14 : 0) + (hasNames ? 0.16 : 0) + 0.18
    // Short sums are as wide as they are, so that their results stand beside them.
    let longest = sums.map { $0.pieces.joined().count }.max() ?? 0
    let side =
      longest <= Self.shortSum
      ? "l" : ">{\\raggedright\\arraybackslash}p{\(1 - taken)\\linewidth}"
    let format = (hasLabels ? "l" : "") + (hasNames ? "l" : "") + side + "l"
    let rows = sums.map { sum in
      (hasLabels ? [LaTeXText.escaped(sum.label)] : [])
        + (hasNames ? [LaTeXText.escaped(sum.name)] : [])
        + [formula(sum.pieces), "$\(LaTeXMath.spelled("\(sum.relation) \(sum.result)"))$"]
    }
    return longtable("@{}\(format)@{}", [], rows)
  }

  /// A formula in pieces, between which its line may be broken.
  private func formula(_ pieces: [String]) -> String {
    pieces.map { "$\(LaTeXMath.spelled($0))$" }.joined(separator: " ")
  }

  private func longtable(_ format: String, _ header: [String], _ rows: [[String]]) -> String {
    let head = header.isEmpty ? [] : header + ["\\endhead"]
    let lines = head + rows.map { $0.joined(separator: " & ") + " \\\\" }
    return "\\begin{longtable}[l]{\(format)}\n" + lines.joined(separator: "\n")
      + "\n\\end{longtable}"
  }

  func grids(_ grids: [NumberGrid]) -> String {
    let strips = grids.flatMap { $0.strips(of: Self.mostColumns) }
    return "{\\raggedright " + strips.map(grid).joined(separator: "\\qquad\n") + "\\par}"
  }

  private func grid(_ grid: NumberGrid) -> String {
    let label = grid.labels.isEmpty ? "" : "l"
    let rows = grid.rows.enumerated().map { position, row in
      let start =
        grid.labels.isEmpty ? [] : ["\\text{\(LaTeXText.escaped(grid.labels[position]))}"]
      return (start + row.map { LaTeXMath.spelled($0) }).joined(separator: " & ")
    }
    let array =
      "$\\begin{array}{\(label)\(String(repeating: "r", count: grid.width))}\n"
      + rows.joined(separator: " \\\\\n") + "\n\\end{array}$"
    guard !grid.title.isEmpty else { return array }
    return "\\begin{tabular}[t]{@{}l@{}}\\textit{\(LaTeXText.escaped(grid.title))}\\\\[2pt]\n"
      + array + "\n\\end{tabular}"
  }
}
