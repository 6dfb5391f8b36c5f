# Two commands do everything on a machine that has Swift: `make compile` and `make test`.

# Debian's packages, in one place. What the compiler needs:
PACKAGES = libyaml-dev libexpat1-dev pkg-config
# What the tests need beside it: real databases and a directory server, a driver manager, a reader of XML, and what a pipeline has
# that sends bundles.
TEST_PACKAGES = postgresql postgresql-client mariadb-server mariadb-client slapd ldap-utils unixodbc odbc-postgresql libxml2-utils \
    python3 python3-html5lib cmark-gfm jq curl shellcheck

# What a release is made with.
RELEASE_PACKAGES = binutils jq

ENTRAIN = .build/release/entrain
ORACLES ?= ../shared/oracles

.PHONY: compile build test oracles fuzz bench bench-bundle bench-simulate bench-import release packages test-packages release-packages

## Write generated/ from plans/.
compile: build
	$(ENTRAIN) compile plans/contoso --environment production --output generated/contoso
	$(ENTRAIN) compile plans/northwind --environment production --output generated/northwind
	$(ENTRAIN) compile Tests/Fixtures/plans/consolidated --output generated/consolidated
	$(ENTRAIN) compile Tests/Fixtures/plans/workday --output generated/workday
	$(ENTRAIN) compile Tests/Fixtures/plans/interim --output generated/interim
	$(ENTRAIN) bundle plans/contoso --environment production --mapping people-to-entra --rows hr=Tests/Fixtures/simulate/hr.csv \
	    --rows contractors=Tests/Fixtures/hr/csv-with-1000-records.csv --today 2026-11-24 --output generated/contoso-bulk

## The compiler itself, with the Swift runtime inside.
build: packages
	swift build -c release --product entrain --static-swift-stdlib

## Everything that can fail on its own: units, fixtures, generated/, and real PostgreSQL, MariaDB and OpenLDAP servers.
test: test-packages
	swift test

## Hand generated/ to the programs that will read it (a folder of checking scripts beside this repository).
oracles:
	ORACLES=$(ORACLES) Tests/Support/oracles

## Hostile input for five minutes a target, by coverage; and ten thousand mutants of the example plans. SECONDS=… for longer, TARGETS=… for some.
fuzz: packages
	Tests/Fuzz/run $(or $(SECONDS),300) $(TARGETS)

## A million rows, against a C program that writes the same bytes.
bench-bundle: build
	Benchmarks/bundle

## A million people against a million users, beside the bundle of the same rows.
bench-simulate: build
	Benchmarks/simulate

## 300 MB of an export of MIM, against expat's walk through the same files.
bench-import: build
	Benchmarks/import

## Plans of three sizes, against libyaml's scan of the same text; the million rows and people, and the large export.
bench: bench-bundle bench-simulate bench-import
	Benchmarks/plans --plot docs/benchmarks.svg

## One program for Linux that needs nothing installed, its checksums and what is inside it, in release/.
release: packages release-packages
	.ci/release

packages:
	@Tests/Support/install-packages $(PACKAGES)

test-packages: packages
	@Tests/Support/install-packages $(TEST_PACKAGES)

release-packages:
	@Tests/Support/install-packages $(RELEASE_PACKAGES)
