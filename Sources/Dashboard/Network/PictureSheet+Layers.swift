import TerminalKit

extension PictureSheet {
  /// The largest and the smallest rows of cells of a channel's picture.
  private static let channelRows = (3...8).reversed()

  /// All channels of a layer's output, on one scale so that they can be compared; `nil` where there
  /// is nothing to lay side by side.
  static func channels(of planes: LayerPlanes, chosen: Int) -> PictureSheet? {
    guard planes.channels > 1, planes.height > 1 else { return nil }
    let reach = (0..<planes.channels).reduce(0.0) {
      max($0, ValueRange(planes.plane($1))?.reach ?? 0)
    }
    let sizes = channelRows.map { rows in
      Size(width: max(2, 2 * rows * planes.width / planes.height), height: rows)
    }
    return PictureSheet(
      name: "channels", style: .output, count: planes.channels, chosen: chosen, sizes: sizes
    ) { PlanePicture.image(planes, channel: $0, reach: reach) }
  }

  /// The filters of a convolution, of which the chosen one made the chosen channel.
  ///
  /// A cell holds two pixels, one above the other; all pictures are doubled where they fit.
  static func filters(_ filters: LayerPlanesOfFilters, chosen: Int) -> PictureSheet {
    let sizes = [2 * filters.size, filters.size].map { side in
      Size(width: side, height: (side + 1) / 2)
    }
    return PictureSheet(
      name: "filters", detail: filters.areColours ? "" : ", input channel 0", style: .kernel,
      count: filters.count, chosen: chosen, sizes: sizes
    ) { filters.image($0) }
  }
}
