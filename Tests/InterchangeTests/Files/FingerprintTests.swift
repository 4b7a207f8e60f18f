import Interchange
import Testing

struct FingerprintTests {
  @Test(arguments: [
    ("", "cbf29ce484222325"), ("a", "af63dc4c8601ec8c"), ("foobar", "85944171f73967e8"),
  ])
  func `fingerprints are those of FNV-1a`(_ text: String, _ fingerprint: String) {
    #expect(Fingerprint.of(text.utf8) == fingerprint)
    #expect(Fingerprint.ofFile("/nonexistent") == nil)
  }
}
