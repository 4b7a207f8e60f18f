import Documents
import Storyboards
import Typesetting

extension Panel {
  /// The panel's planes as grids of a page.
  ///
  /// - Parameters:
  ///   - title: What it is called here.
  ///   - channel: The plane that is shown alone, where there are several.
  func grids(title: String, channel: Int? = nil) -> [NumberGrid] {
    planes.indices.filter { plane in
      guard let channel, planes.count > 1 else { return true }
      return plane == channel
    }.map { plane in
      let names = [title, planes[plane].title].filter { !$0.isEmpty }
      return NumberGrid(
        names.joined(separator: ", "), hue: role.hue, rows: planes[plane].texts,
        labels: planes[plane].rowLabels, ownColumns: planes[plane].layout.columns.ownPositions)
    }
  }

  /// The numbers of all planes.
  var numberCount: Int { planes.reduce(0) { $0 + $1.values.count } }

  /// What there is to say of a panel that is too large to be written out: `of 3×32×32, from −2 to 5`.
  func summary(title: String) -> String {
    let values = planes.flatMap(\.values).filter(\.isFinite)
    let size =
      (planes.count > 1 ? "\(planes.count)×" : "")
      + "\(planes.first?.rows ?? 0)×\(planes.first?.columns ?? 0)"
    guard let least = values.min(), let most = values.max() else { return "\(title): \(size)" }
    return "\(title): \(size) numbers, from \(NumberText.short(least)) to \(NumberText.short(most))"
  }

  /// What the signs in its cells stand for, a sentence each.
  var legend: [String] {
    var signs: Set<CellKind> = []
    var (hasCopies, hangsOver) = (false, false)
    for plane in planes {
      for row in 0..<plane.rows {
        for column in 0..<plane.columns {
          let kind = plane.kind(row: row, column: column)
          if kind == .padding, plane.layout.hangsOver(row: row, column: column) {
            hangsOver = true
          } else if plane.holdsCopy(row: row, column: column) {
            hasCopies = true
          } else if kind == .added || plane[row, column] == 0 {
            // Padding that is no zero, as of a maximum, is written as the number it is.
            signs.insert(kind)
          }
        }
      }
    }
    return [
      signs.contains(.padding) ? "\(Plane.paddingZero) is a zero of the padding." : nil,
      hangsOver ? "Where the last windows hang over the end there is nothing that counts." : nil,
      hasCopies ? "\(Plane.copy) marks a copy in the padding." : nil,
      signs.contains(.insertedZero)
        ? "\(Plane.insertedZero) is a zero between two numbers." : nil,
      signs.contains(.added)
        ? "\(Plane.added) marks what output_padding adds to the result." : nil,
    ].compactMap { $0 }
  }

  /// Whether it shows nothing but its tensor: no padding, no zeros between.
  var isBare: Bool {
    planes.allSatisfy { plane in
      plane.exceptions.isEmpty && plane.rows == plane.layout.rows.size
        && plane.columns == plane.layout.columns.size
    }
  }
}

extension Plane {
  /// The numbers as they are written, fractions where decimals go on.
  fileprivate var texts: [[String]] {
    (0..<rows).map { row in
      (0..<columns).map { column in
        if kind(row: row, column: column) == .data,
          let fraction = FractionText.of(self[row, column])
        {
          return fraction
        }
        return text(row: row, column: column)
      }
    }
  }
}
