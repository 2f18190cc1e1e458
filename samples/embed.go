// Package samples holds the sample histories of dialogues that "parley demo" shows.
// histories/README.md tells what they are, and that they are no source.
package samples

import "embed"

// Histories holds the folder histories: the reports of each history as
// histories/NAME.jsonl, and what must come out of them as histories/NAME.expect.tsv.
//
//go:embed histories/*.jsonl histories/*.expect.tsv
var Histories embed.FS
