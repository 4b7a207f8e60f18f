import Foundation

/// Where the files of data sets are looked for.
public enum DataFolder {
  /// Where sets are kept: `convscope` in the user's XDG cache, `~/.cache/convscope`
  /// unless set otherwise.
  public static var standard: String {
    let environment = ProcessInfo.processInfo.environment
    if let cache = environment["XDG_CACHE_HOME"], cache.hasPrefix("/") {
      return cache + "/convscope"
    }
    return (environment["HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil } ?? NSHomeDirectory())
      + "/.cache/convscope"
  }
}
