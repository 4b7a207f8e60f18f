# Convscope's commands. `make help` lists them; the work is done by the scripts in Scripts/.

.DEFAULT_GOAL := help
.NOTPARALLEL:
SHELL := /bin/bash

PREFIX ?= /usr/local
DESTDIR ?=
ARGS ?=

# An import that Package.swift does not declare would compile or not by luck of the build order.
SWIFT_FLAGS := --explicit-target-dependency-import-check error

DEBUG_PROGRAM := .build/debug/convscope
RELEASE_PROGRAM := .build/release/convscope

.PHONY: help
help: ## list the commands
	@echo 'usage: make COMMAND'
	@echo
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-13s %s\n", $$1, $$2 }' Makefile
	@echo
	@echo 'make run ARGS="learn convolution"   hands ARGS to the program'
	@echo 'make install PREFIX=$$HOME/.local    DESTDIR is honoured too'

# MARK: - Using it

.PHONY: run
run: build ## build what is needed and open the tutor
	@exec $(RELEASE_PROGRAM) $(ARGS)

.PHONY: build
build: prepare ## build the program in release mode
	@swift build -c release $(SWIFT_FLAGS) --product convscope

# Under sudo nothing is built: root often has no Swift on its path, and its files in .build would lock the user out.
.PHONY: install
install: $(if $(SUDO_USER),,build) ## install the program, lessons, completions and man page
	@Scripts/install $(RELEASE_PROGRAM) '$(PREFIX)' '$(DESTDIR)'

.PHONY: uninstall
uninstall: ## remove what `make install` put there
	@Scripts/uninstall '$(PREFIX)' '$(DESTDIR)'

.PHONY: clean
clean: ## remove everything that was built
	@rm -rf .build

# MARK: - Checking it

.PHONY: test
test: prepare-tests ## run every test that needs no browser
	@mkdir -p .build
	@set -o pipefail; swift test $(SWIFT_FLAGS) --disable-xctest --skip BrowserTests 2>&1 | tee .build/tests.log | Scripts/shorten-test-log

.PHONY: test-browser
test-browser: prepare-tests ## run the tests of pages, for which Chromium has to be installed
	@swift test $(SWIFT_FLAGS) --disable-xctest --filter BrowserTests

.PHONY: test-cuda
test-cuda: prepare-tests ## compile the kernels for GPUs, which needs no GPU, and say what they take
	@mkdir -p .build
	@Scripts/test-cuda $(SWIFT_FLAGS)

.PHONY: lint
lint: lint-scripts lint-imports lint-format lint-lessons lint-generated ## check format, imports, warnings, lessons and generated files
	@echo 'lint: everything is in order'

.PHONY: check
check: lint test ## everything that has to pass before a commit

.PHONY: lint-scripts
lint-scripts:
	@echo 'lint: shell scripts parse'
	@Scripts/check-scripts

.PHONY: lint-imports
lint-imports:
	@echo 'lint: imports follow the table in ARCHITECTURE.md'
	@Scripts/check-imports

.PHONY: lint-format
lint-format: toolchain
	@echo 'lint: Swift is formatted'
	@swift format lint --strict --parallel --recursive $(FORMATTED)

.PHONY: lint-lessons
lint-lessons: debug
	@echo 'lint: lessons'
	@$(DEBUG_PROGRAM) check Lessons

.PHONY: lint-generated
lint-generated: debug
	@echo 'lint: generated files are up to date'
	@Scripts/check-generated $(DEBUG_PROGRAM)

# MARK: - Changing it

FORMATTED = Package.swift $(wildcard Sources Tests Lessons Scripts)

.PHONY: format
format: toolchain ## format the Swift files in place
	@swift format --in-place --parallel --recursive $(FORMATTED)

.PHONY: generate
generate: debug ## rewrite the generated files: keys, man page, table of ops, schema, figures
	@Scripts/generate $(DEBUG_PROGRAM) Documentation

# The program and its tests in one build, which `make test` then finds ready. Warnings are errors (Package.swift).
.PHONY: debug
debug: prepare-tests
	@swift build --build-tests $(SWIFT_FLAGS)

# MARK: - What the machine needs

.PHONY: prepare
prepare: toolchain
	@Scripts/install-packages

.PHONY: prepare-tests
prepare-tests: toolchain
	@Scripts/install-packages --tests

.PHONY: toolchain
toolchain:
	@Scripts/require-toolchain
