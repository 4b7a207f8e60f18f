import Testing

@testable import Exhibits

/// Kernels over patches and pictures, against sums worked out by hand.
struct GalleryTests {
  private static let patches = """
    gallery:
      X: 1 0 1 / 0 1 0 / 1 0 1
      plus: 0 1 0 / 1 1 1 / 0 1 0
      flat: 1 1 1 / 1 1 1 / 1 1 1
    kernels: 1 -1 1 / -1 1 -1 / 1 -1 1
    hide: [to plus]
    """

  @Test func `a kernel answers to each patch`() throws {
    let exhibit = try ExhibitFixture.prepared(Self.patches)
    let facts = exhibit.facts.map { "\($0.name) \($0.value)" }
    #expect(facts == ["to X 5.0", "to plus -3.0", "to flat 1.0"])
  }

  @Test func `an answer that is asked for is kept back in text too`() throws {
    let exhibit = try ExhibitFixture.prepared(Self.patches)
    func text(_ found: Set<String>) -> String {
      PlainScene(exhibit.scene(0, at: 0), cover: exhibit.cover(found: found)).sections
        .joined(separator: "\n")
    }
    #expect(text([]).contains("to plus\n?") && !text([]).contains("−3"))
    #expect(text([]).contains("to X\n5"))
    #expect(text(["to plus"]).contains("to plus\n−3"))
  }

  @Test func `several kernels look at one picture on one scale`() throws {
    // 200 → 50 → 200: the post of the fixture is in columns 8 and 9.
    let exhibit = try ExhibitFixture.prepared(
      "{gallery: post, kernels: {left minus right: 1 -1, up minus down: 1 / -1}}")
    func value(_ name: String) -> Double? { exhibit.fact(named: name)?.value }
    #expect(value("largest left minus right") == 150)
    #expect(value("smallest left minus right") == -150)
    #expect(value("left minus right at 0 7") == 150 && value("left minus right at 1 9") == -150)
    #expect(value("left minus right at 0 8") == 0 && value("largest up minus down") == 0)
    guard case .gallery(let gallery) = exhibit.scene(0, at: 0).panels[0] else {
      Issue.record("no gallery")
      return
    }
    #expect(gallery.rows.count == 1 && gallery.rows[0].map(\.isPicture) == [true, true, true])
    #expect(gallery.rows[0].dropFirst().map(\.kind) == [.answer(reach: 150), .answer(reach: 150)])
    #expect(gallery.rows[0].map(\.columnCount) == [20, 19, 20])
    #expect(exhibit.scene(0, at: 0).caption == "left minus right 1 −1; up minus down 1 / −1")
  }

  @Test(arguments: [
    ("{gallery: post}", "show has no 'kernels'"),
    ("{gallery: no-such, kernels: 1 -1}", "there is no picture 'no-such'"),
    ("{gallery: 1 0 / 1, kernels: 1}", "the rows of the patch are not equally long"),
    ("{gallery: 1 0, kernels: 1 / 1}", "this kernel fits nowhere into a patch of 1 × 2"),
    ("{gallery: {}, kernels: 1}", "0 of them do not fit side by side"),
    ("{gallery: 1 0, kernels: 1, hide: [to X]}", "there is nothing called 'to X'"),
    ("{gallery: 1 0, kernels: 1, points: xor}", "'points' does not belong to 'gallery'"),
  ])
  func `what is wrong with a gallery is said`(yaml: String, message: String) throws {
    let finding = try #require(ExhibitFixture.finding(yaml), "\(yaml) is taken")
    #expect(finding.message.hasPrefix(message), "\(finding.message)")
    #expect(!finding.remedy.isEmpty && finding.location != nil)
  }
}
