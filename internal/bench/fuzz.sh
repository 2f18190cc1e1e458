#!/bin/sh
# Fuzz every fuzz test of the project for the given time each.
set -eu
for dir in $(go list -f '{{.Dir}}' ./...); do
	for name in $(grep -ho '^func Fuzz[A-Za-z0-9]*' "$dir"/*_test.go 2>/dev/null | cut -c6-); do
		echo "== $name"
		go test -run '^$' -fuzz "^$name\$" -fuzztime "$1" -fuzzminimizetime 100x "$dir"
	done
done
