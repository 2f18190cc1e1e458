package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"parley"
	"parley/internal/store"
	"parley/internal/store/sqlite"
)

func printJSON(std *streams, v any) error {
	enc := json.NewEncoder(std.out)
	enc.SetEscapeHTML(false)
	return enc.Encode(v)
}

type backupCmd struct {
	archiveFlag
	File string `arg:"" help:"File to write; it must not exist."`
}

// Run copies the archive while it is in use.
func (c *backupCmd) Run(ctx context.Context, std *streams) error {
	s, err := c.reading(ctx)
	if err != nil {
		return c.hinted(err)
	}
	defer s.Close()
	if err := s.Backup(ctx, c.File); err != nil {
		return c.hinted(err)
	}
	return verify(ctx, std, c.File, "backup")
}

// verify checks an archive and tells what it holds.
func verify(ctx context.Context, std *streams, file, what string) error {
	s, err := sqlite.Open(ctx, file, store.Config{ReadOnly: true})
	if err != nil {
		return err
	}
	defer s.Close()
	n, err := check(ctx, std, s)
	if err == nil && n > 0 {
		err = fmt.Errorf("%w: %s", store.ErrDamaged, count(n, "problem"))
	}
	var st store.Stats
	if err == nil {
		st, err = s.Stats(ctx, store.Filter{}, 0)
	}
	if err != nil {
		return fmt.Errorf("%s %s: %w", what, file, err)
	}
	fmt.Fprintf(std.err, "parley: %s %s is sound: %s, %s in %s\n", what, file,
		count(st.Documents, "document"), count(st.Events, "event"), count(st.Incidents, "incident"))
	return nil
}

// check prints what is wrong with an archive and counts it.
func check(ctx context.Context, std *streams, s *store.Store) (problems int, err error) {
	err = s.Check(ctx, func(problem string) {
		problems++
		fmt.Fprintln(std.out, problem)
	})
	return problems, err
}

type restoreCmd struct {
	archiveFlag
	File   string `arg:"" help:"Backup to restore."`
	Verify bool   `help:"Only check the backup and tell what it holds."`
	Force  bool   `help:"Put it in the place of an archive that is there; the old one is kept beside it."`
}

// Run puts a backup in the place of the archive, after a check.
func (c *restoreCmd) Run(ctx context.Context, std *streams) error {
	if _, err := os.Stat(c.File); err != nil {
		return fmt.Errorf("backup %s: %w", c.File, errors.Unwrap(err))
	}
	if err := verify(ctx, std, c.File, "backup"); err != nil || c.Verify {
		return err
	}
	_, err := os.Stat(c.Archive)
	if err == nil && !c.Force {
		return usageError(fmt.Sprintf("there is an archive %s; --force puts the backup in its place and keeps it", c.Archive))
	}
	part := c.Archive + ".part"
	err = copyFile(c.File, part)
	if err == nil {
		err = c.replace(std, part)
	}
	if err != nil {
		_ = os.Remove(part) // the first error is the one to tell
	}
	return err
}

// replace puts a file in the place of the archive; one that is there is kept beside it.
func (c *restoreCmd) replace(std *streams, part string) error {
	if _, err := os.Stat(c.Archive); err == nil {
		old := c.Archive + "." + time.Now().UTC().Format("20060102-150405") + ".old"
		for _, tail := range []string{"-wal", "-shm", ""} { // what is not yet in the file itself goes with it
			if err := os.Rename(c.Archive+tail, old+tail); err != nil && !os.IsNotExist(err) {
				return err
			}
		}
		fmt.Fprintf(std.err, "parley: the old archive is kept as %s\n", old)
	}
	return os.Rename(part, c.Archive)
}

// copyFile copies a file and makes sure that the copy is on the disk.
func copyFile(from, to string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.Create(to)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, in)
	if err == nil {
		err = out.Sync()
	}
	return errors.Join(err, out.Close())
}

type doctorCmd struct {
	archiveFlag
	JSON bool `name:"json" help:"Print the runs as JSON."`
}

// Run checks the archive and tells what was done to it lately.
func (c *doctorCmd) Run(ctx context.Context, std *streams) error {
	s, err := c.reading(ctx)
	if err != nil {
		return c.hinted(err)
	}
	defer s.Close()
	problems, err := check(ctx, std, s)
	if err != nil {
		return c.hinted(err)
	}
	if problems > 0 {
		return c.hinted(fmt.Errorf("archive %s: %w: %s", c.Archive, store.ErrDamaged, count(problems, "problem")))
	}
	runs, err := s.Runs(ctx, 10)
	if err != nil {
		return c.hinted(err)
	}
	fmt.Fprintf(std.out, "archive %s is sound\n", c.Archive)
	for _, r := range runs {
		outcome := r.Outcome
		if r.Ended.IsZero() {
			outcome = fmt.Sprintf("running as process %d", r.PID)
			if !living(r.PID) {
				outcome = "cut off; the next command that writes tells what it had kept"
			}
		}
		fmt.Fprintf(std.out, "  %s: %d documents, %d events; %s\n", r, r.Documents, r.Events, outcome)
	}
	waiting, err := s.Waiting(ctx)
	if waiting > 0 {
		fmt.Fprintf(std.out, "  %s wait for merging; the next command that writes does it\n", count(waiting, "event"))
	}
	return err
}

type purgeCmd struct {
	archiveFlag
	Document string `help:"ID of the document to delete." xor:"what" required:""`
	Source   string `help:"File or feed to delete with all that came from it." xor:"what" required:""`
	Reason   string `help:"Why, for the record."`
	Yes      bool   `help:"Delete for good. Without it the command only tells what it would delete."`
}

// Run deletes what nobody may keep.
func (c *purgeCmd) Run(ctx context.Context, std *streams) error {
	if !c.Yes {
		return c.looking(ctx, &chooser{}, func(s *store.Store, _ store.Filter) error {
			documents, events, err := c.would(ctx, s)
			if err != nil {
				return err
			}
			return usageError(fmt.Sprintf("this would delete %s with %s for good, and nothing is deleted yet; say --yes to do it",
				count(documents, "document"), count(events, "event")))
		})
	}
	return c.writing(ctx, std, "purge", func(s *store.Store) error {
		if _, _, err := c.would(ctx, s); err != nil {
			return err
		}
		documents, events, err := 1, 0, error(nil)
		if c.Document != "" {
			events, err = s.Purge(ctx, c.Document, c.Reason)
		} else {
			documents, events, err = s.PurgeSource(ctx, c.Source, c.Reason)
		}
		if err == nil {
			fmt.Fprintf(std.err, "parley: deleted %s with %s for good; they stay out when they come again\n", count(documents, "document"), count(events, "event"))
		}
		return err
	})
}

// would tells what is to be deleted. Of a source that is not there it says what a
// source is.
func (c *purgeCmd) would(ctx context.Context, s *store.Store) (documents, events int, err error) {
	if c.Document != "" {
		events, err = s.WouldPurge(ctx, c.Document)
		return 1, events, err
	}
	documents, events, err = s.WouldPurgeSource(ctx, c.Source)
	if !errors.Is(err, parley.ErrNotFound) {
		return documents, events, err
	}
	hint := "--source wants a file as it was given to ingest or import, or the address of a feed"
	if outlet, e := s.IsOutlet(ctx, c.Source); e == nil && outlet {
		hint = "it is the name of an outlet; " + hint
	}
	return 0, 0, fmt.Errorf("%w\nhint: %s: \"parley documents --out jsonl\" tells files as read_from, \"parley feeds list\" feeds", err, hint)
}
