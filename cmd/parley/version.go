package main

import (
	"encoding/json"
	"fmt"
	"runtime"
	"runtime/debug"
	"strings"

	"parley/coder"
	"parley/nlp"
)

// version is set by the release build; a plain build has "dev".
var version = "dev"

type versionCmd struct {
	JSON bool `name:"json" help:"Print as JSON."`
}

type modelInfo struct {
	Name string `json:"name"`
	Card string `json:"card"`
}

// Run prints what this program is made of.
func (v *versionCmd) Run(std *streams) error {
	commit := ""
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, s := range info.Settings {
			if s.Key == "vcs.revision" {
				commit = s.Value
			}
		}
	}
	var models []modelInfo
	for _, size := range []nlp.Size{nlp.Accurate, nlp.Fast} {
		p, err := nlp.Open(size)
		if err != nil {
			return err
		}
		models = append(models, modelInfo{size.String(), p.Card()})
	}
	if v.JSON {
		return json.NewEncoder(std.out).Encode(map[string]any{
			"version": version, "commit": commit, "coder_revision": coder.Revision, "go": runtime.Version(), "models": models,
		})
	}
	fmt.Fprintf(std.out, "parley %s\ncoder revision %d\n%s %s/%s\n", version, coder.Revision, runtime.Version(), runtime.GOOS, runtime.GOARCH)
	if commit != "" {
		fmt.Fprintf(std.out, "commit %s\n", commit)
	}
	for _, m := range models {
		fmt.Fprintf(std.out, "parser %s:\n", m.Name)
		for line := range strings.Lines(m.Card) {
			fmt.Fprintf(std.out, "  %s", line)
		}
	}
	return nil
}
