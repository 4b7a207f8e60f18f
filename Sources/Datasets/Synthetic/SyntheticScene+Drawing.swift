extension SyntheticScene {
  /// The pixels of one image: three planes.
  static let pixelCount = 3 * side * side

  /// Draws the scene.
  ///
  /// - Parameters:
  ///   - pixels: Room for ``pixelCount`` intensities: the planes red, green, blue.
  ///   - random: The noise of single pixels.
  func draw(into pixels: UnsafeMutablePointer<UInt8>, noise random: inout KeyedRandom) {
    let side = SyntheticScene.side
    let plane = side * side
    texture.withUnsafeBufferPointer { texture in
      for row in 0..<side {
        let y = Float(row) + 0.5
        for column in 0..<side {
          let x = Float(column) + 0.5
          var colour = groundColour(x, y, texture)
          for dot in dots where !dot.isInFront { dot.cover(&colour, x, y) }
          colour = colour.scaled(by: 1 - shadow(x, y))
          let cover = coverage(x, y)
          if cover > 0 { colour = colour.mixed(with: inkColour(x, y), cover) }
          for dot in dots where dot.isInFront { dot.cover(&colour, x, y) }

          let bits = random.next()
          let target = pixels + row * side + column
          target[0] = level(colour.red, bits)
          target[plane] = level(colour.green, bits >> 16)
          target[2 * plane] = level(colour.blue, bits >> 32)
        }
      }
    }
  }

  /// The share of the pixel around a point that the shape covers.
  private func coverage(_ x: Float, _ y: Float) -> Float {
    min(max(0.5 - distance(x, y), 0), 1)
  }

  /// How dark the shape's soft shadow is at a point.
  private func shadow(_ x: Float, _ y: Float) -> Float {
    0.35 * min(max(0.5 - distance(x - 1, y - 1.4) / 3, 0), 1)
  }

  /// The distance of a point from the shape's edge in pixels.
  private func distance(_ x: Float, _ y: Float) -> Float {
    let (dx, dy) = ((x - centreX) / radius, (y - centreY) / radius)
    return radius
      * shape.distance(axisX * dx + axisY * dy, axisX * dy - axisY * dx, isRound: isRound)
  }

  /// The shape's colour at a point: brighter towards the light.
  private func inkColour(_ x: Float, _ y: Float) -> SyntheticColour {
    let across = ((x - centreX) * slopeX + (y - centreY) * slopeY) / radius
    return ink.scaled(by: 1 + shading * across)
  }

  /// The background at a point.
  private func groundColour(
    _ x: Float, _ y: Float, _ texture: UnsafeBufferPointer<Float>
  ) -> SyntheticColour {
    let side = Float(SyntheticScene.side)
    let along = 0.5 + ((x / side - 0.5) * slopeX + (y / side - 0.5) * slopeY) * 0.8
    let colour = ground.0.mixed(with: ground.1, min(max(along, 0), 1))

    let nodes = SyntheticScene.textureNodes
    let (u, v) = (x / side * Float(nodes - 1), y / side * Float(nodes - 1))
    let (column, row) = (Int(u), Int(v))
    let (right, down) = (eased(u - Float(column)), eased(v - Float(row)))
    let node = row * nodes + column
    let upper = texture[node] + (texture[node + 1] - texture[node]) * right
    let lower =
      texture[node + nodes] + (texture[node + nodes + 1] - texture[node + nodes]) * right
    return colour.scaled(by: 1 + textureStrength * (upper + (lower - upper) * down))
  }

  /// A step from 0 to 1 that starts and ends level.
  private func eased(_ place: Float) -> Float {
    place * place * (3 - 2 * place)
  }

  /// An intensity with its noise, which is taken from 16 random bits.
  private func level(_ value: Float, _ bits: UInt64) -> UInt8 {
    // The sum of two bytes: most often small, now and then large.
    let spread = Float(Int(bits & 0xFF) + Int(bits >> 8 & 0xFF) - 255) / 255
    return UInt8(min(max((value + noise * spread) * 255, 0), 255).rounded())
  }
}

extension SyntheticScene.Dot {
  /// Paints the dot over a pixel.
  fileprivate func cover(_ colour: inout SyntheticColour, _ pointX: Float, _ pointY: Float) {
    let (dx, dy) = (pointX - x, pointY - y)
    let square = dx * dx + dy * dy
    guard square < (radius + 0.5) * (radius + 0.5) else { return }
    let cover = min(max(radius + 0.5 - square.squareRoot(), 0), 1)
    colour = colour.mixed(with: self.colour, cover)
  }
}
