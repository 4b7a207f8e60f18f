import Exhibits
import TerminalKit
import Typesetting

/// Patches and answers in rows: small ones as numbers, large ones in shades, two pixels to a cell.
struct GalleryView: Widget {
  private let gallery: Gallery
  private let cover: Cover
  /// Whether numbers stand apart.
  private let isSpacious: Bool

  private static let gap = 3
  /// The least columns of a picture: fewer, and a post is lost.
  private static let leastPicture = 22

  init(_ gallery: Gallery, cover: Cover, isSpacious: Bool = false) {
    (self.gallery, self.cover, self.isSpacious) = (gallery, cover, isSpacious)
  }

  /// Whether any of it is drawn in shades.
  var hasPictures: Bool { gallery.rows.joined().contains(where: \.isPicture) }

  /// The columns and rows without which it cannot be read.
  var leastSize: Size {
    let gaps = Self.gap * max(0, widths.count - 1)
    return Size(width: widths.reduce(gaps, +), height: height { leastHeight($0) })
  }

  /// The rows at which pictures have a pixel to half a cell, or as much of it as a width gives them.
  func idealHeight(width: Int) -> Int {
    guard isPictures else {
      return height { $0.isPicture ? ($0.values.count + 1) / 2 : numberHeight($0) }
    }
    let area = Rect(x: 0, y: 0, width: width, height: Int.max / 4)
    return arrangements.map { rows in
      let scale = min(1, scale(of: rows, in: area))
      return rows.map { row in 1 + (row.map { size($0, scale).height }.max() ?? 0) }
        .reduce(rows.count - 1, +)
    }.max() ?? 0
  }

  func draw(in area: Rect, on buffer: inout Buffer) {
    let rows = rows(in: area)
    let columns =
      isPictures ? Self.even(rows, in: area) : area.columns(constraints, spacing: Self.gap)
    var top = area.minY
    for row in rows {
      // All plates of a row stand at one scale, so that they can be laid over each other by eye.
      let scale =
        isPictures
        ? self.scale(of: rows, in: area)
        : self.scale(of: row, in: columns, height: area.maxY - top - 1)
      let sizes = row.map { size($0, scale) }
      for (index, plate) in row.enumerated() {
        let place = Rect(
          x: columns[index].minX, y: top, width: columns[index].width, height: 1)
        buffer.write(StyledText(plate.name, .dim), in: place)
        draw(
          plate, at: Point(x: place.minX, y: top + 1), sizes[index], clippedTo: area, on: &buffer)
      }
      top += (sizes.map(\.height).max() ?? 0) + 2
    }
  }

  // MARK: - Pictures in lines

  /// Whether it is nothing but pictures in a row, which may go on in further lines.
  private var isPictures: Bool {
    gallery.rows.count == 1 && gallery.rows[0].allSatisfy(\.isPicture)
  }

  /// The ways to break a row of pictures into lines, the fewest lines first.
  private var arrangements: [[[Gallery.Plate]]] {
    let plates = gallery.rows[0]
    return (1...plates.count).map { lines in
      let count = (plates.count + lines - 1) / lines
      return stride(from: 0, to: plates.count, by: count).map { start in
        Array(plates[start..<min(start + count, plates.count)])
      }
    }
  }

  /// The rows as they are drawn: pictures in as many lines as make them largest.
  private func rows(in area: Rect) -> [[Gallery.Plate]] {
    guard isPictures else { return gallery.rows }
    return arrangements.max { scale(of: $0, in: area) < scale(of: $1, in: area) } ?? gallery.rows
  }

  private static func even(_ rows: [[Gallery.Plate]], in area: Rect) -> [Rect] {
    area.columns([Constraint](repeating: .fill, count: rows[0].count), spacing: gap)
  }

  /// Cells across for each pixel of pictures in lines: the same for all of them.
  private func scale(of rows: [[Gallery.Plate]], in area: Rect) -> Double {
    let height = (area.height - (rows.count - 1)) / rows.count - 1
    let columns = Self.even(rows, in: area)
    return rows.map { scale(of: $0, in: columns, height: height) }.min() ?? 0
  }

  // MARK: - Sizes

  private func height(_ plate: (Gallery.Plate) -> Int) -> Int {
    gallery.rows.map { 1 + ($0.map(plate).max() ?? 0) }.reduce(gallery.rows.count - 1, +)
  }

  private func leastHeight(_ plate: Gallery.Plate) -> Int {
    guard plate.isPicture else { return numberHeight(plate) }
    return Int(
      Double(plate.values.count) * Double(Self.leastPicture)
        / Double(2 * plate.columnCount)) + 1
  }

  /// The least columns of each column of plates.
  private var widths: [Int] {
    (gallery.rows.first ?? []).indices.map { column in
      gallery.rows.map { row in
        let plate = row[column]
        let content = plate.isPicture ? Self.leastPicture : numberWidth(plate)
        return max(content, plate.name.count)
      }.max() ?? 0
    }
  }

  /// Pictures share what is left; numbers have what they need.
  private var constraints: [Constraint] {
    zip(widths.indices, widths).map { column, width in
      gallery.rows.contains { $0[column].isPicture } ? .fill : .fixed(width)
    }
  }

  private func numberWidth(_ plate: Gallery.Plate) -> Int {
    plate.columnCount * (Self.cellWidth(plate) + cellGap) - cellGap
  }

  private func numberHeight(_ plate: Gallery.Plate) -> Int {
    plate.values.isEmpty ? 0 : (plate.values.count - 1) * rowStep + 1
  }

  private var cellGap: Int { isSpacious ? 3 : 1 }
  private var rowStep: Int { isSpacious ? 2 : 1 }

  private static func cellWidth(_ plate: Gallery.Plate) -> Int {
    plate.numbers.joined().map(\.count).max() ?? 0
  }

  /// Cells across for each pixel: as many as fit, whole ones where they enlarge.
  private func scale(of row: [Gallery.Plate], in columns: [Rect], height: Int) -> Double {
    let scales = zip(row, columns).filter { $0.0.isPicture }.map { plate, place in
      min(
        Double(place.width) / Double(plate.columnCount),
        Double(2 * height) / Double(plate.values.count))
    }
    let scale = max(0, scales.min() ?? 1)
    return scale < 1 ? scale : min(2, scale.rounded(.down))
  }

  private func size(_ plate: Gallery.Plate, _ scale: Double) -> Size {
    guard plate.isPicture else {
      return Size(width: max(0, numberWidth(plate)), height: numberHeight(plate))
    }
    return Size(
      width: Int((Double(plate.columnCount) * scale).rounded()),
      height: Int((Double(plate.values.count) * scale / 2).rounded()))
  }

  // MARK: - Plates

  private func draw(
    _ plate: Gallery.Plate, at corner: Point, _ size: Size, clippedTo area: Rect,
    on buffer: inout Buffer
  ) {
    let isCovered = cover.hides(plate.piece)
    if plate.isPicture {
      let place = Rect(x: corner.x, y: corner.y, width: size.width, height: size.height)
      if isCovered {
        let row = String(repeating: buffer.glyphs.nothing, count: size.width)
        for line in 0..<size.height {
          buffer.write(
            StyledText(row, .dim), at: Point(x: corner.x, y: corner.y + line), clippedTo: area)
        }
      } else {
        buffer.draw(ImageView(image(plate, upTo: size)), in: place)
      }
      return
    }
    let width = Self.cellWidth(plate)
    for (row, numbers) in plate.numbers.enumerated() {
      let texts = numbers.map { number in
        let text = isCovered ? "?" : number
        return String(repeating: " ", count: max(0, width - text.count)) + text
      }
      buffer.write(
        StyledText(
          texts.joined(separator: String(repeating: " ", count: cellGap)), style(plate)),
        at: Point(x: corner.x, y: corner.y + rowStep * row), clippedTo: area)
    }
  }

  private func style(_ plate: Gallery.Plate) -> Style {
    switch plate.kind {
    case .light: .input
    case .kernel: .kernel
    case .answer: .output
    }
  }

  /// A plate as a picture for so many characters, which are two pixels high.
  private func image(_ plate: Gallery.Plate, upTo size: Size) -> PixelImage {
    let values = shrunk(plate, columns: size.width, rows: 2 * size.height)
    return PixelImage(width: values[0].count, height: values.count) { row, column in
      let value = values[row][column]
      switch plate.kind {
      case .light(let white):
        let grey = UInt8((min(max(0, value / white), 1) * 255).rounded())
        return RGB(grey, grey, grey)
      case .kernel: return SignedRamp.color(Float(value), reach: 1)
      case .answer(let reach): return SignedRamp.color(Float(value), reach: reach)
      }
    }
  }

  /// The values of a plate, of answers no more than there are pixels: the loudest of each block.
  ///
  /// A thin post answers with a bright stripe and a dark one, whose mean is nothing.
  private func shrunk(_ plate: Gallery.Plate, columns: Int, rows: Int) -> [[Double]] {
    guard case .answer = plate.kind else { return plate.values }
    let (width, height) = (min(columns, plate.columnCount), min(rows, plate.values.count))
    guard width > 0, height > 0 else { return plate.values }
    func block(_ index: Int, of count: Int, in length: Int) -> Range<Int> {
      index * length / count..<max(index * length / count + 1, (index + 1) * length / count)
    }
    return (0..<height).map { row in
      (0..<width).map { column in
        block(row, of: height, in: plate.values.count).flatMap { line in
          plate.values[line][block(column, of: width, in: plate.columnCount)]
        }.max { abs($0) < abs($1) } ?? 0
      }
    }
  }
}
