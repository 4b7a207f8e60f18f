import Typesetting

/// The look of a page with figures.
enum PageStyle {
  /// How small a drawing may get to fit the window, as a share of its own size, before its end is out of view.
  private static let leastScale = 0.5

  /// The style sheet.
  ///
  /// - Parameter theme: The ground; what the reader prefers when absent.
  static func text(_ theme: Ground?) -> String {
    let colors =
      theme.map(colors(_:))
        ?? """
        \(colors(.light))@media (prefers-color-scheme: dark) {
        \(colors(.dark))}

        """
    return """
      \(SVGStyle.shape)\(colors)
      body { font: 16px/1.5 system-ui, sans-serif; margin: 1rem auto; padding: 0 1rem; max-width: 100rem }
      h1 { font-size: 1.25rem; margin: 0 0 .75rem; text-align: center }
      figure { margin: 0 }
      figure[hidden] { display: none }
      body { --above: 6rem }
      body:has(.tabs) { --above: 9rem }
      body:has(h1) { --above: 12rem }
      svg { display: block; max-width: 100%; max-height: max(calc(100vh - var(--above)), calc(var(--drawn) * \(leastScale))); height: auto; margin: 0 auto }
      figcaption { max-width: 45rem; margin: .5rem auto 1rem; text-align: center }
      .tabs, .controls { display: flex; flex-wrap: wrap; gap: .5rem; align-items: center; justify-content: center; margin-bottom: .5rem }
      button { font: inherit; color: inherit; background: none; border: 1px solid; border-radius: .4rem; padding: .3rem .9rem; cursor: pointer }
      button:focus-visible { outline: 2px solid; outline-offset: 2px }
      #play { min-width: 5.5rem }
      #count { min-width: 6rem; text-align: center }
      #words { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%) }
      .controls { position: sticky; top: 0; padding: .25rem 0 }
      #words.shown { position: fixed; left: 0; bottom: 0; box-sizing: border-box; width: 100%; height: auto; margin: 0; padding: .5rem 1rem; border-top: 1px solid; clip-path: none; text-align: center }
      body:has(#words.shown) { padding-bottom: 6rem }
      @media print { .controls, .tabs { display: none } }

      """
  }

  private static func colors(_ theme: Ground) -> String {
    func color(_ hue: Hue) -> String { SVGStyle.hexadecimal(hue.rgb(on: theme)) }
    let ground = SVGStyle.hexadecimal(theme.page)
    return """
      \(SVGStyle.colors(theme))\
      :root { color-scheme: \(theme.rawValue) }
      body { color: \(color(.text)); background: \(ground) }
      .controls, #words { background: \(ground) }
      figcaption, .keys { color: \(color(.dim)) }
      button[aria-selected=true], #play[aria-pressed=true] { color: \(ground); background: \(color(.accent)); border-color: \(color(.accent)) }

      """
  }
}
