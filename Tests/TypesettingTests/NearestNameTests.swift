import Testing
import Typesetting

struct NearestNameTests {
  @Test func `a word without neighbours finds none`() {
    #expect(NearestName.of("elephant", in: ["relu", "tanh"]) == nil)
    #expect(NearestName.of(String(repeating: "a", count: 100), in: ["a"]) == nil)
    #expect(NearestName.of("", in: ["a"]) == nil)
  }

  @Test(arguments: [
    ("rellu", "relu"), ("Avg_Pool", "avgpool"), ("no_bais", "nobias"), ("strid", "stride"),
  ])
  func `a slip finds what was meant`(_ word: String, _ wanted: String) {
    #expect(NearestName.of(word, in: ["relu", "avgpool", "nobias", "stride"]) == wanted)
  }

  @Test func `a long list is left to what lists it`() {
    let names = (1...40).map { "preset\($0)" }
    func remedy(_ names: [String]) -> String {
      NearestName.remedy(for: "elephant", in: names, listedAs: "There are", by: "convscope lab")
    }
    #expect(remedy(names) == "convscope lab lists all 40.")
    #expect(remedy(["a", "b"]) == "There are: a, b.")
    #expect(
      NearestName.remedy(for: "elephant", in: names, listedAs: "There are").hasSuffix("preset40."))
  }

  @Test func `of long candidates a list has the starts`() {
    let sentence = String(repeating: "it is ", count: 500)
    #expect(
      NearestName.remedy(for: "elephant", in: [sentence, "no"], listedAs: "They are")
        == "They are: it is it is it is it is it is it is it …, no.")
  }
}
