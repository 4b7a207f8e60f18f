import ConvolutionArithmetic
import Figures
import Foundation
import Storyboards
import TensorEngine
import Testing

/// Pages and drawings in a browser: what keys and buttons do, and what is then to be seen.
@Suite(.enabled(if: Chromium.path != nil, Chromium.absence), .serialized)
struct FigurePageTests {
  /// What a page shows.
  private struct Seen: Decodable, Equatable {
    var view: String
    var count: String
    var hash: String
    var words: String
    var isPlaying: Bool
    /// The texts of the figure that are there.
    var texts: [String]
  }

  private static let look = """
    const seen = [];
    function press(key, target = document) {
      target.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
    }
    function look() {
      const figure = [...document.querySelectorAll("figure")].find(figure => !figure.hidden);
      const isThere = text => {
        const box = text.getBoundingClientRect();
        return getComputedStyle(text).visibility === "visible" && box.width > 0;
      };
      seen.push({
        view: figure.dataset.view, count: document.getElementById("count").textContent,
        hash: location.hash, words: document.getElementById("words").textContent,
        isPlaying: document.getElementById("play").textContent === "pause",
        texts: [...figure.querySelectorAll("text")].filter(isThere).map(text => text.textContent)
      });
    }

    """

  /// A convolution of a 3×3 image with a 2×2 kernel: its results are 4, 5, 0 and 6.
  private func views() throws -> LinkedViews {
    let window = try SlidingWindow(kernelSize: 2)
    var graph = Graph()
    let input = try graph.input([1, 1, 3, 3], name: "input")
    let weight = try graph.input([1, 1, 2, 2], name: "weight")
    let output = try graph.append(
      .convolution(Convolution(windows: [window, window])), [input, weight])
    let executed = try ExecutedGraph(
      running: graph, on: ReferenceBackend<Double>(),
      feeds: [
        input: Tensor([1, 1, 3, 3], [1, 3, -1, 2, 1, 0, 0, 2, -1]),
        weight: Tensor([1, 1, 2, 2], [1, 0, 2, -1]),
      ])
    return try LinkedViews(of: output, in: executed)
  }

  private func seen(
    _ script: String, at fragment: String = "", showing shown: [StoryView]? = nil
  ) throws -> [Seen] {
    let views = try views()
    let page = try HTMLFigure("A figure", views, showing: shown ?? views.views).text
    return try Chromium.report(
      page, at: fragment, running: Self.look + script, as: [Seen].self)
  }

  @Test func `keys go from frame to frame, and stop at both ends`() throws {
    let seen = try seen(
      """
      look();
      for (const key of ["ArrowRight", "ArrowRight", "End", "ArrowRight", "ArrowLeft", "Home", "ArrowLeft"]) {
        press(key);
        look();
      }
      report(seen);
      """)
    #expect(
      seen.map(\.count) == [
        "1 of 4", "2 of 4", "3 of 4", "4 of 4", "4 of 4", "3 of 4", "1 of 4", "1 of 4",
      ])
    #expect(seen.map(\.hash).first == "#window/1")
    #expect(seen[1].texts.contains("3·1 + (−1)·0 + 1·2 + 0·(−1) = 5"))
    #expect(seen[1].texts.contains("frame 2 of 4"))
    #expect(!seen[1].texts.contains("frame 1 of 4"))
    #expect(seen[1].words.hasPrefix("3·1 + (−1)·0 + 1·2 + 0·(−1) = 5. Output (row 0, column 1)"))
    // Results that are not computed yet are dots, one less with each frame.
    #expect(seen.prefix(4).map { $0.texts.count { $0 == "·" } } == [3, 2, 1, 0])
  }

  @Test func `buttons do the same, and are off where they can do nothing`() throws {
    let seen = try seen(
      """
      const [back, next] = ["back", "next"].map(id => document.getElementById(id));
      if (!back.disabled) throw "back at the first frame";
      next.click(); look();
      next.click(); next.click(); look();
      if (!next.disabled) throw "next at the last frame";
      back.click(); look();
      report(seen);
      """)
    #expect(seen.map(\.count) == ["2 of 4", "4 of 4", "3 of 4"])
  }

  @Test func `another view keeps the frame`() throws {
    let seen = try seen(
      """
      press("ArrowRight");
      press("2"); look();
      document.getElementById("tab-gradients").click(); look();
      press("9"); look();
      press("1"); look();
      report(seen);
      """)
    #expect(seen.map(\.view) == ["im2col", "gradients", "gradients", "window"])
    #expect(seen.allSatisfy { $0.count == "2 of 4" })
    #expect(seen[0].hash == "#im2col/2")
    #expect(seen.allSatisfy { $0.texts.contains("3·1 + (−1)·0 + 1·2 + 0·(−1) = 5") })
  }

  @Test func `an address opens a view and a frame`() throws {
    #expect(try seen("look(); report(seen);", at: "matrix/3").map(\.count) == ["3 of 4"])
    let stray = try seen("look(); report(seen);", at: "nothing/77")
    #expect(stray.map(\.count) == ["1 of 4"] && stray.map(\.view) == ["window"])
  }

  @Test func `Space plays to the end, and stops in between`() throws {
    let played = try seen(
      """
      press(" "); look();
      setTimeout(() => { look(); report(seen); }, 10000);
      """)
    #expect(played.map(\.count) == ["1 of 4", "4 of 4"])
    #expect(played.map(\.isPlaying) == [true, false])
    let stopped = try seen(
      """
      press(" ");
      setTimeout(() => { press(" "); look(); }, 900);
      setTimeout(() => { look(); report(seen); }, 10000);
      """)
    #expect(stopped.map(\.count) == ["2 of 4", "2 of 4"])
    #expect(stopped.map(\.isPlaying) == [false, false])
  }

  @Test func `nothing is clipped on a page`() throws {
    let clipped = try Chromium.report(
      try HTMLFigure("A figure", try views(), showing: try views().views).text,
      running: """
        const clipped = [];
        for (const figure of document.querySelectorAll("figure")) {
          figure.hidden = false;
          const frame = figure.querySelector("svg").getBoundingClientRect();
          for (const text of figure.querySelectorAll("text")) {
            const box = text.getBoundingClientRect();
            if (box.left < frame.left || box.right > frame.right || box.bottom > frame.bottom)
              clipped.push(figure.dataset.view + ": " + text.textContent);
          }
        }
        report(clipped);
        """, as: [String].self)
    #expect(clipped == [])
  }

  @Test func `a moving drawing shows each frame in its time`() throws {
    let story = try views().storyboard(.im2col)
    let drawing = try SVGFigure(story, frames: story.frames.indices).text
    let shown = try Chromium.report(
      "<!DOCTYPE html><meta charset=\"utf-8\">\(drawing)",
      running: """
        const animations = document.getAnimations();
        const shown = [0, 1, 2, 3, 5].map(frame => {
          for (const animation of animations) {
            animation.pause();
            animation.currentTime = 600 * frame + 300;
          }
          return [...document.querySelectorAll("text")]
            .filter(text => getComputedStyle(text).visibility === "visible")
            .map(text => text.textContent).filter(text => text.startsWith("frame"));
        });
        report(shown);
        """, as: [[String]].self)
    #expect(
      shown == [
        ["frame 1 of 4"], ["frame 2 of 4"], ["frame 3 of 4"], ["frame 4 of 4"], ["frame 4 of 4"],
      ])
  }
}
