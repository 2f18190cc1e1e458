package main

import (
	"bufio"
	"os"

	"parley/eval"
)

// stories scores the grouping of the documents of each file by the story they tell.
func (c *evalCmd) stories(std *streams) error {
	out := bufio.NewWriter(std.out)
	for _, name := range c.Corpus {
		docs, err := readStories(name)
		if err != nil {
			return err
		}
		s := eval.GroupStories(docs)
		if err := c.print(out, s, &eval.Result{Errors: s.Errors}); err != nil {
			return err
		}
	}
	return out.Flush()
}

func readStories(name string) ([]eval.StoryDocument, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return eval.ReadStories(f, name)
}
