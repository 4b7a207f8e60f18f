import Typesetting

extension LaTeXPage {
  /// The most characters of a sum that is never broken.
  private static let shortSum = 56
  /// The most characters of a cell that is never broken.
  private static let shortCell = 14
  /// About the share of a line that a letter takes.
  private static let letterShare = 0.014
  /// The most columns of numbers that fit beside each other on a page.
  private static let mostColumns = 14

  func table(_ table: Table) -> String {
    let format = format(of: table)
    let titles = table.columns.map { "\\textbf{\(LaTeXText.escaped($0.title))}" }
    let rows = table.rows.map { row in
      zip(row, table.columns).map { cell, column in
        column.kind == .formula && !cell.isEmpty
          ? formula([cell]) : LaTeXText.escaped(cell.onOneLine)
      }
    }
    // The rule keeps its distance from the row below it; without titles there is nothing to rule off.
    let header = titles.joined(separator: " & ") + " \\\\ \\hline \\noalign{\\vskip 3pt}"
    return longtable(format, table.columns.allSatisfy(\.title.isEmpty) ? [] : [header], rows)
  }

  /// How wide the columns are: short ones as wide as they are; long words may be wrapped, and share what is
  /// left of the page.
  private func format(of table: Table) -> String {
    let longest = table.columns.indices.map { index in
      max(table.columns[index].title.count, table.rows.map { $0[index].count }.max() ?? 0)
    }
    let isShort = table.columns.indices.map { index in
      table.columns[index].kind == .number || longest[index] <= Self.shortCell
    }
    let taken = table.columns.indices.reduce(0.04 * Double(table.columns.count)) { sum, index in
      isShort[index] ? sum + Self.letterShare * Double(longest[index]) : sum
    }
    let share = max(0.1, (1 - taken) / Double(max(1, isShort.count { !$0 })))
    return table.columns.indices.map { index in
      guard !isShort[index] else { return table.columns[index].kind == .number ? "r" : "l" }
      return ">{\\raggedright\\arraybackslash}p{\(NumberText.short(share, digits: 3))\\linewidth}"
    }.joined(separator: "@{\\quad}")
  }

  func sums(_ sums: [Sum]) -> String {
    let hasLabels = sums.contains { !$0.label.isEmpty }
    let hasNames = sums.contains { !$0.name.isEmpty }
    let taken = (hasLabels ? 0.14 : 0) + (hasNames ? 0.16 : 0)
    // Short sums are as wide as they are, and their results stand beside them, one below the other. Of a
    // longer one, whose line is broken, the result stands at the end.
    let longest = sums.map { $0.pieces.joined().count }.max() ?? 0
    let isShort = longest <= Self.shortSum
    let width = NumberText.short(0.98 - taken, digits: 3)
    let side = isShort ? "ll" : ">{\\raggedright\\arraybackslash}p{\(width)\\linewidth}"
    let format = (hasLabels ? "l" : "") + (hasNames ? "l" : "") + side
    let rows = sums.map { sum in
      let result = "$\(LaTeXMath.spelled("\(sum.relation) \(sum.result)"))$"
      return (hasLabels ? [LaTeXText.escaped(sum.label)] : [])
        + (hasNames ? [LaTeXText.escaped(sum.name)] : [])
        + (isShort
          ? [formula(sum.pieces), result] : [formula(sum.pieces) + "~\\hspace*{\\fill}" + result])
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
    return "\\begin{tabular}[t]{@{}l@{}}\(title(of: grid))\\\\[2pt]\n"
      + array + "\n\\end{tabular}"
  }

  /// What a grid is called; a power is a formula.
  private func title(of grid: NumberGrid) -> String {
    grid.title.contains("^")
      ? "$\(LaTeXMath.spelled(grid.title))$" : "\\textit{\(LaTeXText.escaped(grid.title))}"
  }
}
