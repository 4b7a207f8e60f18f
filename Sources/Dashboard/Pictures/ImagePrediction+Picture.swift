import TerminalKit
import Training

extension ImagePrediction {
  /// The image in its colours.
  var picture: PixelImage {
    let area = height * width
    return PixelImage(width: width, height: height) { row, column in
      let place = row * width + column
      let red = pixels[place]
      // One plane is grey.
      let green = channels > 1 ? pixels[area + place] : red
      let blue = channels > 2 ? pixels[2 * area + place] : red
      return RGB(red, green, blue)
    }
  }

  /// The rows of cells that show every pixel: two pixels stand above each other in a cell.
  var fullRows: Int { (height + 1) / 2 }

  /// The columns of cells that belong to so many rows.
  func columns(forRows rows: Int) -> Int {
    height == 0 ? 0 : (2 * rows * width + height / 2) / height
  }

  /// What the network takes it for.
  func name(in classNames: [String]) -> String {
    guard isAnswered else { return "no number" }
    return classNames.indices.contains(best) ? classNames[best] : "class \(best)"
  }

  /// What it is.
  func labelName(in classNames: [String]) -> String {
    classNames.indices.contains(label) ? classNames[label] : "class \(label)"
  }
}
