import ArgumentParser

/// A cell as `--cell` names it: its row and its column, from 0.
struct CellOption: ExpressibleByArgument {
  let row: Int
  let column: Int

  init?(argument: String) {
    let parts = argument.split(separator: ",", omittingEmptySubsequences: false)
      .map { Int($0.filter { $0 != " " }) }
    guard parts.count == 2, let row = parts[0], let column = parts[1], row >= 0, column >= 0 else {
      return nil
    }
    (self.row, self.column) = (row, column)
  }
}
