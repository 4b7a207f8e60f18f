import Storyboards
import Typesetting

/// The ops of a graph as text.
extension PlainText {
  /// The ops one below the other, with the signs between what they read; gradients stand below their values.
  ///
  /// - Parameter blocks: The blocks of a panel.
  func rows(
    of panels: [Panel], bandsPerRow: Int, _ blocks: (Int) -> [TextBlock]
  ) -> [ColoredText] {
    let rows = Dictionary(grouping: panels.indices) { panels[$0].place.band / bandsPerRow }
    return joined(
      rows.sorted { $0.key < $1.key }.map { row, indices in
        let columns = Dictionary(grouping: indices) { panels[$0].place.column ?? 0 }
        let stacked = columns.sorted { $0.key < $1.key }.flatMap { _, column -> [[TextBlock]] in
          let bands = (0..<bandsPerRow).map { band in
            column.first { panels[$0].place.band == row * bandsPerRow + band }
          }
          return [
            bands.map { band in
              besideNumbers(band.flatMap { panels[$0].sign?.rawValue } ?? "", .text)
            },
            bands.map { index in
              guard let index else { return TextBlock(lines: []) }
              return panels[index].isName
                ? besideNumbers(panels[index].title, panels[index].role.hue)
                : TextBlock.joined(blocks(index))
            },
          ]
        }
        return TextBlock.flow(
          TextBlock.stacked(stacked).filter { $0.width > 0 }, width: width, gap: 2)
      })
  }

  /// A word on the first line of numbers, below the titles.
  private func besideNumbers(_ text: String, _ hue: Hue) -> TextBlock {
    TextBlock(lines: [ColoredText(), ColoredText(glyphs.adapt(text), hue)])
  }
}
