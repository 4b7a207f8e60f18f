import TerminalKit
import Testing

@testable import Dashboard

struct DashboardViewTests {
  @Test(arguments: [(80, 24), (100, 30), (160, 50)])
  func `every page fits its window and says what it is`(_ width: Int, _ height: Int) {
    for page in Page.allCases {
      var model = SampleRun.model(Size(width: width, height: height))
      _ = model.open(page)
      let screen = SampleRun.screen(model)
      #expect(screen[0].contains("\(page.number) \(page.title)"))
      #expect(screen[1].contains("epoch 3/3") && screen[1].contains("step 12/12"))
      #expect(screen[height - 1].contains("help"))
    }
  }

  @Test
  func `the overview has curves, figures and pictures`() {
    let screen = SampleRun.screen(SampleRun.model()).joined(separator: "\n")
    for text in ["Loss", "Accuracy", "Now", "Test images", "best, epoch", "learning rate", "▀"] {
      #expect(screen.contains(text), "\(text)")
    }
  }

  @Test(arguments: [(80, 24), (100, 30), (160, 50)])
  func `layers whose names differ at the end are told apart`(_ width: Int, _ height: Int) throws {
    var model = try SampleRun.beginning(of: "resnet20", Size(width: width, height: height))
    _ = model.open(.network)
    let screen = SampleRun.screen(model).joined(separator: "\n")
    for name in ["layer1.0.conv1 ", "layer1.0.conv2 ", "output", "weights"] {
      #expect(screen.contains(name), "\(name)")
    }
  }

  @Test
  func `a window that is too small says so and keeps the run in view`() {
    let screen = SampleRun.screen(SampleRun.model(Size(width: 60, height: 10)))
    #expect(screen.joined(separator: " ").contains("needs 80×24"))
    #expect(screen.joined(separator: " ").contains("step 12 of 12"))
  }

  @Test(arguments: [0, 1, 2, 3, 4], [(1, 1), (79, 5), (20, 24), (300, 100)])
  func `no window size is a trap`(_ page: Int, _ size: (Int, Int)) throws {
    var model = SampleRun.model(Size(width: size.0, height: size.1))
    _ = model.open(try #require(Page(rawValue: page)))
    #expect(SampleRun.screen(model).count == size.1)
  }
}
