import ArgumentParser
import Backends

/// The list of lessons, which the program opens where no command is named.
struct Home: TakesOptionsAlone {
  static let configuration = CommandConfiguration(
    abstract: "Open the list of lessons.", usage: "convscope [--theme <theme>] [--no-motion]",
    shouldDisplay: false)

  @OptionGroup var screen: ScreenOptions
  @OptionGroup var motion: MotionOptions

  /// Opens it; without a terminal, says what there is.
  func run() throws {
    let shelf = LessonShelf()
    guard let terminal = try motion.screen(screen) else {
      StandardOutput.write(try Welcome.text(shelf))
      return
    }
    try TutorSession(
      on: terminal, library: try shelf.library(), backend: try Backends.reference.makePrecise()
    ).run()
  }
}
