import Foundation

extension Finding {
  /// The program and the system it runs on.
  static var program: [Finding] {
    [
      Finding("convscope", ProgramVersion.current + executablePath),
      Finding("Swift", compiler),
      Finding("system", "\(ProcessInfo.processInfo.operatingSystemVersionString), \(machine)"),
      Finding("processor", processor),
    ]
  }

  private static var executablePath: String {
    Bundle.main.executableURL.map { " (\($0.path))" } ?? ""
  }

  private static var compiler: String {
    #if compiler(>=6.4)
      "built with 6.4 or newer"
    #elseif compiler(>=6.3)
      "built with 6.3"
    #else
      "built with 6.2"
    #endif
  }

  /// The kernel and the architecture.
  private static var machine: String {
    var names = utsname()
    guard uname(&names) == 0 else { return "unknown kernel" }
    return [text(names.sysname), text(names.release), text(names.machine)].joined(separator: " ")
  }

  /// The model as Linux names it.
  private static var processor: String {
    let information = (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)) ?? ""
    let line = information.split(separator: "\n").first { $0.hasPrefix("model name") }
    let model = line?.split(separator: ":", maxSplits: 1).last.map {
      $0.trimmingCharacters(in: .whitespaces)
    }
    return model ?? "of unknown model"
  }

  /// A C string in an array of a fixed length.
  private static func text<Characters>(_ characters: Characters) -> String {
    withUnsafeBytes(of: characters) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
  }
}
