public struct LessonText: Hashable, Sendable { public var plain: String = ""
  public init(plain: String) { self.plain = plain } }
