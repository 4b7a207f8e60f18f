import Storyboards

/// A storyboard's frames as the elements of an SVG, for a file of its own and for a page around it.
struct SVGMarkup {
  let storyboard: Storyboard
  let layout: FigureLayout
  let animation: FigureAnimation

  init(_ storyboard: Storyboard, frames: Range<Int>) throws(FigureTooLarge) {
    self.storyboard = storyboard
    layout = FigureLayout(storyboard)
    try FigureTooLarge.check(frames: frames, in: layout)
    animation = FigureAnimation(storyboard, frames: frames, in: layout)
  }

  /// The element with everything in it.
  ///
  /// - Parameters:
  ///   - attributes: Further attributes of the element.
  ///   - description: What it shows, for those who do not see it.
  ///   - style: A style sheet, or nothing.
  ///   - group: The attributes of shapes that are not there in every frame.
  func element(
    attributes: String, description: String, style: String,
    group: (FigureAnimation.Group) -> String
  ) -> String {
    let (width, height) = (
      SVGShapes.number(layout.size.width), SVGShapes.number(layout.size.height)
    )
    var text = """
      <svg xmlns="http://www.w3.org/2000/svg" width="\(width)" height="\(height)" \
      viewBox="0 0 \(width) \(height)" role="img" xml:space="preserve"\(attributes)>
      <title>\(SVGShapes.escaped(storyboard.title))</title>
      <desc>\(SVGShapes.escaped(description))</desc>
      \(style.isEmpty ? "" : "<style>\n\(style)</style>\n")\
      <rect class="ground" width="\(width)" height="\(height)"/>

      """
    for item in animation.layers.joined() {
      let body = SVGShapes(item.shapes).text
      let isStill = item.frames == [0..<animation.frameCount]
      text += isStill ? body : "<g\(group(item))>\n\(body)</g>\n"
    }
    return text + "</svg>\n"
  }

  /// What a frame says: what its arithmetic comes to, then its sentence.
  func words(_ position: Int) -> String {
    let frame = storyboard.frames[position]
    return (frame.told.last.map { $0.text + ". " } ?? "") + frame.caption
  }
}
