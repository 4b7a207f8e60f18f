"""The conformance fixtures: a declarative table of problems, answered by PyTorch."""
