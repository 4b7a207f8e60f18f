import Practice
import Problems
import TensorEngine

extension Sheet {
  /// Checks a file that may be a sheet: reads it, and makes a few variants of it.
  ///
  /// - Parameters:
  ///   - node: The content of a file.
  ///   - library: The families that its tasks may name.
  ///   - backend: What computes the variants.
  /// - Returns: What is wrong; `nil` where this is no sheet.
  public static func check(
    _ node: SourceNode, families library: FamilyLibrary?, on backend: any Backend
  ) -> [Diagnostic]? {
    guard isSheet(node) else { return nil }
    do throws(Diagnostic) {
      let maker = try SheetMaker(try Sheet(node), families: library, on: backend)
      for name in ["one", "two", "three"] {
        _ = try maker.sheet(for: Roster.Student(id: name, name: name))
      }
      return []
    } catch {
      return [error]
    }
  }
}
