import Foundation
import Storyboards
import Testing

@testable import Figures

/// A page with figures, as far as it can be read without a browser.
struct HTMLFigureTests {
  private func page(_ example: FigureExample, _ shown: [StoryView]) throws -> String {
    try HTMLFigure("A < B & \"C\"", example.views, showing: shown).text
  }

  /// The texts that are read out, which the page has as JSON.
  private func words(_ page: String) throws -> [String: [String]] {
    let start = try #require(page.range(of: #"<script type="application/json" id="said">"#))
    let end = try #require(page.range(of: "</script>", range: start.upperBound..<page.endIndex))
    return try JSONDecoder().decode(
      [String: [String]].self, from: Data(page[start.upperBound..<end.lowerBound].utf8))
  }

  @Test func `a page has a tab for each view and a figure behind it`() throws {
    let example = try #require(FigureExample.all.first)
    let page = try page(example, example.views.views)
    for view in ["window", "im2col", "matrix", "gradients", "back", "cover"] {
      #expect(page.contains(#"id="tab-\#(view)""#))
      #expect(page.contains(#"data-view="\#(view)""#))
    }
    #expect(page.components(separatedBy: "<svg ").count == 7)
    #expect(page.contains("<title>A &lt; B &amp; &quot;C&quot;</title>"))
    #expect(page.components(separatedBy: "prefers-color-scheme").count == 2)
    let words = try words(page)
    #expect(words.keys.sorted() == ["back", "cover", "gradients", "im2col", "matrix", "window"])
    #expect(words["window"]?.count == 8)
    #expect(words["window"]?[0].contains(" = ") == true)
  }

  @Test func `a page says how high each drawing is, so that it fits the window`() throws {
    let example = try #require(FigureExample.all.first)
    let page = try page(example, example.views.views)
    for view in example.views.views {
      let height = FigureLayout(example.views.storyboard(view)).size.height
      #expect(page.contains(#"style="--drawn: \#(SVGShapes.number(height))px""#))
    }
  }

  @Test func `a page of one view has no tabs`() throws {
    let example = try #require(FigureExample.all.first)
    let page = try page(example, [.im2col])
    #expect(!page.contains("role=\"tab"))
    #expect(page.components(separatedBy: "<svg ").count == 2)
  }

  @Test func `a page needs nothing else and stays small`() throws {
    let example = try #require(FigureExample.all.first)
    let page = try page(example, example.views.views)
    let references = ["src=", "href=", "@import", "url("]
    #expect(!references.contains { page.contains($0) })
    #expect(page.utf8.count < 200_000)
  }

  @Test func `pictures of a turn come before the frames, and are none of them`() throws {
    let example = try #require(
      FigureExample.all.first { $0.testDescription == "transposed, twin" })
    let page = try page(example, [.twin, .stamp])
    #expect(page.contains(#"data-view="twin" role="tabpanel" data-turn="3">"#))
    #expect(page.contains(#"data-view="stamp" role="tabpanel" hidden>"#))
    #expect(page.contains("mirrored"))
    let words = try words(page)
    #expect(words["twin"]?.count == 16 && words["stamp"]?.count == 16)
    // Before a script runs the first frame is there; three pictures come before it.
    #expect(page.contains(#"data-frames="0" visibility="hidden">"#))
    #expect(page.contains(#"data-frames="3">"#))
  }

  @Test func `a theme holds whatever the reader prefers`() throws {
    let example = try #require(FigureExample.all.first)
    let page = try HTMLFigure("", example.views, showing: [.window], theme: .dark).text
    #expect(!page.contains("prefers-color-scheme"))
    #expect(page.contains("color-scheme: dark"))
  }

  @Test func `views that are too large are left out, and the page says which`() throws {
    let small = try #require(FigureExample.all.first)
    #expect(try HTMLFigure("", small.views, showing: small.views.views).leftOut == [])
    let large = try FigureExample.convolution(over: 14)
    #expect(large.views.contains(.matrix))
    let page = try HTMLFigure("", large, showing: large.views)
    #expect(page.leftOut.contains(.matrix))
    #expect(!page.text.contains("tab-matrix"))
  }
}
