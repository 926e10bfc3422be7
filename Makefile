# NetRisk: everything a person does with this repository. `make help` lists it.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help

# One optimised build serves the command, the tests and the benchmarks.
BUILD := swift build -c release
BIN := .build/release
PACKAGES := libyaml-dev pkg-config tzdata
EXAMPLES := k3s-home-assistant microk8s-calico metallb-bgp flannel-prefix

.PHONY: help
help: ## Show this help
	@awk 'BEGIN {FS = ":.*## "} /^[a-z-]+:.*## / {printf "  %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.PHONY: deps
deps: ## Install the system packages that are missing (Debian; sudo unless root)
	@command -v swift >/dev/null || { echo "Swift 6.3 is needed: https://www.swift.org/install/linux/" >&2; exit 1; }
	@missing=""; \
	for package in $(PACKAGES); do \
	  dpkg-query -W -f '$${Status}' $$package 2>/dev/null | grep -q 'ok installed' || missing="$$missing $$package"; \
	done; \
	if [ -n "$$missing" ]; then \
	  echo "installing:$$missing"; \
	  as_root=""; [ "$$(id -u)" -eq 0 ] || as_root="sudo"; \
	  $$as_root apt-get update -q >/dev/null; \
	  DEBIAN_FRONTEND=noninteractive $$as_root apt-get install -q -y --no-install-recommends $$missing >/dev/null; \
	fi

.PHONY: build
build: deps ## Build the command (.build/release/netrisk)
	@$(BUILD) --product netrisk

.PHONY: demo
demo: build ## Run the main job: analyse the clusters in examples/
	@for example in $(EXAMPLES); do \
	  echo; echo "$$ netrisk analyze -f examples/$$example"; \
	  $(BIN)/netrisk analyze -f examples/$$example; \
	done

.PHONY: test
test: deps ## Build and run all tests
	@$(BUILD) --build-tests
	@swift test -c release --skip-build --quiet

.PHONY: lint
lint: ## Check the formatting rules, warnings counted as errors
	@swift format lint --strict --recursive --parallel Package.swift Sources Tests

.PHONY: fmt
fmt: ## Format the sources in place
	@swift format --in-place --recursive --parallel Package.swift Sources Tests

.PHONY: bench
bench: deps ## Print CPU time and memory of the main paths (docs/performance.md)
	@$(BUILD) --product Benchmarks
	@$(BIN)/Benchmarks

.PHONY: clean
clean: ## Remove what was built
	@rm -rf .build .build-*
