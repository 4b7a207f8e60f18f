/// Red, green and blue, 0 to 1.
struct SyntheticColour {
  var red: Float
  var green: Float
  var blue: Float

  /// A colour by hue (0 to 1, red to red), saturation and value.
  init(hue: Float, saturation: Float, value: Float) {
    let sector = (hue - hue.rounded(.down)) * 6
    func channel(_ shift: Float) -> Float {
      let place = (sector + shift).truncatingRemainder(dividingBy: 6)
      return value * (1 - saturation * min(max(min(place, 4 - place), 0), 1))
    }
    self.init(red: channel(5), green: channel(3), blue: channel(1))
  }

  init(red: Float, green: Float, blue: Float) {
    self.red = red
    self.green = green
    self.blue = blue
  }

  /// How bright it looks, 0 to 1.
  var luma: Float { 0.299 * red + 0.587 * green + 0.114 * blue }

  /// The mixture with another colour.
  func mixed(with other: SyntheticColour, _ share: Float) -> SyntheticColour {
    SyntheticColour(
      red: red + (other.red - red) * share, green: green + (other.green - green) * share,
      blue: blue + (other.blue - blue) * share)
  }

  /// The colour, brighter or darker by a factor.
  func scaled(by factor: Float) -> SyntheticColour {
    SyntheticColour(red: red * factor, green: green * factor, blue: blue * factor)
  }
}
